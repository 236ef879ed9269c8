using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;
using Egnyte.ScimProxy.Scim.Filters.Evaluation;
using Egnyte.ScimProxy.Scim.Filters.Parsing;
using Egnyte.ScimProxy.Tests.Scim;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>Our filters against scim2-parse-filter, which others wrote. Always the same questions: the generators start from a fixed seed.</summary>
[Collection<OneOracleForAll>]
public sealed class FilterDifferentialTests(OracleProcess oracle)
{
    private const int Pairs = 5000;

    private static readonly Gen<string> Fragment = Gen.OneOf(
        " ", "  ", "(", ")", "[", "]", "not ", "not (", "\"", "\\", "-1", "01", "1.", "TRUE", "null", ".", ":", "$", "é", "\n", ",", "'", "pr", " and ",
        " eq ", "a");

    private static readonly Gen<string> NearlyFilter = Gen.Select(
        EvaluationGenerators.Filter, Gen.Int[0, 1000], Gen.Int[0, 3], Fragment, (filter, at, cut, fragment) =>
        {
            var text = filter.ToString();
            at %= text.Length;
            return string.Concat(text.AsSpan(0, at), fragment, text.AsSpan(Math.Min(at + cut, text.Length)));
        });

    [Fact]
    public async Task AFilterOnAResource_FitsForBoth_OrForNeither()
    {
        var pairs = Generated(Gen.Select(EvaluationGenerators.Filter, EvaluationGenerators.Resource), Pairs)
            .Select(pair => (Filter: pair.Item1, Resource: JsonSerializer.SerializeToNode(pair.Item2)!.AsObject())).ToList();
        var translated = pairs.ConvertAll(pair => CommonTranslation.Translate(pair.Filter, pair.Resource));

        var answers = await oracle.AskAsync<FilterQuestion, FilterAnswer>(translated.ConvertAll(Question));

        // What the oracle cannot read has no answer: those texts have their own list.
        var answered = pairs.Zip(translated, answers)
            .Where(asked => asked.Third.Accepted || !IsAccepted(asked.Second.Filter.ToString(), refusal: null))
            .ToList();
        Assert.All(answered, asked =>
        {
            var ((filter, resource), said, answer) = asked;
            string question = $"{filter} on {resource.ToJsonString()}, translated to {said.Filter} on {said.Resource.ToJsonString()}";
            Assert.True(Ours(filter, resource) == Ours(said.Filter, said.Resource), $"The translation changed the meaning of {question}");
            Assert.True(Ours(filter, resource) == answer.Matches, $"The oracle says {answer} of {question}");
        });
        Assert.InRange(answers.Count(answer => answer.Matches == true), Pairs / 4, Pairs * 5 / 8);
    }

    [Fact]
    public async Task EachAcceptedDifference_IsStillOne_AndIsTheOnlyReasonOfItsExample()
    {
        var asked = AcceptedDifference.Results.Select(difference =>
            (Difference: difference, Filter: ScimFilterParser.Parse(difference.Filter), Resource: difference.Resource.AsObject()))
            .ToList();

        var asItIs = await oracle.AskAsync<FilterQuestion, FilterAnswer>(asked.ConvertAll(it => Question((it.Filter, it.Resource))));
        var butForIt = await oracle.AskAsync<FilterQuestion, FilterAnswer>(
            asked.ConvertAll(it => Question(CommonTranslation.Translate(it.Filter, it.Resource, except: it.Difference.Name))));
        var translated = await oracle.AskAsync<FilterQuestion, FilterAnswer>(
            asked.ConvertAll(it => Question(CommonTranslation.Translate(it.Filter, it.Resource))));

        Assert.Equal(CommonTranslation.Names.Order(), AcceptedDifference.Results.Select(difference => difference.Name).Order());
        Assert.All(asked.Select((it, index) => (it, index)), example =>
        {
            var ((difference, filter, resource), index) = example;
            Assert.Equal(difference.Ours, Ours(filter, resource));
            Assert.True(asItIs[index].Matches == !difference.Ours, $"{difference.Name}: no difference any more: {asItIs[index]}");
            Assert.True(butForIt[index].Matches == !difference.Ours, $"{difference.Name}: another step explains it: {butForIt[index]}");
            Assert.True(translated[index].Matches == difference.Ours, $"{difference.Name}: not explained: {translated[index]}");
        });
    }

    [Fact]
    public async Task AText_IsAFilterForBoth_OrForNeither()
    {
        var texts = Generated(Gen.OneOf(Generators.Garbage, EvaluationGenerators.Filter.Select(filter => filter.ToString()), NearlyFilter), Pairs)
            .Where(text => !text.Any(char.IsSurrogate)).ToList();

        var answers = await oracle.AskAsync<FilterQuestion, FilterAnswer>(texts.ConvertAll(text => new FilterQuestion(text)));

        Assert.All(texts.Zip(answers), asked =>
        {
            var refusal = Refusal(asked.First);
            Assert.True(
                (refusal is null) == asked.Second.Accepted || IsAccepted(asked.First, refusal),
                $"The oracle says {asked.Second} of >{asked.First}<, and we {refusal ?? "accept it"}");
        });
        Assert.InRange(answers.Count(answer => answer.Accepted), texts.Count / 4, texts.Count * 3 / 4);
    }

    [Fact]
    public async Task EachAcceptedDifferenceOfTexts_IsStillOne()
    {
        var answers = await oracle.AskAsync<FilterQuestion, FilterAnswer>(
            AcceptedDifference.Texts.Select(difference => new FilterQuestion(difference.Filter)).ToList());

        Assert.All(AcceptedDifference.Texts.Zip(answers), asked =>
        {
            var (difference, answer) = asked;
            var refusal = Refusal(difference.Filter);
            Assert.Equal((difference.Ours, !difference.Ours), (refusal is null, answer.Accepted));
            Assert.True(difference.Covers(difference.Filter, refusal), difference.Shape);
        });
    }

    private static string? Refusal(string text)
    {
        try
        {
            ScimFilterParser.Parse(text);
            return null;
        }
        catch (ScimException refusal)
        {
            return refusal.Error.Detail;
        }
    }

    private static bool IsAccepted(string text, string? refusal) =>
        AcceptedDifference.Texts.Any(difference => difference.Covers(text, refusal));

    private static IEnumerable<T> Generated<T>(Gen<T> generator, int count)
    {
        var random = new PCG(3, 7644);
        for (var made = 0; made < count; made++)
        {
            yield return generator.Generate(random, null, out _);
        }
    }

    private static FilterQuestion Question((ScimFilter Filter, JsonObject Resource) asked) => new(asked.Filter.ToString(), asked.Resource);

    private static bool Ours(ScimFilter filter, JsonObject resource) =>
        FilterEvaluator.Compile(filter, CommonTranslation.Traits).Matches(JsonElement.Parse(resource.ToJsonString()));
}
