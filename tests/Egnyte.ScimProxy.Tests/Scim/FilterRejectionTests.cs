using Egnyte.ScimProxy.Scim.Filters.Parsing;

namespace Egnyte.ScimProxy.Tests.Scim;

public sealed class FilterRejectionTests
{
    [Theory]
    [InlineData("", 1, "an attribute name")]
    [InlineData("   ", 4, "an attribute name")]
    [InlineData("userName", 9, "an operator")]
    [InlineData("userName xx \"a\"", 10, "an operator")]
    [InlineData("userName eq", 12, "a value")]
    [InlineData("userName eq jane", 13, "a value")]
    [InlineData("userName eq 'jane'", 13, "a value")]
    [InlineData("userName eq\"jane\"", 12, "a space")]
    [InlineData("userName eq \"jane\"and title pr", 19, "a space")]
    [InlineData("userName eq \"jane", 18, "quotation mark")]
    [InlineData("userName eq \"a\\x\"", 15, "JSON escape")]
    [InlineData("userName eq \"a\\u12g4\"", 15, "JSON escape")]
    [InlineData("userName eq \"a\\", 15, "JSON escape")]
    [InlineData("userName eq \"a\\u12", 15, "JSON escape")]
    [InlineData("userName eq \"a\u0007b\"", 15, "quotation mark")]
    [InlineData("userName eq \"\\ud800\"", 13, "surrogates")]
    [InlineData("userName eq \"\\udc00\\ud800\"", 13, "surrogates")]
    [InlineData("userName eq 01", 13, "a value")]
    [InlineData("userName eq 1.", 13, "a value")]
    [InlineData("userName eq .5", 13, "a value")]
    [InlineData("userName eq +1", 13, "a value")]
    [InlineData("userName eq 1e", 13, "a value")]
    [InlineData("userName eq 0x1", 13, "a value")]
    [InlineData("active gt true", 11, "gt can compare")]
    [InlineData("active ge null", 11, "ge can compare")]
    [InlineData("active lt false", 11, "lt can compare")]
    [InlineData("active LE True", 11, "le can compare")]
    [InlineData("userName co 1", 13, "co can compare")]
    [InlineData("userName sw true", 13, "sw can compare")]
    [InlineData("userName ew null", 13, "ew can compare")]
    [InlineData("title pr \"x\"", 10, "'and', 'or' or the end")]
    [InlineData("title pr title pr", 10, "'and', 'or' or the end")]
    [InlineData("title pr and", 13, "an attribute name")]
    [InlineData("and title pr", 5, "an operator")]
    [InlineData("not title pr", 5, "an operator")]
    [InlineData("(title pr", 10, "')'")]
    [InlineData("title pr)", 9, "the end")]
    [InlineData("()", 2, "an attribute name")]
    [InlineData("emails[type eq \"work\"", 22, "']'")]
    [InlineData("emails[type eq \"work\")", 22, "']'")]
    [InlineData("emails[]", 8, "an attribute name")]
    [InlineData("emails[ims[type pr]]", 11, "no brackets within brackets")]
    [InlineData("emails[type pr].value", 22, "an operator")]
    [InlineData("emails[type pr]. eq \"x\"", 16, "a sub-attribute")]
    [InlineData("emails[type pr] .value eq \"x\"", 17, "the end")]
    [InlineData("emails [type pr]", 8, "an operator")]
    [InlineData("a.b.c pr", 1, "an attribute name")]
    [InlineData("1a pr", 1, "an attribute name")]
    [InlineData("größe pr", 1, "an attribute name")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User pr", 1, "an attribute name")]
    public void Parse_WhatIsNoFilter_SaysWhereAndWhatWasExpected(string filter, int position, string expected)
    {
        var error = Refused.By(() => ScimFilterParser.Parse(filter));

        Assert.Equal((400, "invalidFilter"), (error.Status, error.ScimType));
        Assert.Contains($"at position {position}: ", error.Detail, StringComparison.Ordinal);
        Assert.Contains(expected, error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("not (", ")")]
    public void Parse_NestedAsDeepAsAllowed_IsRead(string open, string close) =>
        Assert.NotNull(ScimFilterParser.Parse(Nested(open, close, ScimFilterParser.MaxDepth)));

    [Theory]
    [InlineData("(", ")")]
    [InlineData("not (", ")")]
    public void Parse_NestedDeeper_IsRefused(string open, string close)
    {
        var error = Refused.By(() => ScimFilterParser.Parse(Nested(open, close, ScimFilterParser.MaxDepth + 1)));

        Assert.Equal("invalidFilter", error.ScimType);
        Assert.Contains("at most 32 levels", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_BracketsBelowTheDeepestParentheses_AreRefused() =>
        Assert.Contains(
            "at most 32 levels",
            Refused.By(() => ScimFilterParser.Parse(Nested("(", ")", ScimFilterParser.MaxDepth).Replace("a pr", "a[b pr]", StringComparison.Ordinal))).Detail,
            StringComparison.Ordinal);

    [Fact]
    public void Parse_ManyGroupsSideBySide_AreNotDeep() =>
        Assert.NotNull(ScimFilterParser.Parse(string.Join(" and ", Enumerable.Repeat("(a pr or b[c pr])", 100))));

    [Fact]
    public void Parse_OneCharacterTooLong_IsRefused()
    {
        string filter = "a eq \"" + new string('x', ScimFilterParser.MaxLength - 7) + "\"";

        Assert.NotNull(ScimFilterParser.Parse(filter));
        var error = Refused.By(() => ScimFilterParser.Parse(filter + " "));
        Assert.Equal("invalidFilter", error.ScimType);
        Assert.Contains("expected at most 8192", error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('(')]
    [InlineData('[')]
    [InlineData('"')]
    [InlineData('\\')]
    public void Parse_OneCharacterManyTimes_IsRefused(char character) =>
        Assert.Equal("invalidFilter", Refused.By(() => ScimFilterParser.Parse(new string(character, ScimFilterParser.MaxLength))).ScimType);

    [Fact]
    public void Parse_AHugeWord_IsQuotedInShort() =>
        Assert.True(Refused.By(() => ScimFilterParser.Parse(new string('9', 8000))).Detail.Length < 200);

    private static string Nested(string open, string close, int depth) =>
        string.Concat(Enumerable.Repeat(open, depth)) + "a pr" + string.Concat(Enumerable.Repeat(close, depth));
}
