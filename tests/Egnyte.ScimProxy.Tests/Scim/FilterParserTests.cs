using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;
using Egnyte.ScimProxy.Scim.Filters.Parsing;

namespace Egnyte.ScimProxy.Tests.Scim;

public sealed class FilterParserTests
{
    [Theory]
    [InlineData("a pr or b pr and c pr", "a pr or (b pr and c pr)")]
    [InlineData("a pr and b pr or c pr", "(a pr and b pr) or c pr")]
    [InlineData("a pr or b pr or c pr", "(a pr or b pr) or c pr")]
    [InlineData("a pr and b pr and c pr", "(a pr and b pr) and c pr")]
    [InlineData("not (a pr) and b pr", "(not (a pr)) and b pr")]
    [InlineData("not (a pr) or b pr and not (c pr)", "(not (a pr)) or (b pr and (not (c pr)))")]
    public void Parse_WithoutParentheses_BindsAsWithThem(string filter, string same) =>
        Assert.Equal(ScimFilterParser.Parse(same), ScimFilterParser.Parse(filter));

    [Fact]
    public void Parse_AndBeforeOr_BindsTighter()
    {
        var filter = Assert.IsType<OrFilter>(ScimFilterParser.Parse("a pr or b pr and c pr"));

        Assert.IsType<AndFilter>(filter.Right);
    }

    [Fact]
    public void Parse_ParenthesesAroundOr_BindTighterThanAnd()
    {
        var filter = Assert.IsType<AndFilter>(ScimFilterParser.Parse("(a pr or b pr) and c pr"));

        Assert.IsType<OrFilter>(filter.Left);
    }

    [Theory]
    [InlineData("eq", FilterOperator.Equal)]
    [InlineData("ne", FilterOperator.NotEqual)]
    [InlineData("co", FilterOperator.Contains)]
    [InlineData("sw", FilterOperator.StartsWith)]
    [InlineData("ew", FilterOperator.EndsWith)]
    [InlineData("gt", FilterOperator.GreaterThan)]
    [InlineData("GE", FilterOperator.GreaterOrEqual)]
    [InlineData("Lt", FilterOperator.LessThan)]
    [InlineData("lE", FilterOperator.LessOrEqual)]
    public void Parse_EachOperatorInAnyCase_IsRead(string keyword, FilterOperator expected) =>
        Assert.Equal(
            new ComparisonFilter(new AttributePath(null, "title", null), expected, FilterValue.OfString("x")),
            ScimFilterParser.Parse($"title {keyword} \"x\""));

    [Theory]
    [InlineData("USERNAME Eq \"a\" AND NOT (Title PR)", "userName eq \"a\" and not (title pr)")]
    [InlineData("Emails[TYPE eq \"work\"].VALUE eq \"a\"", "emails[type eq \"work\"].value eq \"a\"")]
    [InlineData("URN:ietf:params:scim:schemas:CORE:2.0:user:username eq \"a\"", "urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"a\"")]
    public void Parse_NamesInAnyCase_AreTheSame(string filter, string same)
    {
        var (one, other) = (ScimFilterParser.Parse(filter), ScimFilterParser.Parse(same));

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Fact]
    public void Parse_ValuesInAnotherCase_AreNotTheSame() =>
        Assert.NotEqual(ScimFilterParser.Parse("userName eq \"A\""), ScimFilterParser.Parse("userName eq \"a\""));

    // RFC 7644 §3.4.2.2, figure 1, each example as printed there.
    [Theory]
    [InlineData("userName eq \"bjensen\"")]
    [InlineData("name.familyName co \"O'Malley\"")]
    [InlineData("userName sw \"J\"")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"J\"")]
    [InlineData("title pr")]
    [InlineData("meta.lastModified gt \"2011-05-13T04:42:34Z\"")]
    [InlineData("title pr and userType eq \"Employee\"")]
    [InlineData("title pr or userType eq \"Intern\"")]
    [InlineData("schemas eq \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\"")]
    [InlineData("userType eq \"Employee\" and (emails co \"example.com\" or emails.value co \"example.org\")")]
    [InlineData("userType ne \"Employee\" and not (emails co \"example.com\" or emails.value co \"example.org\")")]
    [InlineData("userType eq \"Employee\" and emails[type eq \"work\" and value co \"@example.com\"]")]
    [InlineData("emails[type eq \"work\" and value co \"@example.com\"] or ims[type eq \"xmpp\" and value co \"@foo.com\"]")]
    public void Parse_EveryExampleOfTheRfc_PrintsAsItWas(string filter) =>
        Assert.Equal(filter, ScimFilterParser.Parse(filter).ToString());

    // scim-clients.md §3.1, §4 and §9, after the query string is decoded.
    [Theory]
    [InlineData("userName eq \"test.user@okta.local\"")]
    [InlineData("displayName eq \"APP-Users\"")]
    [InlineData("externalId eq \"00ujl29u0le5T6Aj10h7\"")]
    [InlineData("emails[type eq \"work\"].value eq \"jane@example.com\"")]
    [InlineData("userName eq \"5dd2eb21-9d6e-4c9e-8c4c-7a4a3f7b3a8e\" and active eq true")]
    [InlineData("roles[primary eq \"True\"].value eq \"admin\"")]
    [InlineData("members[value eq \"42\"]")]
    [InlineData("members.$ref pr")]
    public void Parse_EveryClientShape_PrintsAsItWas(string filter) =>
        Assert.Equal(filter, ScimFilterParser.Parse(filter).ToString());

    [Fact]
    public void Parse_ASubAttributeAfterBrackets_IsComparedOfTheElementsThatFit() =>
        Assert.Equal(
            new ValuePathComparisonFilter(
                new AttributePath(null, "emails", null),
                new ComparisonFilter(new AttributePath(null, "type", null), FilterOperator.Equal, FilterValue.OfString("work")),
                "value",
                FilterOperator.Equal,
                FilterValue.OfString("x")),
            ScimFilterParser.Parse("emails[type eq \"work\"].value eq \"x\""));

    [Theory]
    [InlineData("  userName   eq\t\"a\"  ", "userName eq \"a\"")]
    [InlineData("not(title pr)and(userName pr)", "not (title pr) and userName pr")]
    [InlineData("(((title pr)))", "title pr")]
    [InlineData("not pr and or pr or and pr", "not pr and or pr or and pr")]
    public void Parse_LooseSpacing_IsRead(string filter, string printed) =>
        Assert.Equal(printed, ScimFilterParser.Parse(filter).ToString());

    [Fact]
    public void Parse_AChainOfAThousandTerms_IsRead()
    {
        string filter = string.Join(" or ", Enumerable.Repeat("a pr", 1000));

        Assert.Equal(filter, ScimFilterParser.Parse(filter).ToString());
    }
}
