using Egnyte.ScimProxy.Scim.Filters;
using Egnyte.ScimProxy.Scim.Filters.Parsing;

namespace Egnyte.ScimProxy.Tests.Scim;

public sealed class FilterValueTests
{
    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"a b (c) [d] and\"", "a b (c) [d] and")]
    [InlineData("""
        "\"\\\/\b\f\n\r\t"
        """, "\"\\/\b\f\n\r\t")]
    [InlineData("\"\\u00e9\\u00C9\"", "éÉ")]
    [InlineData("\"\\ud83d\\uDE00\"", "😀")]
    [InlineData("\"é😀\"", "é😀")]
    public void Parse_AText_LosesItsEscapes(string literal, string text) =>
        Assert.Equal(FilterValue.OfString(text), ValueOf(literal));

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("42")]
    [InlineData("-1.50")]
    [InlineData("1e5")]
    [InlineData("1.5E-10")]
    public void Parse_ANumber_IsKeptAsWritten(string number) =>
        Assert.Equal((FilterValueKind.Number, number), (ValueOf(number).Kind, ValueOf(number).Text));

    [Theory]
    [InlineData("true", true)]
    [InlineData("False", false)]
    public void Parse_ATruthValueInAnyCase_IsRead(string literal, bool expected) =>
        Assert.Equal(FilterValue.OfBoolean(expected), ValueOf(literal));

    [Fact]
    public void Parse_Null_IsTheDefaultValue() => Assert.Equal(default, ValueOf("null"));

    [Fact]
    public void Parse_Present_HasNoValue() =>
        Assert.Null(Assert.IsType<ComparisonFilter>(ScimFilterParser.Parse("title pr")).Value);

    private static FilterValue ValueOf(string literal) =>
        Assert.IsType<ComparisonFilter>(ScimFilterParser.Parse($"a eq {literal}")).Value!.Value;
}
