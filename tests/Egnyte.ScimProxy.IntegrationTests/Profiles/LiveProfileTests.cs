using static Egnyte.ScimProxy.IntegrationTests.Profiles.ProfileFiles;

namespace Egnyte.ScimProxy.IntegrationTests.Profiles;

/// <summary>Profiles change while people are provisioned: every request has one of them, whole.</summary>
public sealed class LiveProfileTests
{
    private const int Clients = 10;
    private const int LeastUsersOfEach = 40;
    private const int LeastChanges = 21;

    private int _changes;

    [Fact]
    public async Task Changes_WhileRequestsAreInFlight_FailNone_AndMixNothing()
    {
        using var files = new ProfileFiles(("acme", Standard));
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: files.Settings);
        egnyte.Simulator.Controls.Latency = TimeSpan.FromMilliseconds(20);

        var pushes = Enumerable.Range(0, Clients).Select(client => PushAsync(egnyte.Client, client)).ToList();
        var all = Task.WhenAll(pushes);
        await Task.Run(() => ChangeUntil(all, files, egnyte.Proxy), TestContext.Current.CancellationToken);
        var kinds = (await all).SelectMany(kind => kind).ToList();

        Assert.True(kinds.Count >= Clients * LeastUsersOfEach, $"{kinds.Count} users");
        Assert.Equal([("power", "sso", false), ("standard", "egnyte", true)], kinds.Distinct().Order());
        Assert.Equal(
            kinds.Select(kind => (kind.UserType, kind.AuthType)).Order(),
            egnyte.Simulator.Domain.AllUsers()
                .Where(user => user.UserName.StartsWith("pushed.", StringComparison.Ordinal))
                .Select(user => ((string?)user.UserType, (string?)user.AuthType))
                .Order());
        Assert.True(_changes >= LeastChanges, $"{_changes} changes");
        Assert.Equal(_changes, egnyte.Proxy.Logs.Lines.Count(line => line.EventId == 1402));
        Assert.Equal(_changes, egnyte.Proxy.Logs.Lines.Count(line => line.EventId == 1403));
    }

    [Fact]
    public async Task ARequest_ThatBeganBeforeAChange_EndsAsItBegan()
    {
        using var files = new ProfileFiles(("acme", """{"extends":"okta"}"""));
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: files.Settings);
        var person = egnyte.Simulator.Domain.AllUsers()[0];
        egnyte.Simulator.Calls.Recorded += _ =>
        {
            // Egnyte was asked and has not answered yet.
            files.Replace("acme", """{"extends":"okta","users":[{"scim":"displayName","remove":true}]}""");
            Look(egnyte.Proxy);
        };

        var begunBefore = await egnyte.Client.GetScimAsync($"Users/{person.Id}");
        var begunAfter = await egnyte.Client.GetScimAsync($"Users/{person.Id}");

        Assert.Equal($"{person.GivenName} {person.FamilyName}", begunBefore.Json.GetProperty("displayName").GetString());
        Assert.False(begunAfter.Json.TryGetProperty("displayName", out _));
    }

    /// <summary>
    /// What users become, and whether the response is of the same profile: only one of the two shows a displayName. A client goes on until
    /// there were enough changes, however slow the machine is.
    /// </summary>
    private async Task<List<(string? UserType, string? AuthType, bool ShowsDisplayName)>> PushAsync(HttpClient http, int client)
    {
        var kinds = new List<(string?, string?, bool)>();
        for (var person = 0; person < LeastUsersOfEach || Volatile.Read(ref _changes) < LeastChanges; person++)
        {
            var created = (await CreateAsync(http, $"pushed.{client}.{person}")).Json;
            kinds.Add(
                (created.GetProperty("userType").GetString(),
                 created.GetProperty(Extension).GetProperty("authType").GetString(),
                 created.TryGetProperty("displayName", out _)));
        }

        return kinds;
    }

    /// <summary>To and fro between two good profiles, with a bad one between them.</summary>
    private void ChangeUntil(Task pushed, ProfileFiles files, ScimProxyApplication proxy)
    {
        while (!pushed.IsCompleted)
        {
            files.Replace("acme", Broken);
            Look(proxy);
            files.Replace("acme", _changes % 2 == 0 ? Power : Standard);
            Look(proxy);
            Interlocked.Increment(ref _changes);
        }
    }
}
