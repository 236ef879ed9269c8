using System.Text.Json;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Patching;

namespace Egnyte.ScimProxy.Tests.Scim;

public sealed class PatchRequestTests
{
    private const string Egnyte = "urn:ietf:params:scim:schemas:extension:egnyte:2.0:User";

    // scim-clients.md §3.5, §3.6, §4 and §9: one operation each, with the verb and the path that must be read.
    [Theory]
    [InlineData("""{"op":"replace","value":{"active":false}}""", PatchVerb.Replace, null)]
    [InlineData("""{"op":"replace","value":{"password":"x"}}""", PatchVerb.Replace, null)]
    [InlineData("""{"op":"replace","path":"password","value":"x"}""", PatchVerb.Replace, "password")]
    [InlineData("""{"op":"remove","path":"members[value eq \"89bb1940\"]"}""", PatchVerb.Remove, "members[value eq \"89bb1940\"]")]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"23a3","display":"test.user@okta.local"}]}""", PatchVerb.Add, "members")]
    [InlineData("""{"op":"replace","path":"members","value":[]}""", PatchVerb.Replace, "members")]
    [InlineData("""{"op":"replace","value":{"members":[],"id":"1","displayName":"x"}}""", PatchVerb.Replace, null)]
    [InlineData("""{"op":"Replace","path":"active","value":"False"}""", PatchVerb.Replace, "active")]
    [InlineData("""{"op":"Add","path":"phoneNumbers[type eq \"mobile\"].value","value":"1"}""", PatchVerb.Add, "phoneNumbers[type eq \"mobile\"].value")]
    [InlineData("""{"op":"Replace","path":"roles[primary eq \"True\"].value","value":"x"}""", PatchVerb.Replace, "roles[primary eq \"True\"].value")]
    [InlineData("""{"op":"Remove","path":"members","value":[{"$ref":null,"value":"1"}]}""", PatchVerb.Remove, "members")]
    [InlineData(
        """{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"7"}""",
        PatchVerb.Add,
        ScimSchemas.EnterpriseUser + ":manager")]
    [InlineData("""{"OP":"REPLACE","Path":"name.familyName","VALUE":"x"}""", PatchVerb.Replace, "name.familyName")]
    [InlineData("""{"op":"replace","path":"","value":{"active":true}}""", PatchVerb.Replace, null)]
    [InlineData("""{"op":"replace","path":null,"value":{"active":true}}""", PatchVerb.Replace, null)]
    [InlineData("""{"op":"add","path":"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User","value":{"authType":"sso"}}""", PatchVerb.Add, Egnyte)]
    [InlineData("""{"op":"replace","path":"title","value":null}""", PatchVerb.Replace, "title")]
    public void Read_EveryClientShape_IsOneOperation(string operation, PatchVerb verb, string? path)
    {
        var request = ReadOperations(operation);

        Assert.Null(request.Refusal);
        var read = Assert.Single(request.Operations);
        Assert.Equal((verb, path), (read.Verb, read.Path?.ToString()));
    }

    [Fact]
    public void Read_AnAbsentValue_IsUndefined() =>
        Assert.Equal(JsonValueKind.Undefined, ReadOperations("""{"op":"remove","path":"title"}""").Operations[0].Value.ValueKind);

    [Fact]
    public void Read_ANullValue_IsNull() =>
        Assert.Equal(JsonValueKind.Null, ReadOperations("""{"op":"replace","path":"title","value":null}""").Operations[0].Value.ValueKind);

    [Fact]
    public void Read_AListOfValuesToRemove_KeepsTheList() =>
        Assert.Equal(2, ReadOperations("""{"op":"Remove","path":"members","value":[{"value":"1"},{"value":"2"}]}""").Operations[0].Value.GetArrayLength());

    [Theory]
    [InlineData("""{"op":"disable","path":"active","value":false}""", "invalidSyntax", "'disable'")]
    [InlineData("""{"op":7,"path":"active"}""", "invalidSyntax", "'Number'")]
    [InlineData("""{"path":"active","value":false}""", "invalidSyntax", "'op' is missing")]
    [InlineData("7", "invalidSyntax", "JSON object")]
    [InlineData("null", "invalidSyntax", "JSON object")]
    [InlineData("""{"op":"remove"}""", "noTarget", "'path'")]
    [InlineData("""{"op":"remove","path":"","value":{"active":true}}""", "noTarget", "'path'")]
    [InlineData("""{"op":"add","path":"title"}""", "invalidValue", "'value' is missing")]
    [InlineData("""{"op":"replace"}""", "invalidValue", "'value' is missing")]
    [InlineData("""{"op":"replace","value":"x"}""", "invalidValue", "JSON object")]
    [InlineData("""{"op":"replace","value":{"op":"replace","Path":"active","value":false}}""", "invalidSyntax", "an operation of its own")]
    [InlineData("""{"op":"add","value":null}""", "invalidValue", "JSON object")]
    [InlineData("""{"op":"add","value":[{"active":false}]}""", "invalidValue", "JSON object")]
    [InlineData("""{"op":"add","path":"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User","value":"x"}""", "invalidValue", "schema")]
    [InlineData("""{"op":"add","path":7,"value":"x"}""", "invalidPath", "text")]
    [InlineData("""{"op":"add","path":"members[value eq","value":"x"}""", "invalidPath", "members")]
    public void Read_AWrongOperation_IsRefusedAndTheRestIsRead(string wrong, string scimType, string told)
    {
        var request = ReadOperations($$"""{"op":"add","path":"title","value":"x"},{{wrong}},{"op":"replace","path":"active","value":false}""");

        Assert.Equal((400, scimType), (request.Refusal?.Status, request.Refusal?.ScimType));
        Assert.StartsWith("Operations[1]: ", request.Refusal?.Detail, StringComparison.Ordinal);
        Assert.Contains(told, request.Refusal?.Detail, StringComparison.Ordinal);
        Assert.Equal(["title", "active"], request.Operations.Select(operation => operation.Path?.ToString()));
    }

    [Fact]
    public void Read_TwoWrongOperations_RefusesTheFirst() =>
        Assert.Equal("noTarget", ReadOperations("""{"op":"remove"},{"op":"disable"}""").Refusal?.ScimType);

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("{}")]
    [InlineData("""{"Operations":null}""")]
    [InlineData("""{"Operations":{}}""")]
    [InlineData("""{"Operations":[]}""")]
    [InlineData("""{"Operations":[{"op":"add","path":"a","value":"\ud800"}]}""")]
    public void Read_ABodyThatIsNoPatch_IsInvalidSyntax(string body) =>
        Assert.Equal("invalidSyntax", Refused.By(() => Read(body)).ScimType);

    [Theory]
    [InlineData("""{"schemas":"x","Operations":[{"op":"add","path":"a","value":1}]}""")]
    [InlineData("""{"schemas":[null,7,"urn:ietf:params:scim:schemas:core:2.0:User"],"Operations":[{"op":"add","path":"a","value":1}]}""")]
    public void Read_SchemasOfSomethingElse_IsARefusalThatDoesNotHideTheOperations(string body)
    {
        var request = Read(body);

        Assert.Equal("invalidSyntax", request.Refusal?.ScimType);
        Assert.Single(request.Operations);
    }

    [Theory]
    [InlineData("""{"schemas":["URN:ietf:params:scim:api:messages:2.0:patchop"],"Operations":[{"op":"add","path":"a","value":1}]}""")]
    [InlineData("""{"schemas":["x","urn:ietf:params:scim:api:messages:2.0:PatchOp"],"operations":[{"op":"add","path":"a","value":1}]}""")]
    [InlineData("""{"Schemas":null,"OPERATIONS":[{"op":"add","path":"a","value":1}]}""")]
    [InlineData("""{"Operations":[{"op":"add","path":"a","value":1}]}""")]
    public void Read_SchemasAbsentOrInAnyCase_AreTolerated(string body) => Assert.Single(Read(body).Operations);

    [Fact]
    public void Read_AsManyOperationsAsAllowed_AreReadAndOneMoreIsRefused()
    {
        string operations = string.Join(',', Enumerable.Repeat("""{"op":"remove","path":"a"}""", PatchRequest.MaxOperations));

        Assert.Equal(PatchRequest.MaxOperations, ReadOperations(operations).Operations.Count);
        Assert.Equal("invalidValue", Refused.By(() => ReadOperations(operations + ",{}")).ScimType);
    }

    private static PatchRequest ReadOperations(string operations) =>
        Read($$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{operations}}]}""");

    private static PatchRequest Read(string body) => PatchRequest.Read(JsonElement.Parse(body), [Egnyte]);
}
