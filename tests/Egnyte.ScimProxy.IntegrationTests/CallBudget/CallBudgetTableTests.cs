using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.IntegrationTests.CallBudget;

public sealed class CallBudgetTableTests
{
    /// <summary>The words are written here; the numbers are counted from the cases, each of which has a test.</summary>
    [Fact]
    public void CallBudgetTable_IsWhatTheCasesCost()
    {
        var cases = CoverageTests.AllTables.SelectMany(table => table).ToLookup(cost => cost.Row);

        var table = Pages.Table(["SCIM call", "Egnyte calls", "Cases held"], Enum.GetValues<BudgetRow>().Select(row => new[]
        {
            Words(row),
            string.Join(", ", cases[row].Select(cost => cost.Calls.Length).Distinct().Order()),
            $"{cases[row].Count()}",
        }));

        Pages.AssertBlock(Pages.RateLimits, "budget", table);
    }

    private static string Words(BudgetRow row) => row switch
    {
        BudgetRow.GetOne => "GET of one user or group",
        BudgetRow.UsersByFilter => "GET /Users with a filter; none if no user can match",
        BudgetRow.UsersPage => "GET /Users, a page: one up to 100 users, two up to 200",
        BudgetRow.GroupsByName => "GET /Groups by name: one, and one per group found unless members are excluded",
        BudgetRow.GroupsPage => "GET /Groups, a page: one per 100, and one per group on it unless members are excluded",
        BudgetRow.Create => "POST of a user or group",
        BudgetRow.CreateOfAUserThatExists =>
            "POST of a user that exists, with look-ups; one more to complete a reconciled create; up to two more if Egnyte does not name "
            + "the attribute that clashed",
        BudgetRow.CreateOfAGroupThatExists => "POST of a group that exists",
        BudgetRow.PatchUser => "PATCH of a user; two if the present value matters, or another user holds the address",
        BudgetRow.PatchUserToNothing => "PATCH of a user that maps to nothing (password, title)",
        BudgetRow.PutUser => "PUT of a user: one if the same token has just read the user, as Okta does; one more if another user holds the address",
        BudgetRow.DeactivationAlone => "PUT or PATCH whose deactivation is sent alone",
        BudgetRow.AnswerWithOtherValues => "a write whose response shows other values than were sent: one more",
        BudgetRow.AnswerWithoutResource => "a PATCH or PUT whose 2xx does not show the resource: one more, which reads it",
        BudgetRow.Delete => "DELETE of a user or group",
        BudgetRow.PatchGroup =>
            "PATCH of a group: one; one more until it is known that Egnyte keeps unnamed members, two under `GroupPatchForm` `put`, two "
            + "more to find the cause of a refusal; a repair adds two each time",
        BudgetRow.ReplaceMembers => "PATCH of a group that replaces its members: one if the name is in the request",
        BudgetRow.PutGroup => "PUT of a group",
        BudgetRow.ForeignNotFound => "a 404 that is not in Egnyte's own form: one row of the same collection more",
        BudgetRow.LargeBody => "a body above 16 KiB of a token that Egnyte has not accepted since the start: one more, which verifies it",
        _ => "discovery, an unsupported filter, an invalid body, an impossible id or name",
    };
}
