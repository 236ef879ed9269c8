using System.Text.Json;
using CsCheck;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>Members of a group, and PATCH operations on it as JSON texts, of so few ids that they often meet.</summary>
internal static class GroupPatchGenerators
{
    private static readonly Gen<string> Id = Gen.OneOf("1", "2", "3", "4", "5");
    private static readonly Gen<string> Adding = Gen.Frequency((5, Gen.Const("add")), (1, Gen.OneOf("Add", "ADD")));
    private static readonly Gen<string> Replacing = Gen.Frequency((5, Gen.Const("replace")), (1, Gen.OneOf("Replace", "REPLACE")));
    private static readonly Gen<string> Removing = Gen.Frequency((5, Gen.Const("remove")), (1, Gen.OneOf("Remove", "REMOVE")));
    private static readonly Gen<string> Members = Gen.Frequency(
        (7, Gen.Const("members")), (1, Gen.OneOf("MEMBERS", "urn:ietf:params:scim:schemas:core:2.0:Group:members")));

    private static readonly Gen<string> Member = Gen.Frequency(
        (10, Id.Select(id => $"{{\"value\":\"{id}\"}}")),
        (2, Id.Select(id => $"{{\"value\":\"{id}\",\"display\":\"Somebody\",\"type\":\"User\"}}")),
        (1, Id.Select(id => $"\"{id}\"")));

    private static readonly Gen<string> Wanted = Gen.Frequency(
        (20, Member), (1, Gen.OneOf("{\"value\":\"x\"}", "{\"value\":\"2\",\"type\":\"Group\"}", "{\"display\":\"Somebody\"}")));
    private static readonly Gen<string> List = Wanted.Array[0, 3].Select(members => $"[{string.Join(',', members)}]");
    private static readonly Gen<string> Whole = Gen.Frequency((7, List), (1, Gen.Const("null")), (1, Member));
    private static readonly Gen<string> DisplayName = Gen.Frequency((7, Gen.OneOf("\"Sales\"", "\"Staff\"")), (1, Gen.OneOf("\"\"", "null", "{}")));

    private static readonly Gen<string> Selection = Gen.Frequency(
        (8, Id.Select(id => $"members[value eq \"{id}\"]")),
        (2, Gen.Select(Id, Id).Select((one, two) => $"members[value eq \"{one}\" or VALUE eq \"{two}\"]")),
        (1, Gen.OneOf("members[value eq \"x\"]", "members[display eq \"One\"]", "members[value ne \"1\"]")));

    public static Gen<long[]> Present { get; } = Gen.OneOf(1L, 2L, 3L).Array[0, 3].Select(ids => ids.Distinct().ToArray());

    public static Gen<string[]> Operations { get; } = Gen.Frequency(
        (4, Gen.Select(Adding, Members, Gen.OneOf(List, Member), Operation)),
        (2, Gen.Select(Replacing, Members, Whole, Operation)),
        (4, Gen.Select(Removing, Selection, (verb, path) => $"{{\"op\":\"{verb}\",\"path\":{Json(path)}}}")),
        (3, Gen.Select(Removing, Members, Gen.Frequency((5, Member.Array[1, 3].Select(members => $"[{string.Join(',', members)}]")), (1, Member)), Operation)),
        (1, Gen.Select(Removing, Members, (verb, path) => $"{{\"op\":\"{verb}\",\"path\":{Json(path)}}}")),
        (2,
         Gen.Select(
             Gen.OneOf(Adding, Replacing),
             Gen.OneOf("displayName", "DISPLAYNAME", "urn:ietf:params:scim:schemas:core:2.0:Group:displayName"),
             DisplayName,
             Operation)),
        (2,
         Gen.Select(
             Gen.OneOf(Adding, Replacing),
             DisplayName,
             Whole,
             (verb, name, members) => $"{{\"op\":\"{verb}\",\"value\":{{\"id\":\"x\",\"displayName\":{name},\"members\":{members}}}}}")),
        (1, Gen.Select(Replacing, DisplayName, (verb, name) => $"{{\"op\":\"{verb}\",\"value\":{{\"displayName\":{name}}}}}")),
        (1, Gen.OneOf(
            """{"op":"replace","path":"id","value":"x"}""",
            """{"op":"add","path":"externalId","value":"x"}""",
            """{"op":"remove","path":"displayName"}""",
            """{"op":"replace","path":"members[value eq \"1\"].display","value":"x"}""",
            """{"op":"remove"}""",
            """{"op":"add","path":"members"}"""))).Array[1, 4];

    private static string Operation(string verb, string path, string value) => $"{{\"op\":\"{verb}\",\"path\":{Json(path)},\"value\":{value}}}";

    private static string Json(string text) => JsonSerializer.Serialize(text);
}
