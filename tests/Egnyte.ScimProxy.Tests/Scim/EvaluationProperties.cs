using System.Text.Json;
using CsCheck;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters.Evaluation;

namespace Egnyte.ScimProxy.Tests.Scim;

public sealed class EvaluationProperties
{
    private const int Pairs = 20_000;

    [Fact]
    public void TheEvaluator_AgreesWithTheReference_OnWhatFitsAndOnWhatDoesNot()
    {
        int matches = 0;

        Gen.Select(EvaluationGenerators.Filter, EvaluationGenerators.AnyResource).Sample(
            (filter, resource) =>
            {
                bool expected = ReferenceEvaluator.Matches(filter, resource);
                Interlocked.Add(ref matches, expected ? 1 : 0);

                return FilterEvaluator.Compile(filter, TestSchema.Traits).Matches(JsonOf(resource)) == expected;
            },
            iter: Pairs,
            print: pair => $"{pair.Item1} on {JsonOf(pair.Item2)}");

        // A generator whose filters never fit, or always do, would prove nothing.
        Assert.InRange(matches, Pairs / 4, Pairs * 3 / 4);
    }

    [Fact]
    public void TheEvaluator_OnAnyJson_AnswersWithoutThrowing() =>
        Gen.Select(EvaluationGenerators.Filter, Generators.Json).Sample(
            (filter, json) =>
            {
                _ = FilterEvaluator.Compile(filter, TestSchema.Traits)
                    .Matches(JsonElement.Parse($$"""{"userName":{{json}},"emails":{{json}},"meta":{"created":{{json}}},"name":{{json}},"logins":{{json}}}"""));
            },
            iter: 5000);

    [Fact]
    public void AnyFilter_OfAnyAttributes_IsPreparedOrRefused() =>
        Generators.Filter.Sample(filter => Refused.OrRead(() => FilterEvaluator.Compile(filter, TestSchema.Traits)), iter: 5000);

    [Fact]
    public void Sorting_AgreesWithTheReference_AndKeepsTies() =>
        Gen.Select(EvaluationGenerators.AnyResource.Array[0, 8], EvaluationGenerators.SortBy, Gen.Bool).Sample(
            (resources, sortBy, descending) =>
            {
                var order = ResourceOrder.Parse(sortBy, descending ? "descending" : null, TestSchema.Traits);

                // OrderBy is a stable sort.
                var sorted = resources.OrderBy(JsonOf, order).ToList();

                Assert.Equal(ReferenceEvaluator.Sorted(resources, AttributePath.Parse(sortBy), descending), sorted, ReferenceEqualityComparer.Instance);
            },
            iter: 5000);

    [Fact]
    public void TheOrder_IsTotal() =>
        Gen.Select(
            EvaluationGenerators.AnyResource,
            EvaluationGenerators.AnyResource,
            EvaluationGenerators.AnyResource,
            EvaluationGenerators.SortBy,
            Gen.Bool).Sample(
            (x, y, z, sortBy, descending) =>
            {
                var order = ResourceOrder.Parse(sortBy, descending ? "descending" : "ascending", TestSchema.Traits);
                var (a, b, c) = (JsonOf(x), JsonOf(y), JsonOf(z));

                Assert.Equal(0, order.Compare(a, a));
                Assert.Equal(Math.Sign(order.Compare(a, b)), -Math.Sign(order.Compare(b, a)));
                Assert.False(order.Compare(a, b) <= 0 && order.Compare(b, c) <= 0 && order.Compare(a, c) > 0);
            },
            iter: 10_000);

    private static JsonElement JsonOf(object? value) => JsonSerializer.SerializeToElement(value);
}
