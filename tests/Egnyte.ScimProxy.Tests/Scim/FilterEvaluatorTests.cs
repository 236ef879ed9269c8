using System.Text.Json;
using Egnyte.ScimProxy.Scim.Filters;
using Egnyte.ScimProxy.Scim.Filters.Evaluation;
using Egnyte.ScimProxy.Scim.Filters.Parsing;

namespace Egnyte.ScimProxy.Tests.Scim;

public sealed class FilterEvaluatorTests
{
    private const string Jane = """
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"aB1","UserName":"Jane","active":true,"logins":12,"score":0.10,"photo":"QUJD",
         "nicks":["Janie","JD"],"name":{"givenName":"Jane","familyName":""},
         "emails":[{"value":"jane@example.com","type":"work","primary":true},{"value":"j@home.test","type":"home"},null],
         "meta":{"created":"2024-05-13T04:42:34.500Z"},"title":null,"nickName":"",
         "URN:example:scim:Space":{"Level":3,"manager":{"value":"26"}}}
        """;

    [Theory]
    [InlineData("userName eq \"jane\"", true)]
    [InlineData("USERNAME EQ \"JANE\"", true)]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"jane\"", true)]
    [InlineData("userName eq \"jan\"", false)]
    [InlineData("id eq \"aB1\"", true)]
    [InlineData("id eq \"ab1\"", false)]
    [InlineData("userName co \"AN\"", true)]
    [InlineData("userName sw \"ja\"", true)]
    [InlineData("userName sw \"an\"", false)]
    [InlineData("userName ew \"NE\"", true)]
    [InlineData("userName ew \"an\"", false)]
    [InlineData("userName co \"\"", true)]
    [InlineData("id co \"b\"", false)]
    [InlineData("userName gt \"JAN\"", true)]
    [InlineData("userName gt \"jane\"", false)]
    [InlineData("userName ge \"JANE\"", true)]
    [InlineData("userName lt \"janf\"", true)]
    [InlineData("userName le \"JAMES\"", false)]
    [InlineData("userName le \"JANE\"", true)]
    [InlineData("id gt \"ab1\"", false)]
    [InlineData("photo eq \"QUJD\"", true)]
    [InlineData("photo eq \"qujd\"", false)]
    public void Text_IsComparedByTheCaseThatTheSchemaSays(string filter, bool expected) => Assert.Equal(expected, Matches(filter));

    [Theory]
    [InlineData("active eq true", true)]
    [InlineData("active eq \"True\"", true)]
    [InlineData("active eq \"fALSE\"", false)]
    [InlineData("active ne false", true)]
    [InlineData("emails[primary eq \"True\"]", true)]
    public void ABoolean_IsEqualToItsLiteralAndToThatInQuotes(string filter, bool expected) => Assert.Equal(expected, Matches(filter));

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"True\"", true)]
    [InlineData("\"false\"", false)]
    [InlineData("\"\\ud800\"", false)]
    [InlineData("1", false)]
    public void ABooleanOfTheResource_MayBeAText(string active, bool expected) =>
        Assert.Equal(expected, Matches("active eq true", $$"""{"active":{{active}}}"""));

    [Theory]
    [InlineData("logins eq 12.0", true)]
    [InlineData("logins eq 1.2e1", true)]
    [InlineData("logins eq 120E-1", true)]
    [InlineData("logins gt 9", true)]
    [InlineData("logins ge 12", true)]
    [InlineData("logins lt 1e99999999999999999999999", true)]
    [InlineData("logins gt -1e99999999999999999999999", true)]
    [InlineData("logins le 12.00000000000000000000000000000000000000001", true)]
    [InlineData("logins eq 12.00000000000000000000000000000000000000001", false)]
    [InlineData("score eq 0.1", true)]
    [InlineData("score lt 1e-1", false)]
    [InlineData("urn:example:scim:Space:level eq 3", true)]
    public void ANumber_IsComparedByValue(string filter, bool expected) => Assert.Equal(expected, Matches(filter));

    [Theory]
    [InlineData("0", "-0.0e5", 0)]
    [InlineData("-1", "0", -1)]
    [InlineData("-2", "-10", 1)]
    [InlineData("0.002", "2e-3", 0)]
    [InlineData("1e-99999999999999999999", "0", 1)]
    [InlineData("1e-99999999999999999999", "1e-99999999999999999998", -1)]
    [InlineData("123", "12", 1)]
    [InlineData("99", "123", -1)]
    public void Numbers_OfAnySize_HaveTheirOrder(string score, string literal, int expected)
    {
        string resource = $$"""{"score":{{score}}}""";

        Assert.Equal(
            (expected < 0, expected == 0, expected > 0),
            (Matches($"score lt {literal}", resource), Matches($"score eq {literal}", resource), Matches($"score gt {literal}", resource)));
    }

    [Theory]
    [InlineData("meta.created eq \"2024-05-13T06:42:34.5+02:00\"", true)]
    [InlineData("meta.created eq \"2024-05-13t04:42:34.50000000000z\"", true)]
    [InlineData("meta.created eq \"2024-05-13T04:42:34.500\"", true)]
    [InlineData("meta.created eq \"2024-05-13T04:42:34.50000000001Z\"", false)]
    [InlineData("meta.created lt \"2024-05-13T04:42:34.50000000001Z\"", true)]
    [InlineData("meta.created gt \"2024-05-13T05:42:34Z\"", false)]
    [InlineData("meta.created gt \"2024-05-13T05:42:34+02:00\"", true)]
    [InlineData("meta.created lt \"2024-05-12T23:59:59-10:00\"", true)]
    [InlineData("meta.created ge \"0001-01-01T00:00:00+14:00\"", true)]
    [InlineData("meta.created le \"9999-12-31T23:59:59-14:00\"", true)]
    [InlineData("meta.created sw \"2024-05\"", true)]
    public void ADateTime_IsComparedAsAnInstant(string filter, bool expected) => Assert.Equal(expected, Matches(filter));

    [Theory]
    [InlineData("emails.value eq \"j@home.test\"", true)]
    [InlineData("emails co \"HOME\"", true)]
    [InlineData("emails eq \"x\"", false)]
    [InlineData("nicks eq \"jd\"", true)]
    [InlineData("nicks ne \"jd\"", true)]
    [InlineData("schemas eq \"urn:ietf:params:scim:schemas:core:2.0:User\"", true)]
    [InlineData("urn:example:scim:Space:manager eq \"26\"", true)]
    [InlineData("emails[type eq \"work\" and value co \"home\"]", false)]
    [InlineData("emails.type eq \"work\" and emails.value co \"home\"", true)]
    [InlineData("emails[type eq \"home\" and value co \"home\"]", true)]
    [InlineData("emails[not (type eq \"home\")]", true)]
    [InlineData("emails[primary eq null]", true)]
    [InlineData("emails[type eq \"work\"].value eq \"jane@example.com\"", true)]
    [InlineData("emails[type eq \"work\"].value eq \"j@home.test\"", false)]
    [InlineData("emails[type eq \"other\"].value eq \"j@home.test\"", false)]
    [InlineData("emails[type eq \"other\"].value ne \"j@home.test\"", true)]
    [InlineData("emails[type eq \"other\"].value eq null", true)]
    [InlineData("emails[type eq \"home\"].value pr", true)]
    [InlineData("name[givenName eq \"jane\"]", true)]
    public void OfManyValues_OneIsEnough_AndBracketsMeanOne(string filter, bool expected) => Assert.Equal(expected, Matches(filter));

    [Theory]
    [InlineData("\"x\"", true)]
    [InlineData("false", true)]
    [InlineData("0", true)]
    [InlineData("[\"\",\"x\"]", true)]
    [InlineData("{\"a\":1}", true)]
    [InlineData("\"\\ud800\"", true)]
    [InlineData("null", false)]
    [InlineData("\"\"", false)]
    [InlineData("[]", false)]
    [InlineData("{}", false)]
    [InlineData("[null,\"\",[],{}]", false)]
    [InlineData("{\"a\":null,\"b\":\"\"}", false)]
    public void Present_IsWhatIsAssigned_AndNullIsTheOpposite(string value, bool expected)
    {
        string resource = $$"""{"userName":{{value}}}""";

        Assert.Equal(
            (expected, !expected, expected),
            (Matches("userName pr", resource), Matches("userName eq null", resource), Matches("userName ne null", resource)));
    }

    [Theory]
    [InlineData("userName ne \"x\"", true)]
    [InlineData("userName ne \"\"", true)]
    [InlineData("userName eq \"\"", false)]
    [InlineData("userName co \"\"", false)]
    [InlineData("userName le \"x\"", false)]
    [InlineData("emails ne \"x\"", true)]
    [InlineData("emails[type ne \"x\"]", false)]
    [InlineData("active ne true", true)]
    [InlineData("active eq false", false)]
    [InlineData("not (userName eq \"x\")", true)]
    public void WhatIsAbsent_IsNotIdenticalToAnything(string filter, bool expected) => Assert.Equal(expected, Matches(filter, "{}"));

    [Theory]
    [InlineData("userName eq \"7\"", """{"userName":7}""")]
    [InlineData("userName co \"x\"", """{"userName":"\ud800x"}""")]
    [InlineData("logins eq 7", """{"logins":"7"}""")]
    [InlineData("meta.created le \"2030-01-01T00:00:00Z\"", """{"meta":{"created":"yesterday"}}""")]
    [InlineData("meta.created le \"2030-01-01T00:00:00Z\"", """{"meta":{"created":"2024-01-01T00:00:00.Z"}}""")]
    [InlineData("emails.value eq \"x\"", """{"emails":"x"}""")]
    [InlineData("userName eq \"x\"", "[\"x\"]")]
    public void AValueOfAnotherType_NeverFits(string filter, string resource) => Assert.False(Matches(filter, resource));

    [Theory]
    [InlineData("id eq \"x\" or id eq \"aB1\" and userName eq \"jane\"", true)]
    [InlineData("(id eq \"aB1\" or id eq \"y\") and userName eq \"x\"", false)]
    [InlineData("id eq \"aB1\" or id eq \"y\" and userName eq \"x\"", true)]
    [InlineData("not (id eq \"aB1\") or not (userName eq \"x\")", true)]
    public void AndBindsBeforeOr(string filter, bool expected) => Assert.Equal(expected, Matches(filter));

    [Fact]
    public void AChainOfAnyLength_CostsNoStack()
    {
        var link = ScimFilterParser.Parse("id eq \"x\"");
        var chain = Enumerable.Range(0, 300_000).Aggregate(link, (left, _) => new OrFilter(left, link));

        Assert.False(FilterEvaluator.Compile(chain, TestSchema.Traits).Matches(JsonElement.Parse(Jane)));
    }

    private static bool Matches(string filter, string resource = Jane) =>
        FilterEvaluator.Compile(ScimFilterParser.Parse(filter), TestSchema.Traits).Matches(JsonElement.Parse(resource));
}
