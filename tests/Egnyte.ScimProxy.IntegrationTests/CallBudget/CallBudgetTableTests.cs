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
        BudgetRow.UsersByFilter => "GET /Users with a filter; none where nobody can match",
        BudgetRow.UsersPage => "GET /Users, a page: one up to 100 people, two up to 200",
        BudgetRow.GroupsByName => "GET /Groups by name: one, and one per group found unless members are excluded",
        BudgetRow.GroupsPage => "GET /Groups, a page: one per 100, and one per group on it unless members are excluded",
        BudgetRow.Create => "POST of a user or group",
        BudgetRow.CreateOfAUserThatExists => "POST of a user that exists: whose is it? One more where our own unanswered create is completed; up to two more where Egnyte does not say which attribute clashed",
        BudgetRow.CreateOfAGroupThatExists => "POST of a group that exists",
        BudgetRow.PatchUser => "PATCH of a user; two where the present value matters, or another user holds the address",
        BudgetRow.PatchUserToNothing => "PATCH of a user that maps to nothing (password, title)",
        BudgetRow.PutUser => "PUT of a user: one where the same token has just read them, as Okta does; one more where another user holds the address",
        BudgetRow.DeactivationAlone => "PUT or PATCH whose deactivation must go alone",
        BudgetRow.AnswerWithOtherValues => "a write whose answer shows other values than were sent: one more",
        BudgetRow.AnswerWithoutResource => "a PATCH or PUT whose 2xx does not show the resource: one more, which reads it",
        BudgetRow.Delete => "DELETE of a user or group",
        BudgetRow.PatchGroup => "PATCH of a group: one; one more until it is known that Egnyte keeps unnamed members, two under `GroupPatchForm` `put`, two more while a refused change is sorted out; a repair adds two a round",
        BudgetRow.ReplaceMembers => "PATCH of a group that replaces its members: one where the name is in the request",
        BudgetRow.PutGroup => "PUT of a group",
        BudgetRow.ForeignNotFound => "a 404 that is not in Egnyte's own form: one row of the same collection more",
        BudgetRow.LargeBody => "a body above 16 KiB of a token that Egnyte has not accepted since the start: one more, which verifies it",
        _ => "discovery, an unsupported filter, an invalid body, an impossible id or name",
    };
}
