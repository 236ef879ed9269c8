namespace Egnyte.ScimProxy.IntegrationTests.CallBudget;

/// <summary>A user is always deactivated: the other changes in the request cost one call at most.</summary>
public sealed class DeactivationCostTests : CostTests
{
    private const string Alone = """PATCH users/{bruno} {"active":false}""";

    internal static readonly Cost[] Table =
    [
        Patched("a rename", """{"op":"replace","path":"userName","value":"bram"},{"op":"replace","path":"active","value":false}""", "GET users/{bruno}", Alone),
        Patched("a bad value", """{"op":"replace","value":{"userType":"Boss","active":false}}""", Alone),
        Patched("an unknown operation", """{"op":"merge","path":"title","value":"x"},{"op":"replace","path":"active","value":"False"}""", Alone),
        Patched("an operation on what is read only", """{"op":"replace","path":"id","value":"7"},{"op":"replace","path":"active","value":false}""", Alone),
        Patched("a value that cannot be cleared", """{"op":"remove","path":"name.givenName"},{"op":"replace","path":"active","value":false}""", Alone),
        Patched(
            "an e-mail address that Egnyte refuses as taken",
            """{"op":"replace","value":{"active":false,"emails":[{"value":"alba.acorn@example.com"}]}}""",
            """PATCH users/{bruno} {"email":"alba.acorn@example.com","active":false}""",
            Alone),
        Patched(
            "a user type that Egnyte refuses beside sso",
            """{"op":"replace","value":{"active":false,"userType":"standard"}}""",
            """PATCH users/{bruno} {"active":false,"userType":"standard"}""",
            Alone),

        Put("a rename", """ "userName":"bram",""", "GET users/{bruno}", Alone),
        Put("a bad value", """ "userType":"Boss",""", "GET users/{bruno}", Alone),
        Put(
            "an e-mail address that Egnyte refuses as taken",
            """ "emails":[{"value":"alba.acorn@example.com"}],""",
            """PATCH users/{bruno} {"email":"alba.acorn@example.com","active":false}""",
            Alone),
        new(
            BudgetRow.DeactivationAlone,
            "PUT of a rename of a user that was not read",
            "PUT Users/{bruno}",
            """{"userName":"bram","active":false}""",
            200,
            "GET users/{bruno}",
            Alone) { Says = "\"active\":false" },
        new(
            BudgetRow.DeactivationAlone,
            "PUT that Egnyte refuses of a user that was not read",
            "PUT Users/{bruno}",
            """{"active":false,"userType":"standard"}""",
            200,
            "GET users/{bruno}",
            """PATCH users/{bruno} {"active":false,"userType":"standard"}""",
            Alone) { Says = "\"active\":false" },

        // There is nothing to leave out: what Egnyte refused is not sent a second time.
        new(
            BudgetRow.DeactivationAlone,
            "PATCH of a deactivation alone that Egnyte refuses",
            "PATCH Users/{bruno}",
            """{"Operations":[{"op":"replace","value":{"active":false}}]}""",
            400,
            Alone) { Given = egnyte => egnyte.Controls.FailNext(1, 400) },
    ];

    public static TheoryData<string> Rows => Cases(Table);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task ADeactivation_HappensWhateverElseIsAsked_ForOneMoreCall(string row) => HoldAsync(Table, row);

    private static Cost Patched(string name, string operations, params string[] calls) =>
        new(BudgetRow.DeactivationAlone, $"PATCH beside {name}", "PATCH Users/{bruno}", $$"""{"Operations":[{{operations}}]}""", 200, calls)
        {
            Says = "\"active\":false",
        };

    private static Cost Put(string name, string attributes, params string[] calls) =>
        new(BudgetRow.DeactivationAlone, $"PUT beside {name}", "PUT Users/{bruno}", $$"""{{{attributes}}"active":false}""", 200, calls)
        {
            Earlier = ["GET Users/{bruno}"],
            Says = "\"active\":false",
        };
}
