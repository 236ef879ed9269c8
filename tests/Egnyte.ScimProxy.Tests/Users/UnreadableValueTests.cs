using static Egnyte.ScimProxy.Tests.Users.People;

namespace Egnyte.ScimProxy.Tests.Users;

/// <summary>A mapped attribute is applied or refused in every form: as a path, as a key of a map, and in a resource (behaviour.md §1.1).</summary>
public sealed class UnreadableValueTests
{
    private const string Core = "urn:ietf:params:scim:schemas:core:2.0:User";

    [Theory]
    [InlineData("name", "\"Text\"")]
    [InlineData("name", "7")]
    [InlineData("name", "[{\"givenName\":\"J\"}]")]
    [InlineData("active.value", "false")]
    [InlineData("active[type eq \"x\"]", "false")]
    [InlineData("active", "\"maybe\"")]
    [InlineData("active", "[false,false]")]
    [InlineData("active", "{}")]
    [InlineData("emails[0].value", "\"a@b.test\"")]
    [InlineData("emails.foo", "\"a@b.test\"")]
    [InlineData("emails[type eq].value", "\"a@b.test\"")]
    [InlineData("emails", "true")]
    [InlineData("emails", "[[\"a@b.test\"]]")]
    [InlineData("emails", "[null]")]
    [InlineData("emails", "{\"value\":{\"value\":\"a@b.test\"}}")]
    [InlineData("emails", "{\"value\":true}")]
    [InlineData("emails", "[{\"value\":\"a@b.test\"},7,{\"value\":[]  ,\"type\":8}]")]
    [InlineData("emails", "[{\"value\":\"a@b.test\",\"primary\":\"maybe\"}]")]
    [InlineData("emails", "[{\"type\":\"work\"}]")]
    [InlineData("emails", "[{}]")]
    [InlineData("userType", "{\"value\":\"admin\"}")]
    [InlineData("userType", "[\"admin\"]")]
    [InlineData("userType.value", "\"admin\"")]
    [InlineData("name.givenName", "{\"value\":\"J\"}")]
    [InlineData("name.givenName", "[\"J\",\"K\"]")]
    [InlineData("name.givenName.value", "\"J\"")]
    [InlineData("name[type eq \"x\"].givenName", "\"J\"")]
    [InlineData($"{Core}:name", "\"Text\"")]
    [InlineData($"{Core}:active.value", "false")]
    [InlineData($"{Core}:active.value.x", "false")]
    [InlineData($"{Core}.active", "false")]
    [InlineData($"{Core}.name.familyName", "\"R\"")]
    [InlineData("URN:IETF:PARAMS:SCIM:SCHEMAS:CORE:2.0:USER/ACTIVE", "false")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:active", "false")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0", "{\"active\":false}")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:Group", "{\"active\":false}")]
    [InlineData("URN:ietf:params:scim:schemas:core:2.0:group:Active", "false")]
    [InlineData("urn:scim:schemas:core:1.0", "{\"active\":false}")]
    [InlineData("urn:scim:schemas:core:1.0:active", "false")]
    [InlineData("urn:scim:schemas:core:2.0:User", "{\"active\":false}")]
    [InlineData(" active", "false")]
    [InlineData("active ", "false")]
    [InlineData("\u00A0active", "false")]
    [InlineData("\uFEFFactive", "false")]
    [InlineData("active\u200B", "false")]
    [InlineData("\tactive", "false")]
    [InlineData("x:active", "false")]
    [InlineData($"{Core}:x:active", "false")]
    [InlineData($"{Extension}:x:authType", "\"ad\"")]
    [InlineData("active:value", "false")]
    [InlineData("name:givenName", "\"J\"")]
    [InlineData("name", "{\" givenName\":\"J\"}")]
    [InlineData("name", "{\"name.givenName\":\"J\"}")]
    [InlineData("name", "{\"givenName.value\":\"J\"}")]
    [InlineData("name", $"{{\"{Core}:name.givenName\":\"J\"}}")]
    [InlineData($"{Extension}: authType", "\"ad\"")]
    [InlineData(Extension, "{\" authType\":\"ad\"}")]
    [InlineData($"{Extension}.authType", "\"ad\"")]
    [InlineData(Core, "\"x\"")]
    [InlineData($"{Extension}:authType.value", "\"ad\"")]
    [InlineData($"{Extension}:role", "{}")]
    [InlineData(Extension, "\"x\"")]
    [InlineData(Extension, "[{\"role\":\"x\"}]")]
    public void AMappedAttribute_ThatCannotBeRead_IsRefusedInEveryForm(string name, string value)
    {
        var map = $"{{{System.Text.Json.JsonSerializer.Serialize(name)}:{value}}}";

        Assert.Equal(400, Patch($$"""{"op":"replace","path":{{System.Text.Json.JsonSerializer.Serialize(name)}},"value":{{value}}}""", Jane).Refusal?.Status);
        Assert.Equal(400, Patch($$"""{"op":"replace","value":{{map}}}""", Jane).Refusal?.Status);
        Assert.Equal(400, Patch($$"""{"op":"replace","path":"{{Core}}","value":{{map}}}""", Jane).Refusal?.Status);
        Assert.Equal(400, Put(map, Jane).Refusal?.Status);
        Assert.Equal(400, Put($$"""{"{{Core}}":{{map}}}""", Jane).Refusal?.Status);
        Assert.Equal(400, Refusal(() => Create($"{Body()[..^1]},{map[1..]}")).Status);
    }

    [Theory]
    [InlineData("""{"active":false}""", """{"active":false}""")]
    [InlineData("""{"name":{"givenName":"J"}}""", """{"name":{"givenName":"J"}}""")]
    [InlineData("""{"name.givenName":"J"}""", """{"name":{"givenName":"J"}}""")]
    [InlineData("""{"NAME":{"GIVENNAME":"J"},"name.familyName":"R"}""", """{"name":{"givenName":"J","familyName":"R"}}""")]
    [InlineData("""{"emails":[{"value":"a@b.test"}]}""", """{"email":"a@b.test"}""")]
    [InlineData("""{"emails":"a@b.test"}""", """{"email":"a@b.test"}""")]
    [InlineData("""{"emails.value":"a@b.test"}""", """{"email":"a@b.test"}""")]
    [InlineData("""{"title":"x","not mapped":{"a":1},"nickName.value":"x"}""", "{}")]
    [InlineData("""{"name":{}}""", "{}")]
    [InlineData($$$"""{"{{{Extension}}}":{"authType":"egnyte"}}""", """{"authType":"egnyte"}""")]
    [InlineData($$$"""{"{{{Extension}}}:authType":"egnyte"}""", """{"authType":"egnyte"}""")]
    public void AMappedAttribute_IsAppliedWhereverItStands(string map, string sent)
    {
        string[] bodies =
        [
            map,
            $$"""{"{{Core}}":{{map}}}""",
            $$"""{"{{Core.ToUpperInvariant()}}":{{map}},"schemas":["{{Core}}"]}""",
            $$"""{"{{Core}}":{"{{Core}}":{{map}} } }""",
        ];
        Assert.All(bodies, body => Assert.Equal((null, sent), (Put(body, Jane).Refusal?.Detail, Sent(Put(body, Jane).Change))));
        if (!map.Contains("not mapped", StringComparison.Ordinal))
        {
            Assert.All(bodies, body => Assert.Equal(sent, Sent(Patch($$"""{"op":"replace","value":{{body}}}""", Jane).Change)));
        }
    }

    [Theory]
    [InlineData($$$"""{"userType":"power","{{{Core}}}":{"userType":"admin"}}""")]
    [InlineData($$$"""{"userType":"power","{{{Core}}}:userType":"admin"}""")]
    [InlineData("""{"name":{"givenName":"J"},"name.givenName":"K"}""")]
    [InlineData("""{"name":{"givenName":"J"},"name.givenName":null}""")]
    [InlineData("""{"userType":"power","UserType":"admin"}""")]
    [InlineData("""{"emails":[{"value":"a@b.test"}],"emails.value":"c@b.test"}""")]
    public void TwoValuesOfOneAttribute_AreRefused(string map)
    {
        Assert.Equal(400, Put(map, Jane).Refusal?.Status);
        Assert.Equal(400, Patch($$"""{"op":"replace","value":{{map}}}""", Jane).Refusal?.Status);
    }

    [Theory]
    [InlineData("""{"active":true,"Active":false}""")]
    [InlineData($$$"""{"active":true,"{{{Core}}}":{"active":false}}""")]
    [InlineData($$$"""{"active":false,"{{{Core}}}:active":true}""")]
    [InlineData("""{"active":false,"name":"Text"}""")]
    [InlineData("""{"active":false,"emails[0].value":"x"}""")]
    public void ADeactivation_BesideWhatCannotBeRead_IsSeen(string map)
    {
        Assert.True(Put(map, Jane) is { Deactivates: true, Refusal: not null });
        Assert.True(Patch($$"""{"op":"replace","value":{{map}}}""", Jane) is { Deactivates: true, Refusal: not null });
    }

    // behaviour.md §2, clearing: Jane has a role, and no language.
    [Theory]
    [InlineData("name.givenName", true)]
    [InlineData("name", true)]
    [InlineData("emails", true)]
    [InlineData("userName", true)]
    [InlineData("externalId", true)]
    [InlineData("userType", true)]
    [InlineData("active", true)]
    [InlineData($"{Extension}:role", true)]
    [InlineData($"{Extension}:twoFactorAuthentication", true)]
    [InlineData(Extension, true)]
    [InlineData($"{Extension}:language", false)]
    [InlineData($"{Extension}:userPrincipalName", false)]
    [InlineData($"{Extension}:isServiceAccount", false)]
    [InlineData($"{Extension}:sendInvite", false)]
    [InlineData("password", false)]
    [InlineData("title", false)]
    [InlineData("displayName", false)]
    [InlineData("name.formatted", false)]
    public void ANull_AsksToClear_OnEveryUpdate(string name, bool isRefused)
    {
        Assert.Equal(isRefused, Patch($$"""{"op":"replace","path":"{{name}}","value":null}""", Jane).Refusal is not null);
        Assert.Equal(isRefused, Patch($$"""{"op":"replace","value":{"{{name}}":null} }""", Jane).Refusal is not null);
        Assert.Equal(isRefused, Put($$"""{"{{name}}":null}""", Jane).Refusal is not null);
        if (name != Extension)
        {
            Assert.Equal(isRefused, Put($$"""{"{{name}}":""}""", Jane).Refusal is not null);
        }
    }

    [Theory]
    [InlineData("email")]
    [InlineData("email.value")]
    [InlineData("Email[type eq \"work\"].value")]
    [InlineData($"{Core}:email")]
    public void ASingularName_InAPatch_IsRefusedWithTheRightOne(string name)
    {
        var quoted = System.Text.Json.JsonSerializer.Serialize(name);

        Assert.EndsWith("write emails.", Patch($$"""{"op":"replace","path":{{quoted}},"value":"a@b.test"}""", Jane).Refusal?.Detail, StringComparison.Ordinal);
        Assert.EndsWith("write emails.", Patch($$"""{"op":"replace","value":{ {{quoted}}:"a@b.test"} }""", Jane).Refusal?.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"{Extension}:role", "Reviewer", "userType power")]
    [InlineData($"{Extension}:userPrincipalName", "j@corp.test", "authType ad")]
    [InlineData($"{Extension}:idpUserId", "j", "authType sso")]
    public void AConditionalAttribute_ByPath_IsRefusedWithItsCondition_AndDroppedInAMap(string name, string value, string condition)
    {
        var admin = Jane with { UserType = "admin", AuthType = "egnyte" };

        Assert.Contains(
            $"needs {condition}", Patch($$"""{"op":"add","path":"{{name}}","value":"{{value}}"}""", admin).Refusal?.Detail, StringComparison.Ordinal);
        Assert.True(Patch($$"""{"op":"add","value":{"{{name}}":"{{value}}"} }""", admin) is { Refusal: null, IsEmpty: true });
        Assert.True(Put($$"""{"{{name}}":"{{value}}"}""", admin) is { Refusal: null, IsEmpty: true });
    }

    [Fact]
    public void AConditionThatTheSameRequestMeets_IsMet() =>
        Assert.Equal(
            """{"userType":"power","role":"Reviewer"}""",
            Sent(
                Patch(
                    $$"""{"op":"add","path":"{{Extension}}:role","value":"Reviewer"},{"op":"add","path":"userType","value":"power"}""",
                    Jane with { UserType = "admin" }).Change));

    [Fact]
    public void AnExternalId_ByPath_WhereEgnyteHoldsNone_IsRefused_AndIgnoredWithAWarningInAMap()
    {
        var local = Jane with { ExternalId = null };

        Assert.Equal("mutability", Patch("""{"op":"add","path":"externalId","value":"x"}""", local).Refusal?.ScimType);
        Assert.True(Patch("""{"op":"add","value":{"externalId":"x"}}""", local) is { Refusal: null, IgnoredExternalId: true, IsEmpty: true });
        Assert.True(Put("""{"externalId":"x"}""", local) is { Refusal: null, IgnoredExternalId: true, IsEmpty: true });
    }

    [Fact]
    public void AUserName_ThatLeavesNothing_IsRefused()
    {
        Assert.NotNull(Put("""{"userName":"@example.com"}""", Jane).Refusal);
        Assert.NotNull(Patch("""{"op":"replace","path":"userName","value":"@example.com"}""", Jane).Refusal);
    }
}
