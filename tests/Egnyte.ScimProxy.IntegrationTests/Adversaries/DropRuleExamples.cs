using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>For each rule a write that it drops something of.</summary>
internal static class DropRuleExamples
{
    public static SimulatedUser User { get; } = new()
    {
        UserName = "grace",
        Email = "grace@example.com",
        GivenName = "Grace",
        FamilyName = "Hopper",
        ExternalId = "00u1a2b3c4d5e6f7g8h9",
        AuthType = "sso",
        UserType = "power",
        Role = "Default",
    };

    public static IReadOnlyList<(DropRule Rule, GeneratedWrite Write)> OfUsers { get; } =
    [
        (DropRule.BesideDeactivation, Patch(("active", "false", "false"), ("userType", "\"member\"", "member"))),
        (DropRule.EarlierOperation, Patch(("name.givenName", "\"Ada\"", "Ada"), ("name.givenName", "\"Bo\"", "Bo"))),
        (DropRule.ReadOnly, Put(("id", "\"77\"", "77"), ("name.givenName", "\"Ada\"", "Ada"))),
        (DropRule.FullName, Patch(("displayName", "\"Ada L.\"", "Ada L."))),
        (DropRule.Password, Patch(("password", "\"correct-horse\"", "correct-horse"))),
        (DropRule.NotMapped, Put(("title", "\"Chief\"", "Chief"))),
        (DropRule.UserNameForm, Put(("userName", "\"GRACE@example.com\"", "GRACE@example.com"))),
        (DropRule.BlankName, Put(("name.givenName", "\"Ada\"", "Ada"), ("name.familyName", "\" \"", " "))),
        (DropRule.OtherAddresses,
         Put(("emails", """[{"value":"decoy@example.com","type":"work"},{"value":"ada@example.com","primary":true}]""", "ada@example.com"))),
        (DropRule.ExternalId, Put(("externalId", "\"00u9h8g7f6e5d4c3b2a1\"", "00u9h8g7f6e5d4c3b2a1"))),
        (DropRule.Condition, Put(("userPrincipalName", "\"ada@corp.example.com\"", "ada@corp.example.com"))),
        (DropRule.Invitation, Put(("sendInvite", "true", "true"), ("name.givenName", "\"Ada\"", "Ada"))),
        (DropRule.ServiceAccount, Put(("isServiceAccount", "true", "true"), ("name.givenName", "\"Ada\"", "Ada"))),
        (DropRule.Undefined, new GeneratedWrite("PUT", """{"userType":"Undefined"}""", [[new Statement("userType", StatementKind.Nothing)]])),
        (DropRule.Nothing,
         new GeneratedWrite(
             "PATCH",
             PatchBody.Of(PatchBody.Operation("replace", UserAttribute.Of("language").Path, "null")),
             [[new Statement("language", StatementKind.Clear)]])),
    ];

    /// <summary>The same of a group, one after the other.</summary>
    public static IEnumerable<(DropRule Rule, GroupWrite Write)> OfGroups(GroupScene scene)
    {
        var (name, other) = (scene.Group.DisplayName, scene.Active[1]);
        var (before, after) = (scene.Group.MemberIds, scene.Group.MemberIds.Append(other).ToList());
        string Body(string verb, string element) => PatchBody.Of(PatchBody.Operation(verb, "members", $"[{element}]"));
        yield return scene.SkipsMembers
            ? (
                DropRule.SkippedMembers,
                scene.Write("PATCH", Body("add", $"\"{scene.Refused[0]}\",\"{other}\",{GroupScene.Malformed}"), name, [.. after, scene.Refused[0]]))
            : (DropRule.NoMember, scene.Write("PATCH", Body("remove", $"\"{other}\""), name, before, DropRule.NoMember));
        yield return (DropRule.MemberParts, scene.Write(
            "PATCH", Body("add", $$"""{"value":"{{other}}","type":"User","display":"x"}"""), name, after, DropRule.MemberParts));
    }

    private static GeneratedWrite Patch(params (string Name, string Json, string Value)[] said) => new(
        "PATCH", PatchBody.Of(said.Select(one => PatchBody.Operation("replace", UserAttribute.Of(one.Name).Path, one.Json))),
        [.. said.Select(one => new[] { Said(one) with { IsByPath = true } })]);

    private static GeneratedWrite Put(params (string Name, string Json, string Value)[] said) => new(
        "PUT", $"{{{string.Join(',', said.Select(one => $"\"{UserAttribute.Of(one.Name).Path}\":{one.Json}"))}}}", [[.. said.Select(Said)]]);

    private static Statement Said((string Name, string Json, string Value) one) => new(one.Name, StatementKind.Value, one.Value);
}
