using System.Text.Json;
using Egnyte.ScimProxy.Scim.Filters.Evaluation;

namespace Egnyte.ScimProxy.Tests.Scim;

public sealed class ResourceOrderTests
{
    [Theory]
    [InlineData("userName", null, """{"userName":"b"}""", """{"userName":"C"}""")]
    [InlineData("USERNAME", "Ascending", """{"userName":"a"}""", """{"USERNAME":"B"}""")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName", "", """{"userName":"a"}""", """{"userName":"b"}""")]
    [InlineData("userName", "descending", """{"userName":"C"}""", """{"userName":"b"}""")]
    [InlineData("id", null, """{"id":"C"}""", """{"id":"b"}""")]
    [InlineData("logins", null, """{"logins":9}""", """{"logins":1e1}""")]
    [InlineData("active", null, """{"active":false}""", """{"active":"True"}""")]
    [InlineData("photo", null, """{"photo":"B"}""", """{"photo":"a"}""")]
    [InlineData("meta.created", null, """{"meta":{"created":"2024-01-01T00:30:00+01:00"}}""", """{"meta":{"created":"2024-01-01T00:00:00Z"}}""")]
    [InlineData("urn:example:scim:Space:level", null, """{"urn:example:scim:Space":{"level":2}}""", """{"urn:example:scim:Space":{"level":10}}""")]
    [InlineData("name.givenName", null, """{"name":{"givenName":"A"}}""", """{"name":{"givenName":"b"}}""")]
    public void Resources_AreOrderedByTheTypeOfTheAttribute(string sortBy, string? sortOrder, string first, string second) =>
        AssertOrder(sortBy, sortOrder, first, second);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"userName":null}""")]
    [InlineData("""{"userName":""}""")]
    [InlineData("""{"userName":[]}""")]
    [InlineData("""{"userName":7}""")]
    [InlineData("""{"userName":"\ud800"}""")]
    [InlineData("[]")]
    public void WhatHasNoValue_IsLastAscending_AndFirstDescending(string without)
    {
        AssertOrder("userName", "ascending", """{"userName":"zz"}""", without);
        AssertOrder("userName", "descending", without, """{"userName":"zz"}""");
        Assert.Equal(0, ResourceOrder.Parse("userName", null, TestSchema.Traits).Compare(JsonElement.Parse(without), default));
    }

    [Theory]
    [InlineData("emails", """{"emails":[{"value":"z"},{"value":"a","primary":true}]}""", """{"emails":[{"value":"b"},{"value":"a"}]}""")]
    [InlineData("emails.value", """{"emails":[{"value":"z"},{"value":"a","primary":"True"}]}""", """{"emails":[null,{"value":"b"}]}""")]
    [InlineData("emails.value", """{"emails":[{"value":"b"}]}""", """{"emails":[{"value":"a"},{"primary":true}]}""")]
    [InlineData("nicks", """{"nicks":["b","a"]}""", """{"nicks":["c"]}""")]
    public void OfManyValues_ThePrimaryCounts_ElseTheFirst(string sortBy, string first, string second) => AssertOrder(sortBy, null, first, second);

    [Theory]
    [InlineData("shoeSize", null, "'shoeSize' in 'sortBy' is not an attribute")]
    [InlineData("na me", null, "'na me' in 'sortBy' is not the name")]
    [InlineData("name", null, "'name' in 'sortBy' has sub-attributes")]
    [InlineData("userName", "up", "'up' in 'sortOrder' is neither 'ascending' nor 'descending'")]
    public void Parse_WhatNothingCanBeSortedBy_IsRefused(string sortBy, string? sortOrder, string expected)
    {
        var error = Refused.By(() => ResourceOrder.Parse(sortBy, sortOrder, TestSchema.Traits));

        Assert.Equal((400, "invalidValue"), (error.Status, error.ScimType));
        Assert.Contains(expected, error.Detail, StringComparison.Ordinal);
    }

    private static void AssertOrder(string sortBy, string? sortOrder, string first, string second)
    {
        var order = ResourceOrder.Parse(sortBy, sortOrder, TestSchema.Traits);

        Assert.InRange(order.Compare(JsonElement.Parse(first), JsonElement.Parse(second)), int.MinValue, -1);
        Assert.InRange(order.Compare(JsonElement.Parse(second), JsonElement.Parse(first)), 1, int.MaxValue);
    }
}
