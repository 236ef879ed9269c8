using Egnyte.ScimProxy.Users;
using static Egnyte.ScimProxy.Tests.Users.People;

namespace Egnyte.ScimProxy.Tests.Users;

public sealed class UserPatchTests
{
    [Theory]
    // Okta
    [InlineData("""{"op":"replace","value":{"active":false}}""", """{"active":false}""")]
    [InlineData("""{"op":"replace","value":{"active":true,"password":"x"}}""", """{"active":true}""")]
    [InlineData(
        """{"op":"replace","value":{"emails":[{"value":"a@b.test","primary":true}],"name":{"familyName":"Roe"}}}""",
        """{"email":"a@b.test","name":{"familyName":"Roe"}}""")]
    // Entra
    [InlineData("""{"op":"Replace","path":"active","value":"False"}""", """{"active":false}""")]
    [InlineData("""{"op":"Replace","path":"emails[type eq \"work\"].value","value":"a@b.test"}""", """{"email":"a@b.test"}""")]
    [InlineData(
        """{"op":"Add","value":{"emails[type eq \"work\"].value":"a@b.test","name.givenName":"J"}}""", """{"email":"a@b.test","name":{"givenName":"J"}}""")]
    [InlineData("""{"op":"Replace","path":"emails[primary eq true].value","value":"a@b.test"}""", """{"email":"a@b.test"}""")]
    [InlineData(
        """{"op":"replace","path":"emails[type eq \"work\" and value eq \"jane.doe@example.com\"].value","value":"a@b.test"}""", """{"email":"a@b.test"}""")]
    [InlineData("""{"op":"replace","value":{"emails[type eq \"work\" and value eq \"jane.doe@example.com\"].value":"a@b.test"}}""", """{"email":"a@b.test"}""")]
    // other forms of the same
    [InlineData("""{"op":"replace","path":"emails.value","value":"a@b.test"}""", """{"email":"a@b.test"}""")]
    [InlineData("""{"op":"replace","path":"emails","value":{"value":"a@b.test"}}""", """{"email":"a@b.test"}""")]
    [InlineData("""{"op":"replace","path":"name","value":{"givenName":"J","familyName":"R"}}""", """{"name":{"givenName":"J","familyName":"R"}}""")]
    [InlineData("""{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:name.familyName","value":"R"}""", """{"name":{"familyName":"R"}}""")]
    [InlineData(
        """{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User","value":{"authType":"egnyte"}}""", """{"authType":"egnyte"}""")]
    [InlineData("""{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:authType","value":"egnyte"}""", """{"authType":"egnyte"}""")]
    [InlineData("""{"op":"replace","value":{"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User":{"authType":"egnyte"}}}""", """{"authType":"egnyte"}""")]
    [InlineData("""{"op":"replace","value":{"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:authType":"egnyte"}}""", """{"authType":"egnyte"}""")]
    // in order, the last word counts
    [InlineData("""{"op":"replace","path":"active","value":false},{"op":"replace","path":"active","value":true}""", """{"active":true}""")]
    [InlineData("""{"op":"remove","path":"userType"},{"op":"add","path":"userType","value":"admin"}""", """{"userType":"admin"}""")]
    // an invitation beside a change only
    [InlineData(
        """{"op":"replace","value":{"active":true,"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:sendInvite":false}}""",
        """{"active":true,"sendInvite":false}""")]
    [InlineData("""{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:sendInvite","value":true}""", "{}")]
    // a path is no echo
    [InlineData("""{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:role","value":"Default"}""", """{"role":"Default"}""")]
    [InlineData("""{"op":"replace","value":{"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User":{"role":"Default"}}}""", "{}")]
    // what is not mapped, and what Egnyte makes itself
    [InlineData("""{"op":"add","path":"title","value":"Chief"}""", "{}")]
    [InlineData("""{"op":"replace","path":"displayName","value":"J"}""", "{}")]
    [InlineData("""{"op":"replace","path":"name.formatted","value":"J"}""", "{}")]
    [InlineData("""{"op":"remove","path":"title"}""", "{}")]
    // read-only keys of a map are an echo
    [InlineData(
        """{"op":"replace","value":{"id":"8","groups":[{"value":"g"}],"meta":{"created":"x"},"groups[value eq \"g\"]":"x","active":true}}""",
        """{"active":true}""")]
    // clearing what is empty already
    [InlineData("""{"op":"remove","path":"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:language"}""", "{}")]
    [InlineData("""{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:language","value":""}""", "{}")]
    [InlineData("""{"op":"replace","path":"userType","value":"Undefined"}""", "{}")]
    public void APatch_BecomesTheSmallestChange(string operations, string sent)
    {
        var update = Patch(operations, Jane);

        Assert.Null(update.Refusal);
        Assert.Equal(sent, Sent(update.Change));
    }

