using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Users;
using static Egnyte.ScimProxy.Tests.Users.People;

namespace Egnyte.ScimProxy.Tests.Users;

/// <summary>The shapes of a PATCH that Entra ID and other clients are documented to send (scim-clients.md §3 and §9).</summary>
public sealed class ClientShapeTests
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private static readonly MappingProfile Entra = ProfileCompiler.CompileBuiltIn("entra");

    [Theory]
    [InlineData("""{"op":"Replace","path":"active","value":"False"}""")]
    [InlineData("""{"op":"REPLACE","path":"Active","value":" false "}""")]
    [InlineData("""{"op":"add","path":"active","value":false}""")]
    [InlineData("""{"op":"replace","value":{"active":"False"}}""")]
    [InlineData("""{"op":"replace","path":"","value":{"ACTIVE":false}}""")]
    [InlineData("""{"op":"replace","path":null,"value":{"active":false}}""")]
    [InlineData("""{"op":"Replace","path":"active","value":[{"value":"False"}]}""")]
    [InlineData("""{"op":"replace","value":{"active":[{"$ref":null,"value":"False"}]}}""")]
    [InlineData("""{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:active","value":"False"}""")]
    [InlineData("""{"op":"replace","value":{"urn:ietf:params:scim:schemas:core:2.0:User:active":false}}""")]
    [InlineData("""{"op":"replace","value":{"urn:ietf:params:scim:schemas:core:2.0:User":{"active":false}}}""")]
    [InlineData("""{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User","value":{"active":"False"}}""")]
    [InlineData(
        """{"op":"replace","path":"URN:ietf:params:scim:schemas:core:2.0:USER","value":{"urn:ietf:params:scim:schemas:core:2.0:User:Active":"False"}}""")]
    [InlineData("""{"op":"replace","path":"active","value":0}""")]
    [InlineData("""{"op":"replace","path":"active","value":"0"}""")]
    [InlineData("""{"op":"replace","value":{"active":0}}""")]
    public void ADeactivation_InEveryShape_IsOne(string operation)
    {
        var update = Patch(operation, Jane, profile: Entra);

        Assert.Null(update.Refusal);
        Assert.Equal("""{"active":false}""", Sent(update.Change));
        Assert.True(update.Deactivates);
    }

    /// <summary>Clients whose database has no boolean send its number.</summary>
    [Theory]
    [InlineData("1", true)]
    [InlineData("\"1\"", true)]
    [InlineData("0", false)]
    [InlineData("\"0\"", false)]
    public void ActiveAsANumber_IsReadInEveryWrite(string value, bool active)
    {
        var (other, sent) = (Jane with { Active = !active }, $$"""{"active":{{(active ? "true" : "false")}}}""");

        UserUpdate[] updates =
        [
            Patch($$"""{"op":"replace","path":"active","value":{{value}}}""", other),
            Patch($$"""{"op":"replace","value":{"active":{{value}} } }""", other),
            Put($$"""{"active":{{value}}}""", other),
        ];
        Assert.All(updates, update => Assert.Equal((null, sent, !active), (update.Refusal?.Detail, Sent(update.Change), update.Deactivates)));
        Assert.Contains(sent[1..^1], Create(Body($"\"active\":{value}")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"value":"False"},{"value":"False"}]""")]
    [InlineData("""["False"]""")]
    [InlineData("""{"value":"False"}""")]
    [InlineData("2")]
    [InlineData("0.0")]
    [InlineData("-1")]
    [InlineData("\"00\"")]
    [InlineData("\"no\"")]
    public void AValueThatIsNoTruthValue_IsNeverTakenForOne(string value) =>
        Assert.Equal("invalidValue", Patch($$"""{"op":"Replace","path":"active","value":{{value}}}""", Jane, profile: Entra).Refusal?.ScimType);

    [Theory]
    // Entra's default mapping: none of it is mapped, none of it is refused
    [InlineData($$$"""{"op":"Add","path":"{{{Enterprise}}}:manager","value":"8"}""", "{}")]
    [InlineData($$$"""{"op":"Replace","path":"{{{Enterprise}}}:employeeNumber","value":"8"}""", "{}")]
    [InlineData($$$"""{"op":"Add","path":"{{{Enterprise}}}","value":{"department":"Sales"}}""", "{}")]
    [InlineData($$$"""{"op":"Remove","path":"{{{Enterprise}}}"}""", "{}")]
    [InlineData($$$"""{"op":"Remove","path":"{{{Enterprise}}}:manager"}""", "{}")]
    [InlineData($$$"""{"op":"replace","value":{"{{{Enterprise}}}":{"department":"Sales","manager":{"value":"8"} } } }""", "{}")]
    [InlineData("""{"op":"Add","path":"phoneNumbers[type eq \"mobile\"].value","value":"+1 555"}""", "{}")]
    [InlineData("""{"op":"Add","path":"addresses[type eq \"work\"].country","value":"PL"}""", "{}")]
    [InlineData("""{"op":"Add","path":"title","value":"Chief"}""", "{}")]
    [InlineData("""{"op":"Replace","path":"preferredLanguage","value":"en-US"}""", "{}")]
    // with the URL flag aadOptscim062020
    [InlineData(
        $$$"""
        {"op":"replace","path":"emails[type eq \"work\"].value","value":"new@example.com"},
        {"op":"replace","value":{"displayName":"J","name.givenName":"Janet","name.familyName":"Roe","{{{Enterprise}}}:employeeNumber":"8"}}
        """,
        """{"email":"new@example.com","name":{"givenName":"Janet","familyName":"Roe"}}""")]
    [InlineData($$$"""{"op":"add","value":{"{{{Extension}}}:language":"pl","active":"True"}}""", """{"active":true,"language":"pl"}""")]
    // without it
    [InlineData(
        $$$"""
        {"op":"Replace","path":"displayName","value":"J"},
        {"op":"Replace","path":"emails[type eq \"work\"].value","value":"new@example.com"},
        {"op":"Replace","path":"name.givenName","value":"Janet"},
        {"op":"Replace","path":"{{{Enterprise}}}:employeeNumber","value":"8"}
        """,
        """{"email":"new@example.com","name":{"givenName":"Janet"}}""")]
    [InlineData("""{"op":"Add","path":"name.givenName","value":[{"value":"Janet"}]}""", """{"name":{"givenName":"Janet"}}""")]
    // there is no role to take away
    [InlineData("""{"op":"Remove","path":"roles[primary eq \"True\"].value"}""", "{}")]
    [InlineData("""{"op":"Replace","path":"roles","value":[]}""", "{}")]
    public void WhatEntraSends_BecomesWhatIsMappedOfIt(string operations, string sent)
    {
        var update = Patch(operations, Jane, profile: Entra);

        Assert.Null(update.Refusal);
        Assert.Equal(sent, Sent(update.Change));
    }

    [Theory]
    [InlineData("""{"op":"Add","path":"roles[primary eq \"True\"].value","value":"Reviewer"}""")]
    [InlineData("""{"op":"Add","path":"roles","value":[{"primary":true,"value":"Reviewer"}]}""")]
    [InlineData("""{"op":"replace","path":"roles.value","value":"Reviewer"}""")]
    [InlineData("""{"op":"replace","value":{"roles[primary eq \"True\"].value":"Reviewer"}}""")]
    [InlineData("""{"op":"add","value":{"roles":[{"value":"Reviewer"}]}}""")]
    [InlineData("""{"op":"add","path":"urn:ietf:params:scim:schemas:core:2.0:User:roles","value":[{"value":"Reviewer"}]}""")]
    public void ARole_ThatEgnyteCannotHold_IsRefusedWithTheFix(string operation) =>
        Assert.All(ProfileLibrary.BuiltInNames.Select(ProfileCompiler.CompileBuiltIn), profile =>
        {
            var refusal = Patch(operation, Jane, profile: profile).Refusal;

            Assert.Equal("invalidValue", refusal?.ScimType);
            Assert.Contains($"push it as {Extension}:role", refusal!.Detail, StringComparison.Ordinal);
        });

    [Fact]
    public void ACreateWithARole_IsRefused_AndAPutWithOneIsAnEcho()
    {
        var body = Body("\"roles\":[{\"primary\":true,\"value\":\"Reviewer\"}]");

        Assert.Equal("invalidValue", Refusal(() => Create(body, profile: Entra)).ScimType);
        Assert.Null(Put(body, Jane, profile: Entra).Refusal);
        Assert.NotEmpty(Create(Body("\"roles\":[]"), profile: Entra));
    }

    [Fact]
    public void AWrappedValue_InAResource_IsNoTruthValue() =>
        Assert.NotNull(UserAttributes.FromResource(JsonElement.Parse("""{"active":[{"value":"False"}]}"""), Entra).Refusal);

    [Fact]
    public void TheCoreSchemaAsAWhole_CannotBeRemoved() =>
        Assert.Equal("noTarget", Patch("""{"op":"remove","path":"urn:ietf:params:scim:schemas:core:2.0:User"}""", Jane).Refusal?.ScimType);
}
