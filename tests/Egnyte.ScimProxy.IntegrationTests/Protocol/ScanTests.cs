using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>Filters that Egnyte cannot answer, where the tenant allows a scan: complete within the calls, or an error.</summary>
public sealed class ScanTests : IAsyncLifetime
{
    private SimulatedEgnyte _egnyte = null!;

    public async ValueTask InitializeAsync()
    {
        _egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false, new KeyValuePair<string, string?>("ScimProxy:Tenants:default:MaxScanCalls", "6"));
        foreach (var name in new[] { "alba", "bruno", "cleo", "dora" })
        {
            _egnyte.Simulator.Domain.AddUser(new SimulatedUser { UserName = name, Email = $"{name}@example.com", GivenName = name, FamilyName = "Family" });
        }

        _egnyte.Simulator.Domain.AddGroup("Sales", []);
        _egnyte.Simulator.Calls.Clear();
    }

    public ValueTask DisposeAsync() => _egnyte.DisposeAsync();

    [Theory]
    [InlineData("userName eq \"alba\" or userName eq \"CLEO@example.com\"", "alba,cleo")]
    [InlineData("not (userName eq \"alba\" or userName eq \"dora@elsewhere.test\")", "bruno,cleo,dora")]
    [InlineData("userName ne \"bruno@example.com\"", "alba,cleo,dora")]
    [InlineData("userName ne \"nobody\" and not (userName sw \"a\")", "bruno,cleo,dora")]
    public async Task UserName_UnderOrNotAndNe_IsAScanOfOneCall(string filter, string found)
    {
        var answer = await FindAsync("Users", filter);

        Assert.Equal(found.Split(','), ScimShape.AssertList(answer, found.Split(',').Length, 1).Select(user => user.GetProperty("userName").GetString()));
        Assert.Equal(1, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData("meta.created gt \"2000-01-01T00:00:00Z\"", true)]
    [InlineData("meta.lastModified ge \"2000-01-01T00:00:00+01:00\"", true)]
    [InlineData("meta.created lt \"2000-01-01T00:00:00Z\"", false)]
    [InlineData("not (meta.lastModified gt \"2000-01-01T00:00:00Z\")", false)]
    public async Task Dates_InAFilter_AreAScan(string filter, bool matches)
    {
        var answer = await FindAsync("Users", filter);

        Assert.InRange(_egnyte.Simulator.Calls.Count, 1, 6);
        if (_egnyte.Simulator.Controls.Dialect.FewerFields)
        {
            // Not even a user read alone tells its dates: no list can be made of that.
            ScimShape.AssertError(answer, 400, "invalidFilter");
            return;
        }

        ScimShape.AssertList(answer, matches ? 4 : 0, 1);
    }

    [Fact]
    public async Task Dates_OfMoreUsersThanCallsAllow_AreAnErrorAndNoShortList()
    {
        for (var number = 0; number < 10; number++)
        {
            _egnyte.Simulator.Domain.AddUser(
                new SimulatedUser { UserName = $"u{number}", Email = $"u{number}@example.com", GivenName = "Given", FamilyName = "Family" });
        }

        var answer = await FindAsync("Users", "meta.created gt \"2000-01-01T00:00:00Z\"");

        // The list's rows hold the dates, or each user is a call, which is more than is allowed.
        if (answer.Status != 200)
        {
            ScimShape.AssertError(answer, 400, "tooMany");
        }
        else
        {
            ScimShape.AssertList(answer, 14, 1);
        }

        Assert.Equal(1, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData("Groups", "meta.created gt \"2000-01-01T00:00:00Z\"")]
    [InlineData("Groups", "meta.lastModified pr")]
    public async Task Dates_OfGroups_WhichEgnyteDoesNotTell_AreInvalidAndNoEmptyList(string endpoint, string filter) =>
        ScimShape.AssertError(await FindAsync(endpoint, filter), 400, "invalidFilter");

    private Task<ScimAnswer> FindAsync(string endpoint, string filter) => _egnyte.Client.GetScimAsync($"{endpoint}?filter={Uri.EscapeDataString(filter)}");
}
