namespace Egnyte.ScimProxy.IntegrationTests.CallBudget;

public sealed class GroupCostTests : CostTests
{
    private const string WithoutMembers = "excludedAttributes=members";

    // One change of members, after which this process has seen that Egnyte's PATCH keeps the others.
    private const string FormSeen = """
        PATCH Groups/{sales}
        {"Operations":[{"op":"add","path":"members","value":[{"value":"{alba}"}]}]}
        """;

    private const string Read = "GET groups/{engineering}";

    private const string AddDenis = """{"op":"add","path":"members","value":[{"value":"{denis}"}]}""";
    private const string DenisAdded = """PATCH groups/{engineering} {"members":[{"value":{denis}}]}""";

    internal static readonly Cost[] Table =
    [
        new(BudgetRow.GetOne, "one group", "GET Groups/{engineering}", null, 200, Read) { Says = "{carla}" },
        new(BudgetRow.GetOne, "one group that is not there", "GET Groups/none", null, 404, "GET groups/none"),

        new(
            BudgetRow.GroupsByName,
            "name equals, without members",
            $"GET Groups?filter=displayName eq \"Engineering\"&{WithoutMembers}",
            null,
            200,
            Listed("displayName eq \"Engineering\"")) { Says = "\"totalResults\":1" },
        new(
            BudgetRow.GroupsByName,
            "name equals, only the name wanted",
            "GET Groups?filter=displayName eq \"Engineering\"&attributes=displayName",
            null,
            200,
            Listed("displayName eq \"Engineering\"")),
        new(
            BudgetRow.GroupsByName,
            "name equals, with members",
            "GET Groups?filter=displayName eq \"engineering\"",
            null,
            200,
            Listed("displayName eq \"engineering\""),
            Read) { Says = "{carla}" },
        new(
            BudgetRow.GroupsByName,
            "name equals nothing, with members",
            "GET Groups?filter=displayName eq \"Nobody\"",
            null,
            200,
            Listed("displayName eq \"Nobody\"")) { Says = "\"totalResults\":0" },
        new(
            BudgetRow.GroupsByName,
            "name begins, without members",
            $"GET Groups?filter=displayName sw \"E\"&{WithoutMembers}",
            null,
            200,
            Listed("displayName sw \"E\"")) { Says = "\"totalResults\":1" },
        new(
            BudgetRow.GroupsByName,
            "name begins, with members",
            "GET Groups?filter=displayName sw \"F\"",
            null,
            200,
            Listed("displayName sw \"F\""),
            "GET groups/{finance}"),
        new(
            BudgetRow.GroupsByName,
            "name contains, without members",
            $"GET Groups?filter=displayName co \"n\"&{WithoutMembers}",
            null,
            200,
            Listed("displayName co \"n\"")) { Says = "\"totalResults\":2" },
        new(
            BudgetRow.GroupsByName,
            "name contains, with members",
            "GET Groups?filter=displayName co \"n\"",
            null,
            200,
            Listed("displayName co \"n\""),
            Read,
            "GET groups/{finance}") { InAnyOrder = true },
        new(BudgetRow.GroupsByName, "id", "GET Groups?filter=id eq \"{engineering}\"", null, 200, Read) { Says = "\"totalResults\":1" },

        new(BudgetRow.GroupsPage, "a page without members", $"GET Groups?count=100&{WithoutMembers}", null, 200, "GET groups?startIndex=1&count=100")
        {
            Says = "\"totalResults\":3",
        },
        new(
            BudgetRow.GroupsPage,
            "a page of 200 without members",
            $"GET Groups?count=200&{WithoutMembers}",
            null,
            200,
            "GET groups?startIndex=1&count=100",
            "GET groups?startIndex=101&count=100") { Given = egnyte => egnyte.Domain.SeedGroups(250), Says = "\"itemsPerPage\":200" },
        new(
            BudgetRow.GroupsPage,
            "a page with members",
            "GET Groups?count=100",
            null,
            200,
            "GET groups?startIndex=1&count=100",
            Read,
            "GET groups/{finance}",
            "GET groups/{sales}") { InAnyOrder = true },
        new(
            BudgetRow.GroupsPage,
            "a page of two with members",
            "GET Groups?startIndex=2&count=2",
            null,
            200,
            "GET groups?startIndex=2&count=2",
            "GET groups/{finance}",
            "GET groups/{sales}") { InAnyOrder = true },

        Patched("an addition before the form is known", AddDenis, Read, DenisAdded) with { Earlier = [] },
        Patched(
            "a rename before the form is known",
            """{"op":"replace","path":"displayName","value":"Research"}""",
            Read,
            """PATCH groups/{engineering} {"displayName":"Research"}""") with { Earlier = [] },
        Patched("an addition", AddDenis, DenisAdded),
        Patched(
            "an addition of a member",
            """{"op":"add","path":"members","value":[{"value":"{alba}"}]}""",
            """PATCH groups/{engineering} {"members":[{"value":{alba}}]}"""),
        Patched(
            "a removal",
            """{"op":"remove","path":"members[value eq \"{carla}\"]"}""",
            """PATCH groups/{engineering} {"members":[{"value":{carla},"operation":"delete"}]}"""),
        Patched(
            "a removal by a list",
            """{"op":"remove","path":"members","value":[{"value":"{carla}"}]}""",
            """PATCH groups/{engineering} {"members":[{"value":{carla},"operation":"delete"}]}"""),
        Patched(
            "a rename",
            """{"op":"replace","value":{"id":"{engineering}","displayName":"Research"}}""",
            """PATCH groups/{engineering} {"displayName":"Research"}"""),
        Patched(
            "all of it at once",
            AddDenis + """,{"op":"remove","path":"members[value eq \"{carla}\"]"},{"op":"replace","path":"displayName","value":"Research"}""",
            """PATCH groups/{engineering} {"displayName":"Research","members":[{"value":{denis}},{"value":{carla},"operation":"delete"}]}"""),
        Patched("nothing that is mapped", """{"op":"replace","path":"externalId","value":"x"}""", Read),
        Patched(
            "a refused one, of which a part is true already",
            """{"op":"add","path":"members","value":[{"value":"{alba}"},{"value":"{fabio}"}]}""",
            """PATCH groups/{engineering} {"members":[{"value":{alba}},{"value":{fabio}}]}""",
            Read,
            """PATCH groups/{engineering} {"members":[{"value":{fabio}}]}""") with { Status = 400, Says = "{fabio}" },
        Patched(
            "a refused one whose rest is accepted",
            AddDenis + """,{"op":"remove","path":"members[value eq \"77\"]"}""",
            """PATCH groups/{engineering} {"members":[{"value":{denis}},{"value":77,"operation":"delete"}]}""",
            Read,
            DenisAdded),
        Patched(
            "a removal of a deleted user",
            """{"op":"remove","path":"members[value eq \"77\"]"}""",
            """PATCH groups/{engineering} {"members":[{"value":77,"operation":"delete"}]}""",
            Read),
        Patched(
            "one bad member, which needs no second try",
            """{"op":"add","path":"members","value":[{"value":"{fabio}"}]}""",
            """PATCH groups/{engineering} {"members":[{"value":{fabio}}]}""",
            Read) with { Status = 400, Says = "{fabio}" },
        Patched(
            "a refused one before the form is known",
            """{"op":"add","path":"members","value":[{"value":"{alba}"},{"value":"{fabio}"}]}""",
            Read,
            """PATCH groups/{engineering} {"members":[{"value":{alba}},{"value":{fabio}}]}""",
            """PATCH groups/{engineering} {"members":[{"value":{fabio}}]}""") with { Earlier = [], Status = 400, Says = "{fabio}" },
        Patched(
            "a name that is taken",
            """{"op":"replace","path":"displayName","value":"Finance"}""",
            """PATCH groups/{engineering} {"displayName":"Finance"}""") with { Status = 409 },

        Patched("an addition under delta", AddDenis, DenisAdded) with { Earlier = [], Settings = ["GroupPatchForm=delta"] },
        Patched(
            "a rename under delta",
            """{"op":"replace","path":"displayName","value":"Research"}""",
            """PATCH groups/{engineering} {"displayName":"Research"}""") with { Earlier = [], Settings = ["GroupPatchForm=delta"] },
        Patched("an addition under put", AddDenis, Read, Whole("Engineering", "alba", "bruno", "carla", "denis")) with
        {
            Earlier = [],
            Settings = ["GroupPatchForm=put"],
        },
        Patched("a removal under put", """{"op":"remove","path":"members[value eq \"{carla}\"]"}""", Read, Whole("Engineering", "alba", "bruno")) with
        {
            Earlier = [],
            Settings = ["GroupPatchForm=put"],
        },
        Patched("a rename under put", """{"op":"replace","path":"displayName","value":"Research"}""", Read, Whole("Research", "alba", "bruno", "carla")) with
        {
            Earlier = [],
            Settings = ["GroupPatchForm=put"],
        },
        Patched("what is so already under put", """{"op":"add","path":"members","value":[{"value":"{alba}"}]}""", Read) with
        {
            Earlier = [],
            Settings = ["GroupPatchForm=put"],
        },
        Patched(
            "a refused one under put",
            """{"op":"add","path":"members","value":[{"value":"{fabio}"}]}""",
            Read,
            Whole("Engineering", "alba", "bruno", "carla", "fabio")) with { Earlier = [], Settings = ["GroupPatchForm=put"], Status = 400, Says = "{fabio}" },

        Replaced(
            "replace members",
            """{"op":"replace","path":"members","value":[{"value":"{denis}"}]}""",
            Read,
            """PUT groups/{engineering} {"displayName":"Engineering","members":[{"value":{denis}}]}"""),
        Replaced("remove all members", """{"op":"remove","path":"members"}""", Read, """PUT groups/{engineering} {"displayName":"Engineering","members":[]}"""),
        Replaced(
            "replace members with the name beside",
            """{"op":"replace","value":{"members":[],"id":"{engineering}","displayName":"Engineering"}}""",
            """PUT groups/{engineering} {"displayName":"Engineering","members":[]}"""),
        Replaced(
            "replace members and rename",
            """{"op":"replace","path":"members","value":[{"value":"{denis}"}]},{"op":"replace","path":"displayName","value":"Research"}""",
            """PUT groups/{engineering} {"displayName":"Research","members":[{"value":{denis}}]}"""),

        new(
            BudgetRow.PutGroup,
            "PUT with members",
            "PUT Groups/{engineering}",
            """{"displayName":"Engineering","members":[{"value":"{alba}"}]}""",
            200,
            """PUT groups/{engineering} {"displayName":"Engineering","members":[{"value":{alba}}]}"""),
        new(
            BudgetRow.PutGroup,
            "PUT with no member",
            "PUT Groups/{engineering}",
            """{"displayName":"Engineering","members":null}""",
            200,
            """PUT groups/{engineering} {"displayName":"Engineering","members":[]}"""),
        new(
            BudgetRow.PutGroup,
            "PUT without members, a rename",
            "PUT Groups/{engineering}",
            """{"displayName":"Research"}""",
            200,
            """PATCH groups/{engineering} {"displayName":"Research"}""") { Says = "{carla}" },
        new(
            BudgetRow.PutGroup,
            "PUT with an inactive member",
            "PUT Groups/{engineering}",
            """{"displayName":"Engineering","members":[{"value":"{alba}"},{"value":"{fabio}"}]}""",
            400,
            """PUT groups/{engineering} {"displayName":"Engineering","members":[{"value":{alba}},{"value":{fabio}}]}""",
            Read) { Says = "{fabio}" },

        new(BudgetRow.Delete, "DELETE of a group", "DELETE Groups/{engineering}", null, 204, "DELETE groups/{engineering}"),
        new(BudgetRow.Delete, "DELETE of a group that is not there", "DELETE Groups/none", null, 404, "DELETE groups/none"),
    ];

    public static TheoryData<string> Rows => Cases(Table);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task AGroup_Costs_WhatTheBudgetSays(string row) => HoldAsync(Table, row);

    private static string Listed(string filter) => $"GET groups?startIndex=1&count=100&filter={filter}";

    private static string Whole(string name, params string[] people) =>
        $$"""PUT groups/{engineering} {"displayName":"{{name}}","members":[{{string.Join(',', people.Select(person => "{\"value\":{" + person + "}}"))}}]}""";

    private static Cost Patched(string name, string operations, params string[] calls) =>
        new(BudgetRow.PatchGroup, $"PATCH of {name}", "PATCH Groups/{engineering}", $$"""{"Operations":[{{operations}}]}""", 204, calls)
        {
            Earlier = [FormSeen],
        };

    private static Cost Replaced(string name, string operations, params string[] calls) =>
        new(BudgetRow.ReplaceMembers, $"PATCH to {name}", "PATCH Groups/{engineering}", $$"""{"Operations":[{{operations}}]}""", 204, calls);
}
