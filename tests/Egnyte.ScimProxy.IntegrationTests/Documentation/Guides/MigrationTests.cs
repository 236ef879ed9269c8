using System.Text.Json.Nodes;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Documentation.Guides;

/// <summary>
/// What deploy/okta.md promises of a migration: a new app takes over the accounts that another app has made. For each, Okta looks the user up,
/// reads it, and puts it back with its own values (scim-clients.md §3.3).
/// </summary>
public sealed class MigrationTests
{
    [Fact]
    public async Task NewApp_AssignsUsersWhoHaveAccounts_KeepsEachAccount()
    {
        await using var host = await GuideHost.StartAsync("okta", TimeProvider.System);
        var before = host.Simulator.Domain.AllUsers();
        var groups = Members(host);

        foreach (var account in before)
        {
            await AssignAsync(host.Proxy.Client, account);
        }

        // Assigning reactivates. Nothing else of an account changes.
        Assert.Equal(
            before.Select(account => Lasting(account) with { Active = true }),
            host.Simulator.Domain.AllUsers().Select(Lasting));
        Assert.Equal(groups, Members(host));
    }

    private static async Task AssignAsync(HttpClient okta, SimulatedUser account)
    {
        var found = await okta.GetScimAsync($"Users?filter=userName eq \"{account.UserName}\"&startIndex=1&count=100");
        var id = found.Json.GetProperty("Resources")[0].GetProperty("id").GetString()!;
        Assert.Equal($"{account.Id}", id);

        var user = JsonNode.Parse((await okta.GetScimAsync($"Users/{id}")).Text)!;
        user["externalId"] = $"00u{account.Id:D17}";
        user["name"] = new JsonObject { ["givenName"] = account.GivenName, ["familyName"] = account.FamilyName };
        user["emails"] = new JsonArray(new JsonObject { ["primary"] = true, ["value"] = account.Email });
        user["active"] = true;

        Assert.Equal(200, (await okta.SendScimAsync("PUT", $"Users/{id}", user.ToJsonString())).Status);
    }

    private static IReadOnlyList<(string Group, long Member)> Members(GuideHost host) =>
        [.. host.Simulator.Domain.AllGroups().SelectMany(group => group.MemberIds, (group, member) => (group.Id, member))];

    /// <summary>Without what Egnyte itself notes of an update: its time, and null as an empty text.</summary>
    private static SimulatedUser Lasting(SimulatedUser account) => account with
    {
        LastModificationDate = null,
        EmailChangePending = null,
        ExternalId = account.ExternalId ?? "",
        IdpUserId = account.IdpUserId ?? "",
    };
}
