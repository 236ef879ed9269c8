using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.CallBudget;

public sealed class CreateCostTests : CostTests
{
    private const string Jane = """
        {"userName":"Jane.Doe@example.com","externalId":"00u1a2b3c4d5e6f7g8h9","name":{"givenName":"Jane","familyName":"Doe"},
         "emails":[{"value":"jane.doe@example.com","primary":true,"type":"work"}],"active":true}
        """;

    private static readonly string LargeJane = $"{Jane[..^1]},\"nickName\":\"{new string('j', 17 * 1024)}\"}}";

    private const string SentForJane =
        """POST users {"userName":"jane.doe","externalId":"00u1a2b3c4d5e6f7g8h9","email":"jane.doe@example.com","name":{"givenName":"Jane","""
        + "\"familyName\":\"Doe\"},\"active\":true,\"sendInvite\":true,\"authType\":\"sso\",\"userType\":\"power\"}";

    private const string JaneLookedUp = "GET users?startIndex=1&count=2&filter=userName eq \"jane.doe\"";

    private const string EmailLookedUp = "GET users?startIndex=1&count=2&filter=email eq \"jane.doe@example.com\"";

    private const string ExternalIdLookedUp = "GET users?startIndex=1&count=2&filter=externalId eq \"00u1a2b3c4d5e6f7g8h9\"";

    private const string Engineering = """{"displayName":"Engineering","members":[{"value":"{alba}"},{"value":"{bruno}"},{"value":"{carla}"}]}""";

    private const string SentForEngineering = """POST groups {"displayName":"Engineering","members":[{"value":{alba}},{"value":{bruno}},{"value":{carla}}]}""";

    private const string EngineeringLookedUp = "GET groups?startIndex=1&count=2&filter=displayName eq \"Engineering\"";

    private static readonly SimulatedUser TheSameJane = new()
    {
        UserName = "jane.doe",
        Email = "jane.doe@example.com",
        GivenName = "Jane",
        FamilyName = "Doe",
        ExternalId = "00u1a2b3c4d5e6f7g8h9",
        AuthType = "sso",
    };

    internal static readonly Cost[] Table =
    [
        new(BudgetRow.Create, "a user", "POST Users", Jane, 201, SentForJane) { Says = "\"userName\":\"Jane.Doe@example.com\"" },
        new(
            BudgetRow.Create,
            "a group",
            "POST Groups",
            """{"displayName":"Legal","members":[{"value":"{alba}"}]}""",
            201,
            """POST groups {"displayName":"Legal","members":[{"value":{alba}}]}"""),
        new(
            BudgetRow.Create,
            "a group without members",
            "POST Groups",
            """{"displayName":"Legal"}""",
            201,
            """POST groups {"displayName":"Legal","members":[]}"""),
        new(
            BudgetRow.Create,
            "a group with an inactive member",
            "POST Groups",
            """{"displayName":"Legal","members":[{"value":"{fabio}"}]}""",
            400,
            """POST groups {"displayName":"Legal","members":[{"value":{fabio}}]}""") { Says = "{fabio}" },

        new(
            BudgetRow.LargeBody,
            "a user in a large body, by a token not seen before",
            "POST Users",
            LargeJane,
            201,
            "GET users?startIndex=1&count=1",
            SentForJane) { Token = SimulatedEgnyte.OtherToken },
        new(BudgetRow.LargeBody, "a user in a large body, by a token seen before", "POST Users", LargeJane, 201, SentForJane),

        Held("a name held by another user", 409, TheSameJane with { ExternalId = "hr-jane", Email = "other@example.com" }),
        Held("a name held by an inactive user", 409, TheSameJane with { ExternalId = "hr-jane", Active = false }) with
        {
            Says = "inactive: link or reactivate it",
        },
        Held("a name held by an account without externalId", 409, TheSameJane with { ExternalId = null }),
        Held("an e-mail address held by another user", 409, TheSameJane with { UserName = "jd", ExternalId = null }) with
        {
            Says = "The e-mail address \\\"jane.doe@example.com\\\" is held by the Egnyte account \\\"jd\\\"",
            Calls = [SentForJane, EmailLookedUp],
        },
        Held("an externalId held by another name", 409, TheSameJane with { UserName = "jd", Email = "jd@example.com", Active = false }) with
        {
            Says = "The externalId \\\"00u1a2b3c4d5e6f7g8h9\\\" is held by the Egnyte account \\\"jd\\\" (jd@example.com, id",
            Calls = [SentForJane, ExternalIdLookedUp],
        },
        Unsaid(
            "an e-mail address held, and Egnyte does not say which attribute clashed",
            TheSameJane with { UserName = "jd", ExternalId = null },
            EmailLookedUp) with { Says = "The e-mail address \\\"jane.doe@example.com\\\" is held by" },
        Unsaid(
            "an externalId held, and Egnyte does not say which attribute clashed",
            TheSameJane with { UserName = "jd", Email = "jd@example.com" },
            EmailLookedUp,
            ExternalIdLookedUp) with { Says = "The externalId \\\"00u1a2b3c4d5e6f7g8h9\\\" is held by" },
        Held("the same create sent again", 201, TheSameJane) with { Says = "\"userName\":\"Jane.Doe@example.com\"" },
        Held("the same create of some days ago", 409, TheSameJane with { CreatedDate = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero) }) with
        {
            Needs = "fields=all",
        },
        Held(
            "the same create sent again with another name",
            201,
            TheSameJane with { FamilyName = "Roe" },
            """PATCH users/{jane} {"name":{"familyName":"Doe"}}"""),
        Held(
            "the same create sent again for an account that is inactive",
            201,
            TheSameJane with { Active = false },
            """PATCH users/{jane} {"active":true}""") with { Says = "\"active\":true" },

