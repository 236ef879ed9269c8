using System.Text.Json;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Patching;

namespace Egnyte.ScimProxy.Tests.Scim;

public sealed class PatchValueMapTests
{
    private const string Egnyte = "urn:ietf:params:scim:schemas:extension:egnyte:2.0:User";

    [Theory]
    [InlineData("""{"active":false}""", "active=False")]
    [InlineData("""{"id":"1","displayName":"x"}""", "id=1|displayName=x")]
    [InlineData("""{"members":[],"id":"1"}""", "members=[]|id=1")]
    [InlineData(
        """{"displayName":"x","name.givenName":"y","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber":"z"}""",
        $"displayName=x|name.givenName=y|{ScimSchemas.EnterpriseUser}:employeeNumber=z")]
    [InlineData("""{"emails[type eq \"work\"].value":"x"}""", "emails[type eq \"work\"].value=x")]
    [InlineData("""{"name":{"givenName":"y"}}""", "name={\"givenName\":\"y\"}")]
    [InlineData(
        """{"URN:ietf:params:scim:schemas:extension:EGNYTE:2.0:User":{"authType":"sso","a.b":1,"c[d pr].e":2}}""",
        $"{Egnyte}:authType=sso|{Egnyte}:a.b=1|{Egnyte}:c[d pr].e=2")]
    [InlineData("""{"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User":{}}""", "")]
    [InlineData("""{"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User":null}""", $"{Egnyte}=")]
    [InlineData("""{"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:authType":"sso"}""", $"{Egnyte}:authType=sso")]
    [InlineData("""{"not a path":1,"a[":2,"":3,"active":true}""", "?=1|?=2|?=3|active=True")]
    [InlineData("""{"urn:ietf:params:scim:schemas:extension:unknown:2.0:User":{"a":1}}""", "?={\"a\":1}")]
    [InlineData("""{"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User":{"a b":1,"urn:x:y:z":2}}""", "?=1|?=2")]
    [InlineData("""{"\ud800":1}""", "?=1")]
    [InlineData("[1]", "")]
    [InlineData("null", "")]
    public void Read_EveryClientShape_IsItsPathsInOrder(string map, string expected) =>
        Assert.Equal(
            expected,
            string.Join('|', PatchValueMap.Read(JsonElement.Parse(map), [Egnyte]).Select(entry => $"{entry.Key?.ToString() ?? "?"}={entry.Value}")));

    [Theory]
    [InlineData("a[", "invalidPath")]
    [InlineData("a b", "invalidPath")]
    [InlineData("", "invalidPath")]
    [InlineData("emails[0].value", "invalidPath")]
    [InlineData("emails[type eq].value", "invalidPath")]
    [InlineData($"{Egnyte}:role.a.b", "invalidPath")]
    [InlineData($"{Egnyte}:", "invalidPath")]
    [InlineData(Egnyte, "invalidValue")]
    [InlineData("$.active", "invalidPath")]
    [InlineData($"{Egnyte}.role", "invalidPath")]
    [InlineData($"{Egnyte}/role", "invalidPath")]
    [InlineData($"{Egnyte}#role", "invalidPath")]
    [InlineData($"{ScimSchemas.User}.active", "invalidPath")]
    [InlineData("URN:ietf:params:scim:schemas:core:2.0:active", "invalidPath")]
    [InlineData($"{Egnyte}s", null)]
    [InlineData("urn:ietf:params:scim:schemas:extension:unknown:2.0:User", null)]
    [InlineData("http://schemas.example.com/2006/11/User", null)]
    [InlineData("title", null)]
    public void Read_AKeyThatIsNoPath_IsRefusedAsAPathIs(string key, string? scimType)
    {
        var entry = PatchValueMap.Read(JsonElement.Parse($"{{{JsonSerializer.Serialize(key)}:1}}"), [Egnyte]).Single();

        Assert.Equal(scimType, entry.Refusal?.ScimType);
        Assert.Equal(key, entry.Name);
    }

    [Fact]
    public void Read_SchemasWithinEachOther_AreReadAll() =>
        Assert.Equal(
            [$"{ScimSchemas.User}:active", $"{Egnyte}:role", $"{ScimSchemas.User}:title"],
            PatchValueMap.Read(
                JsonElement.Parse($$"""{"{{ScimSchemas.User}}":{"active":1,"{{Egnyte}}":{"role":2 },"{{ScimSchemas.User}}:title":3} }"""),
                [Egnyte, ScimSchemas.User])
                .Select(entry => entry.Key!.ToString()));

    [Fact]
    public void Read_KeysInAnotherCase_AreEqualPaths() =>
        Assert.Equal(PatchPath.Parse("active"), PatchValueMap.Read(JsonElement.Parse("""{"ACTIVE":1}"""), null).Single().Key);
}
