using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Users;

namespace Egnyte.ScimProxy.Tests.Users;

public sealed class ElementPickerTests
{
    private static readonly ElementRule Preferences = new("value", "work", true, [ElementChoice.Primary, new("work"), ElementChoice.First]);

    [Theory]
    [InlineData("""[{"value":"a","type":"work"},{"value":"b","primary":true}]""", "b")]
    [InlineData("""[{"value":"a"},{"value":"b","primary":"True"}]""", "b")]
    [InlineData("""[{"value":"a","type":"home"},{"value":"b","type":"Work"}]""", "b")]
    [InlineData("""[{"value":"a","type":"home"},{"value":"b","type":"other"}]""", "a")]
    [InlineData("""[{"value":"","primary":true},{"value":"b","type":"home"}]""", "b")]
    [InlineData("""[{"primary":true},{"value":"b"}]""", "b")]
    [InlineData("""["a","b"]""", "a")]
    [InlineData("""{"value":"a"}""", "a")]
    [InlineData("\"a\"", "a")]
    [InlineData("[]", null)]
    [InlineData("""[{"value":null}]""", null)]
    [InlineData("""[{"type":"work"}]""", null)]
    [InlineData("""{"type":"work"}""", null)]
    public void TheElement_IsThePrimaryElseWorkElseTheFirstThatHasAValue(string attribute, string? picked)
    {
        var element = ElementPicker.Pick(JsonElement.Parse(attribute), Preferences);

        Assert.Equal(picked, element.ValueKind is JsonValueKind.Undefined ? null : element.GetString());
    }
}