        new(
            BudgetRow.CreateOfAGroupThatExists,
            "the same group sent again",
            "POST Groups",
            Engineering,
            201,
            SentForEngineering,
            EngineeringLookedUp,
            "GET groups/{engineering}") { Says = "{engineering}" },
        new(
            BudgetRow.CreateOfAGroupThatExists,
            "a group with other members",
            "POST Groups",
            """{"displayName":"Engineering","members":[{"value":"{alba}"}]}""",
            409,
            """POST groups {"displayName":"Engineering","members":[{"value":{alba}}]}""",
            EngineeringLookedUp,
            "GET groups/{engineering}"),
        new(
            BudgetRow.CreateOfAGroupThatExists,
            "a group without members that exists",
            "POST Groups",
            """{"displayName":"Engineering","members":[]}""",
            409,
            """POST groups {"displayName":"Engineering","members":[]}""",
            EngineeringLookedUp,
            "GET groups/{engineering}"),
        new(
            BudgetRow.CreateOfAGroupThatExists,
            "an empty group that exists",
            "POST Groups",
            """{"displayName":"Empty","members":[]}""",
            409,
            """POST groups {"displayName":"Empty","members":[]}""",
            "GET groups?startIndex=1&count=2&filter=displayName eq \"Empty\"",
            "GET groups/{empty}")
        {
            Given = egnyte => egnyte.Domain.AddGroup("Empty"),
        },
        new(
            BudgetRow.CreateOfAGroupThatExists,
            "a built-in group, which Egnyte's API does not show",
            "POST Groups",
            """{"displayName":"All Administrators"}""",
            409,
            """POST groups {"displayName":"All Administrators","members":[]}""",
            "GET groups?startIndex=1&count=2&filter=displayName eq \"All Administrators\"")
        {
            Says = "built-in",
        },
        new(
            BudgetRow.CreateOfAGroupThatExists,
            "a group whose name Egnyte can be asked for in part only",
            "POST Groups",
            """{"displayName":"The \"A\" team","members":[{"value":"{alba}"}]}""",
            409,
            """POST groups {"displayName":"The \u0022A\u0022 team","members":[{"value":{alba}}]}""",
            "GET groups?startIndex=1&count=100&filter=displayName co \"team\"",
            "GET groups/{the}")
        {
            Given = egnyte => egnyte.Domain.AddGroup("The \"A\" team"),
            Says = "\"scimType\":\"uniqueness\"",
        },
    ];

    public static TheoryData<string> Rows => Cases(Table);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task ACreate_Costs_WhatTheBudgetSays(string row) => HoldAsync(Table, row);

    private static Cost Unsaid(string name, SimulatedUser holder, params string[] more) => Held(name, 409, holder, more) with
    {
        Given = egnyte =>
        {
            egnyte.Domain.AddUser(holder);
            egnyte.Controls.FailNext(1, status: 409, body: """{"errorMessage":"Conflict"}""");
        },
    };

    private static Cost Held(string name, int status, SimulatedUser holder, params string[] more) =>
        new(BudgetRow.CreateOfAUserThatExists, name, "POST Users", Jane, status, [SentForJane, JaneLookedUp, .. more])
        {
            Given = egnyte => egnyte.Domain.AddUser(holder),
        };
}
