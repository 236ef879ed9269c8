using System.Text.Json;
using CsCheck;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters.Parsing;
using Egnyte.ScimProxy.Scim.Patching;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Tests.Scim;

public sealed class ParsingProperties
{
    private static readonly string[] Urns = ["urn:x:y", ScimSchemas.EnterpriseUser];

    [Fact]
    public void Filter_PrintedAndParsed_IsTheSameTree() =>
        Generators.Filter.Sample(filter => ScimFilterParser.Parse(filter.ToString()) == filter, iter: 3000);

    [Fact]
    public void Filter_ParsedAndPrinted_IsTheSameText() =>
        Generators.Filter.Sample(filter => ScimFilterParser.Parse(filter.ToString()).ToString() == filter.ToString(), iter: 1000);

    [Fact]
    public void PatchPath_PrintedAndParsed_IsTheSamePath() =>
        Generators.ValueFilter.Sample(
            filter =>
            {
                var path = new PatchPath(new AttributePath(ScimSchemas.User, "emails", null), filter, "value");

                return PatchPath.Parse(path.ToString()) == path;
            },
            iter: 1000);

    [Fact]
    public void FilterParser_AnyText_IsReadOrRefused() =>
        Generators.Garbage.Sample(text => Refused.OrRead(() => ScimFilterParser.Parse(text)), iter: 20000);

    [Fact]
    public void FilterParser_AnyTextThatIsRead_PrintsToAnEqualTree() =>
        Generators.Garbage.Sample(
            text => Refused.OrRead(() =>
            {
                var filter = ScimFilterParser.Parse(text);
                Assert.Equal(filter, ScimFilterParser.Parse(filter.ToString()));
                return filter;
            }),
            iter: 20000);

    [Fact]
    public void PathParsers_AnyText_IsReadOrRefused() =>
        Generators.Garbage.Sample(
            text => Refused.OrRead(() => AttributePath.Parse(text)) && Refused.OrRead(() => PatchPath.Parse(text, Urns)), iter: 20000);

    [Fact]
    public void PatchPath_AnyFilterInBrackets_IsReadOrRefused() =>
        Generators.Garbage.Sample(text => Refused.OrRead(() => PatchPath.Parse($"emails[{text}].value")), iter: 10000);

    [Fact]
    public void AttributeSelection_AnyText_IsReadOrRefused() =>
        Generators.Garbage.Sample(
            text => Refused.OrRead(() => AttributeSelection.Parse(text, null)?.Includes(AttributePath.Parse("name.givenName"))), iter: 10000);

    [Fact]
    public void PatchRequest_AnyJson_IsReadOrRefused() =>
        Gen.OneOf(Generators.Json, Generators.PatchJson).Sample(
            json => Refused.OrRead(() =>
            {
                using var body = JsonDocument.Parse(json);
                var request = PatchRequest.Read(body.RootElement, Urns);
                return request.Operations.SelectMany(operation => PatchValueMap.Read(operation.Value, Urns)).Count();
            }),
            iter: 20000);

    [Fact]
    public void ScimJson_AnyJson_IsReadWithoutThrowing() =>
        Generators.Json.Sample(
            json =>
            {
                using var body = JsonDocument.Parse(json);
                ScimJson.TryGet(body.RootElement, new AttributePath("op", "value", null), out var value);
                _ = (ScimJson.IsUnassigned(value), ScimJson.AsBoolean(value), ScimJson.AsString(value), ScimJson.AsString(body.RootElement));
                _ = PatchValueMap.Read(body.RootElement, Urns).Count();
            },
            iter: 10000);
}
