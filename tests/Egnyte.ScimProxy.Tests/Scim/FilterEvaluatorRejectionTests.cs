using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;
using Egnyte.ScimProxy.Scim.Filters.Evaluation;
using Egnyte.ScimProxy.Scim.Filters.Parsing;

namespace Egnyte.ScimProxy.Tests.Scim;

public sealed class FilterEvaluatorRejectionTests
{
    [Theory]
    [InlineData("shoeSize pr", "'shoeSize' is not an attribute", "/Schemas")]
    [InlineData("shoeSize eq null", "'shoeSize' is not an attribute", "/Schemas")]
    [InlineData("name.middleName eq \"x\"", "'name.middleName' is not an attribute", "/Schemas")]
    [InlineData("urn:example:other:userName eq \"x\"", "'urn:example:other:userName' is not an attribute", "/Schemas")]
    [InlineData("emails[colour eq \"x\"]", "'emails.colour' is not an attribute", "/Schemas")]
    [InlineData("emials[type eq \"work\"]", "'emials' is not an attribute", "/Schemas")]
    [InlineData("emails[emails.type eq \"work\"]", "'emails.emails.type' is not an attribute", "/Schemas")]
    [InlineData("emails.value[type eq \"work\"]", "'emails.value.type' is not an attribute", "/Schemas")]
    [InlineData("emails[type eq \"work\"].colour pr", "'emails.colour' is not an attribute", "/Schemas")]
    [InlineData("nicks[value eq \"x\"]", "'nicks.value' is not an attribute", "/Schemas")]
    [InlineData("name eq \"Jane\"", "'name' has sub-attributes", "name.givenName")]
    [InlineData("name co \"Jane\"", "'name' has sub-attributes", "name.givenName")]
    [InlineData("meta gt \"2024-05-13T04:42:34Z\"", "'meta' has sub-attributes", "name.givenName")]
    [InlineData("active gt \"true\"", "'active' is true or false, which gt cannot", "use eq, ne or pr")]
    [InlineData("active sw \"t\"", "'active' is true or false, which sw cannot", "use eq, ne or pr")]
    [InlineData("emails[primary co \"t\"]", "'emails.primary' is true or false, which co cannot", "use eq, ne or pr")]
    [InlineData("active eq \"yes\"", "cannot be compared with '\"yes\"'", "write true or false")]
    [InlineData("active ne 1", "cannot be compared with '1'", "write true or false")]
    [InlineData("photo ge \"QUJD\"", "'photo' is binary, which ge cannot", "use eq, ne or pr")]
    [InlineData("photo co \"QU\"", "'photo' is binary, which co cannot", "use eq, ne or pr")]
    [InlineData("userName eq 5", "'userName' is text and cannot be compared with '5'", "quotation marks")]
    [InlineData("userName ne true", "'userName' is text and cannot be compared with 'true'", "quotation marks")]
    [InlineData("logins eq \"5\"", "'logins' is a number and cannot be compared with '\"5\"'", "without quotation marks")]
    [InlineData("score co \"5\"", "'score' is a number", "without quotation marks")]
    [InlineData("meta.created gt \"yesterday\"", "'meta.created' is a date and time", "2011-05-13T04:42:34Z")]
    [InlineData("meta.created gt \"2024-05-13\"", "cannot be compared with '\"2024-05-13\"'", "2011-05-13T04:42:34Z")]
    [InlineData("meta.created gt \"2024-02-30T00:00:00Z\"", "'meta.created' is a date and time", "2011-05-13T04:42:34Z")]
    [InlineData("meta.created gt \"2024-02-03T00:00:00+24:00\"", "'meta.created' is a date and time", "2011-05-13T04:42:34Z")]
    [InlineData("meta.created eq 5", "'meta.created' is a date and time and cannot be compared with '5'", "2011-05-13T04:42:34Z")]
    [InlineData("id eq \"x\" or not (id pr and shoeSize pr)", "'shoeSize' is not an attribute", "/Schemas")]
    public void Compile_WhatCanNeverBeCompared_IsRefusedWithTheFix(string filter, string fault, string fix)
    {
        var error = Refused.By(() => FilterEvaluator.Compile(ScimFilterParser.Parse(filter), TestSchema.Traits));

        Assert.Equal((400, "invalidFilter"), (error.Status, error.ScimType));
        Assert.Contains(fault, error.Detail, StringComparison.Ordinal);
        Assert.Contains(fix, error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("score", FilterOperator.Contains)]
    [InlineData("userName", FilterOperator.GreaterThan)]
    [InlineData("logins", FilterOperator.LessOrEqual)]
    public void Compile_AComparisonThatNoParserMakes_IsRefusedToo(string attribute, FilterOperator comparison)
    {
        var filter = new ComparisonFilter(AttributePath.Parse(attribute), comparison, attribute == "score" ? FilterValue.OfNumber("1") : null);

        Assert.Equal("invalidFilter", Refused.By(() => FilterEvaluator.Compile(filter, TestSchema.Traits)).ScimType);
    }
}
