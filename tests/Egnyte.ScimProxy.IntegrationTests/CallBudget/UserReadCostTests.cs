namespace Egnyte.ScimProxy.IntegrationTests.CallBudget;

public sealed class UserReadCostTests : CostTests
{
    private const string Alba = "\"id\":\"{alba}\"";
    private const string One = "\"totalResults\":1";
    private const string AskedByEmail = "GET users?startIndex=1&count=100&filter=email eq \"alba.acorn@example.com\"";

    internal static readonly Cost[] Table =
    [
        new(BudgetRow.GetOne, "one user", "GET Users/{alba}", null, 200, "GET users/{alba}") { Says = Alba },
        new(BudgetRow.GetOne, "one user that is not there", "GET Users/1", null, 404, "GET users/1"),

        Found("userName", "userName eq \"alba.acorn\"", "GET users?startIndex=1&count=100&filter=userName eq \"alba.acorn\""),
        Found("userName in upper case", "userName eq \"ALBA.ACORN\"", "GET users?startIndex=1&count=100&filter=userName eq \"alba.acorn\""),
        Found("userName in e-mail form", "userName eq \"alba.acorn@example.com\"", "GET users?startIndex=1&count=100&filter=userName eq \"alba.acorn\""),
        new(
            BudgetRow.UsersByFilter,
            "userName with another's e-mail",
            "GET Users?filter=userName eq \"alba.acorn@example.org\"",
            null,
            200,
            "GET users?startIndex=1&count=100&filter=userName eq \"alba.acorn\"")
        {
            Says = "\"totalResults\":0",
        },
        Found(
            "userName with the URN of the core schema",
            "urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"alba.acorn\"",
            "GET users?startIndex=1&count=100&filter=userName eq \"alba.acorn\""),
        Found("externalId", "externalId eq \"hr-alba.acorn\"", "GET users?startIndex=1&count=100&filter=externalId eq \"hr-alba.acorn\""),
        Found("id", "id eq \"{alba}\"", "GET users/{alba}"),
        Found("email", "email eq \"alba.acorn@example.com\"", AskedByEmail),
        Found("emails", "emails eq \"alba.acorn@example.com\"", AskedByEmail),
        Found("emails.value", "emails.value eq \"alba.acorn@example.com\"", AskedByEmail),
        Found("emails[value]", "emails[value eq \"alba.acorn@example.com\"]", AskedByEmail),
        Found("emails[type work].value", "emails[type eq \"work\"].value eq \"alba.acorn@example.com\"", AskedByEmail),
        Found(
            "a name and a condition that Egnyte cannot be asked",
            "active eq true and userName eq \"alba.acorn\"",
            "GET users?startIndex=1&count=100&filter=userName eq \"alba.acorn\""),
        Found("an id and a condition that Egnyte cannot be asked", "id eq \"{alba}\" and name.familyName sw \"a\"", "GET users/{alba}"),
        new(BudgetRow.UsersByFilter, "an id that no user has", "GET Users?filter=id eq \"1\"", null, 200, "GET users/1") { Says = "\"totalResults\":0" },

        Page("the default page", "Users", 100, "GET users?startIndex=1&count=100"),
        Page("a page of 100", "Users?startIndex=1&count=100", 100, "GET users?startIndex=1&count=100"),
        Page("a page of 100 in the middle", "Users?startIndex=57&count=100", 100, "GET users?startIndex=57&count=100"),
        Page("a page of 101", "Users?startIndex=1&count=101", 101, "GET users?startIndex=1&count=100", "GET users?startIndex=101&count=1"),
        Page("a page of 200", "Users?startIndex=1&count=200", 200, "GET users?startIndex=1&count=100", "GET users?startIndex=101&count=100"),
        Page("a page of 150 in the middle", "Users?startIndex=51&count=150", 150, "GET users?startIndex=51&count=100", "GET users?startIndex=151&count=50"),
        Page("a page of more than 200", "Users?startIndex=1&count=1000", 200, "GET users?startIndex=1&count=100", "GET users?startIndex=101&count=100"),
        Page("a page of 200 of which 58 are left", "Users?startIndex=201&count=200", 58, "GET users?startIndex=201&count=100"),
        Page("a page beyond the end", "Users?startIndex=1000&count=100", 0, "GET users?startIndex=1000&count=100"),
        Page("a page of none", "Users?count=0", 0, "GET users?startIndex=1&count=1"),
    ];

    public static TheoryData<string> Rows => Cases(Table);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task ReadingUsers_Costs_WhatTheBudgetSays(string row) => HoldAsync(Table, row);

    private static Cost Found(string name, string filter, string call) =>
        new(BudgetRow.UsersByFilter, name, $"GET Users?filter={filter}", null, 200, call) { Says = One };

    private static Cost Page(string name, string path, int rows, params string[] calls) =>
        new(BudgetRow.UsersPage, name, $"GET {path}", null, 200, calls)
        {
            Given = egnyte => egnyte.Domain.SeedUsers(250),
            Says = $"\"totalResults\":258,\"startIndex\":{StartOf(path)},\"itemsPerPage\":{rows},",
        };

    private static string StartOf(string path) =>
        path.Split("startIndex=") is [_, var rest] ? rest.Split('&')[0] : "1";
}