    [Theory]
    [InlineData("""{"op":"replace","path":"id","value":"8"}""", "mutability")]
    [InlineData("""{"op":"add","path":"groups","value":[{"value":"g"}]}""", "mutability")]
    [InlineData("""{"op":"remove","path":"groups[value eq \"g\"]"}""", "mutability")]
    [InlineData("""{"op":"replace","path":"meta.created","value":"2020"}""", "mutability")]
    [InlineData("""{"op":"replace","path":"userName","value":"jane.roe"}""", "mutability")]
    [InlineData("""{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:isServiceAccount","value":true}""", "mutability")]
    [InlineData("""{"op":"remove","path":"emails"}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"emails[type eq \"work\"]"}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"name"}""", "invalidValue")]
    [InlineData("""{"op":"replace","path":"name.familyName","value":""}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:role"}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"active"}""", "invalidValue")]
    [InlineData("""{"op":"replace","path":"userType","value":"Power"}""", "invalidValue")]
    [InlineData("""{"op":"replace","path":"active","value":"perhaps"}""", "invalidValue")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"home\"].value","value":"a@b.test"}""", "noTarget")]
    [InlineData("""{"op":"remove"}""", "noTarget")]
    [InlineData("""{"op":"copy","path":"active","value":true}""", "invalidSyntax")]
    [InlineData("""{"op":"replace","path":"active[type eq \"x\"].value","value":false}""", "invalidPath")]
    [InlineData("""{"op":"replace","path":"active.value","value":true}""", "invalidPath")]
    [InlineData("""{"op":"replace","path":"userName.foo","value":"x"}""", "invalidPath")]
    [InlineData("""{"op":"replace","path":"name[type eq \"x\"].givenName","value":"x"}""", "invalidPath")]
    [InlineData("""{"op":"replace","path":"emails.foo","value":"x"}""", "invalidPath")]
    [InlineData("""{"op":"replace","path":"name","value":{"givenName":null}}""", "invalidValue")]
    [InlineData("""{"op":"replace","path":"name","value":{"givenName":""}}""", "invalidValue")]
    public void AnOperationThatCannotBeDone_IsRefusedByItsKeyword(string operation, string scimType) =>
        Assert.Equal(scimType, Patch(operation, Jane).Refusal?.ScimType);

    [Theory]
    [InlineData("""{"op":"replace","path":"id","value":"8"},{"op":"replace","path":"active","value":false}""")]
    [InlineData("""{"op":"replace","path":"active","value":"false"},{"op":"remove","path":"emails"}""")]
    [InlineData("""{"op":"copy"},{"op":"replace","value":{"active":false}}""")]
    [InlineData("""{"op":"replace","value":{"active":false,"userType":"Boss"}}""")]
    // clearing active, which cannot be, does not undo a deactivation
    [InlineData("""{"op":"replace","value":{"active":false}},{"op":"replace","path":"active","value":""}""")]
    [InlineData("""{"op":"replace","value":{"active":false}},{"op":"replace","value":{"active":null}}""")]
    [InlineData("""{"op":"replace","value":{"active":false}},{"op":"remove","path":"active"}""")]
    [InlineData("""{"op":"replace","value":{"active":true,"Active":false}}""")]
    [InlineData("""{"op":"replace","value":{"active":false,"urn:ietf:params:scim:schemas:core:2.0:User":{"active":true}}}""")]
    [InlineData("""{"op":"replace","value":{"active":false,"name":"Text"}}""")]
    public void ADeactivation_IsSeenBesideWhatCannotBeDone(string operations)
    {
        var update = Patch(operations, Jane);

        Assert.NotNull(update.Refusal);
        Assert.True(update.Deactivates);
    }

    [Fact]
    public void ClearingAValue_SaysThatEgnyteCannot() =>
        Assert.Contains(
            "Egnyte offers no way to clear a value",
            Patch("""{"op":"remove","path":"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:role"}""", Jane).Refusal!.Detail,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"op":"replace","path":"active","value":false}""", false)]
    [InlineData("""{"op":"replace","path":"title","value":"Chief"}""", false)]
    [InlineData("""{"op":"remove","path":"emails"}""", false)]
    [InlineData("""{"op":"replace","path":"userName","value":"jane"}""", true)]
    [InlineData("""{"op":"replace","path":"externalId","value":"x"}""", true)]
    [InlineData("""{"op":"remove","path":"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:language"}""", true)]
    [InlineData("""{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:role","value":"x"}""", true)]
    public void ThePresentAccount_IsNeededOnlyWhereItMatters(string operation, bool needed) =>
        Assert.Equal(needed, new UserUpdateMapper(Okta, Settings).NeedsPresent(Folded(operation)));
}
