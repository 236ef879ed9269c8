using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>Every SCIM operation that asks Egnyte (behaviour.md §4).</summary>
internal static class KnownOperations
{
    private const string Jane = """
        {"userName":"jane.doe@example.com","externalId":"00u1a2b3c4d5e6f7g8h9","name":{"givenName":"Jane","familyName":"Doe"},
         "emails":[{"value":"jane.doe@example.com","primary":true,"type":"work"}],"active":true}
        """;

    private const string JaneWithoutExternalId = """
        {"userName":"jane.doe@example.com","name":{"givenName":"Jane","familyName":"Doe"},
         "emails":[{"value":"jane.doe@example.com","primary":true,"type":"work"}],"active":true}
        """;

    private const string BrunoRenamed = """
        {"userName":"bruno.birch","externalId":"hr-bruno.birch","name":{"givenName":"Bruno","familyName":"Beech"},
         "emails":[{"value":"bruno.birch@example.com","primary":true,"type":"work"}],"active":true}
        """;

    private const string PatchOfBruno = """
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
         "Operations":[
           {"method":"PATCH","path":"/Users/{bruno}","data":{"Operations":[{"op":"replace","path":"name.familyName","value":"Beech"}]}}]}
        """;

    private const string CreateOfJane = $$"""
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
         "Operations":[{"method":"POST","path":"/Users","bulkId":"jane","data":{{Jane}}}]}
        """;

    private const string AlbaRenamed = """
        {"userName":"alba.acorn","externalId":"hr-alba.acorn","name":{"givenName":"Alba","familyName":"Beech"},
         "emails":[{"value":"alba.acorn@example.com","primary":true,"type":"work"}],"active":true}
        """;

    private const string ChangeOfMe = """{"Operations":[{"op":"replace","path":"name.familyName","value":"Beech"}]}""";

    private const string Legal = """{"displayName":"Legal","members":[{"value":"{alba}"},{"value":"{edda}"}]}""";

    private const string BrunoLeaves = """
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"active":false}}]}
        """;

    private const string Joins = """
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","path":"members","value":[{"value":"{edda}"}]}]}
        """;

    private const string Leaves = """
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"remove","path":"members[value eq \"{carla}\"]"}]}
        """;

    private const string Renamed = """
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"displayName":"Platform"}}]}
        """;

    private const string Replaced = """
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
         "Operations":[{"op":"replace","path":"members","value":[{"value":"{alba}"},{"value":"{edda}"}]}]}
        """;

    /// <summary>A PUT skips its read only if the user is cached, so these operations are left out when caches are off.</summary>
    public static readonly ScimOperation[] All = [.. Listed.Where(operation => operation.ReadBefore is null || !Caches.AreOff)];

    private static ScimOperation[] Listed =>
    [
        new("GET user", "GET Users/{bruno}", null, 200, CallKind.ReadOne),
        new("GET users by filter", "GET Users?filter=userName eq \"bruno.birch\"", null, 200, CallKind.ReadList),
        new("GET users by externalId", "GET Users?filter=externalId eq \"hr-bruno.birch\"", null, 200, CallKind.ReadList),
        new("GET users by e-mail", "GET Users?filter=emails[type eq \"work\"].value eq \"bruno.birch@example.com\"", null, 200, CallKind.ReadList),
        new("GET users by cursor", "GET Users?cursor&count=2", null, 200, CallKind.ReadList) { Setting = "CursorPaging=true" },
        new(
            "POST .search of users",
            "POST Users/.search",
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName eq \"bruno.birch\""}""",
            200,
            CallKind.ReadList),
        new("GET users by what Egnyte does not filter", "GET Users?filter=name.familyName eq \"Birch\"", null, 200, CallKind.ReadList)
        {
            Setting = "MaxScanCalls=5",
        },
        new(
            "POST .search of both",
            "POST .search",
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"id eq \"{bruno}\"","count":5}""",
            200,
            CallKind.ReadById,
            CallKind.ReadById),
        new("GET users, a page", "GET Users?count=100", null, 200, CallKind.ReadList),
        new("GET users, 200", "GET Users?count=200", null, 200, CallKind.ReadList, CallKind.ReadList) { Given = domain => domain.SeedUsers(100) },
        new("POST user", "POST Users", Jane, 201, CallKind.Create),
        new("POST user without externalId", "POST Users", JaneWithoutExternalId, 201, CallKind.Create) { HasProof = false, StatusOnceDone = 409 },
        new("POST user, name taken", "POST Users", Jane, 409, CallKind.Create, CallKind.ReadList)
        {
            IsThereBefore = true,
            ScimType = "uniqueness",
            Given = domain => domain.AddUser(JaneAs("00u9z9z9z9z9z9z9z9z9")),
        },
        new("POST user, made before", "POST Users", Jane, 201, CallKind.Create, CallKind.ReadList)
        {
            IsThereBefore = true,
            Given = domain => domain.AddUser(JaneAs("00u1a2b3c4d5e6f7g8h9")),
        },
        new("POST user, in bulk", "POST Bulk", CreateOfJane, 201, CallKind.Create),
        new("PUT user", "PUT Users/{bruno}", BrunoRenamed, 200, CallKind.ReadOne, CallKind.Update),
        new("PUT user, just read", "PUT Users/{bruno}", BrunoRenamed, 200, CallKind.Update) { ReadBefore = "Users/{bruno}" },
        new("PATCH user", "PATCH Users/{bruno}", """{"Operations":[{"op":"replace","path":"name.familyName","value":"Beech"}]}""", 200, CallKind.Update),
        new("PATCH user, in bulk", "POST Bulk", PatchOfBruno, 200, CallKind.Update),
        new(
            "PATCH user, nothing that Egnyte has",
            "PATCH Users/{bruno}",
            """{"Operations":[{"op":"replace","path":"title","value":"Analyst"}]}""",
            200,
            CallKind.ReadOne),
        new(
            "PATCH user, e-mail",
            "PATCH Users/{bruno}",
            """{"Operations":[{"op":"replace","path":"emails[type eq \"work\"].value","value":"bruno@example.com"}]}""",
            200,
            CallKind.ReadOne,
            CallKind.Update) { Setting = "DefaultUserMapping=email" },
        new(
            "PATCH user with invitation",
            "PATCH Users/{bruno}",
            """
            {"Operations":[
               {"op":"replace",
                "value":{"name.familyName":"Beech","urn:ietf:params:scim:schemas:extension:egnyte:2.0:User":{"sendInvite":true}}}]}
            """,
            200,
            CallKind.Invite),
        new("deactivate user", "PATCH Users/{bruno}", BrunoLeaves, 200, CallKind.Update),
        new(
            "deactivate user, PUT",
            "PUT Users/{bruno}",
            BrunoRenamed.Replace("true}", "false}", StringComparison.Ordinal),
            200,
            CallKind.ReadOne,
            CallKind.Update) { LeavesTheRest = true },
        new("DELETE user, deactivates", "DELETE Users/{bruno}", null, 204, CallKind.Update),
        new("DELETE user", "DELETE Users/{bruno}", null, 204, CallKind.Delete) { Setting = "DeletePolicy=delete", StatusOnceDone = 404 },
        new("GET /Me", "GET Me", null, 200, CallKind.ReadList, CallKind.ReadOne),
        new("PUT /Me", "PUT Me", AlbaRenamed, 200, CallKind.ReadList, CallKind.ReadOne, CallKind.Update),
        new("PATCH /Me", "PATCH Me", ChangeOfMe, 200, CallKind.ReadList, CallKind.Update),
        new("GET group", "GET Groups/{engineering}", null, 200, CallKind.ReadOne),
        new("GET groups", "GET Groups?excludedAttributes=members", null, 200, CallKind.ReadList),
        new("GET groups with members", "GET Groups", null, 200, CallKind.ReadList, CallKind.ReadRow, CallKind.ReadRow, CallKind.ReadRow),
        new("GET groups by filter", "GET Groups?filter=displayName eq \"Engineering\"&excludedAttributes=members", null, 200, CallKind.ReadList),
        new("GET groups by the beginning of their name", "GET Groups?filter=displayName sw \"Eng\"&excludedAttributes=members", null, 200, CallKind.ReadList),
        new("GET groups by filter with members", "GET Groups?filter=displayName eq \"Engineering\"", null, 200, CallKind.ReadList, CallKind.ReadRow),
        new("POST group", "POST Groups", Legal, 201, CallKind.Create) { AddsMembers = true },
        new("POST group, name taken", "POST Groups", Legal, 409, CallKind.Create, CallKind.ReadList, CallKind.ReadRow)
        {
            IsThereBefore = true,
            AddsMembers = true,
            ScimType = "uniqueness",
            Given = domain => domain.AddGroup("Legal", MembersOf(domain, "carla.cedar")),
        },
        new("POST group, made before", "POST Groups", Legal, 201, CallKind.Create, CallKind.ReadList, CallKind.ReadRow)
        {
            IsThereBefore = true,
            AddsMembers = true,
            Given = domain => domain.AddGroup("Legal", MembersOf(domain, "alba.acorn", "edda.elder")),
        },
        new("POST group without members", "POST Groups", """{"displayName":"Legal"}""", 201, CallKind.Create) { StatusOnceDone = 409 },
        new("PUT group", "PUT Groups/{engineering}", """{"displayName":"Platform","members":[{"value":"{alba}"},{"value":"{edda}"}]}""", 200, CallKind.Update)
        {
            AddsMembers = true,
        },
        new("PUT group, rename", "PUT Groups/{engineering}", """{"displayName":"Platform"}""", 200, CallKind.Update) { TriesTheWhole = true },
        new("PATCH group, add", "PATCH Groups/{engineering}", Joins, 204, CallKind.ReadOne, CallKind.Update)
        {
            TriesTheWhole = true,
            AddsMembers = true,
            IsLookedAtAfter = true,
        },
        new("PATCH group, add, form known", "PATCH Groups/{engineering}", Joins, 204, CallKind.Update) { Setting = "GroupPatchForm=delta", AddsMembers = true },
        new("PATCH group, remove", "PATCH Groups/{engineering}", Leaves, 204, CallKind.ReadOne, CallKind.Update)
        {
            TriesTheWhole = true,
            IsLookedAtAfter = true,
        },
        new("PATCH group, remove, form known", "PATCH Groups/{engineering}", Leaves, 204, CallKind.Update) { Setting = "GroupPatchForm=delta" },
        new("PATCH group, rename", "PATCH Groups/{engineering}", Renamed, 204, CallKind.ReadOne, CallKind.Update)
        {
            TriesTheWhole = true,
            IsLookedAtAfter = true,
        },
        new("PATCH group, replace members", "PATCH Groups/{engineering}", Replaced, 204, CallKind.ReadOne, CallKind.Update) { AddsMembers = true },
        new(
            "PATCH group, replace members, name given",
            "PATCH Groups/{engineering}",
            Replaced.Replace("[{\"op\"", "[{\"op\":\"replace\",\"value\":{\"displayName\":\"Engineering\"}},{\"op\"", StringComparison.Ordinal),
            204,
            CallKind.Update) { AddsMembers = true },
        new("PATCH group, add, by PUT", "PATCH Groups/{engineering}", Joins, 204, CallKind.ReadOne, CallKind.Update)
        {
            Setting = "GroupPatchForm=put",
            AddsMembers = true,
        },
        new("DELETE group", "DELETE Groups/{engineering}", null, 204, CallKind.Delete) { StatusOnceDone = 404 },
    ];

    private static SimulatedUser JaneAs(string externalId) => new()
    {
        UserName = "jane.doe",
        Email = "jane.doe@example.com",
        GivenName = "Jane",
        FamilyName = "Doe",
        ExternalId = externalId,
        AuthType = "sso",
    };

    private static IEnumerable<long> MembersOf(SimulatedDomain domain, params string[] userNames) =>
        userNames.Select(userName => domain.FindUser(userName)!.Id);
}
