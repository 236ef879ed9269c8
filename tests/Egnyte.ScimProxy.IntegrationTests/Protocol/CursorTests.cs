using System.Text.Json;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>Paging by cursor (RFC 9865) beside paging by index: each resource once, at any replica, and an error where a list has changed.</summary>
public sealed class CursorTests : IAsyncLifetime
{
    private static readonly KeyValuePair<string, string?> Switched = new("ScimProxy:Tenants:default:CursorPaging", "true");

    private SimulatedEgnyte _egnyte = null!;

    public async ValueTask InitializeAsync()
    {
        _egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false, Switched);
        for (var number = 1; number <= 25; number++)
        {
            _egnyte.Simulator.Domain.AddUser(
                new SimulatedUser { UserName = $"u{number}", Email = $"u{number}@example.com", GivenName = "Given", FamilyName = "Family" });
        }
    }

    public ValueTask DisposeAsync() => _egnyte.DisposeAsync();

    [Theory]
    [InlineData(1, 25)]
    [InlineData(7, 4)]
    [InlineData(25, 1)]
    [InlineData(200, 1)]
    public async Task Walk_ByCursor_MeetsEachUserOnce(int count, int pages)
    {
        var met = new List<string>();
        var cursor = "";
        var read = 0;
        while (cursor is not null)
        {
            var page = (await _egnyte.Client.GetScimAsync($"Users?cursor={cursor}&count={count}")).Json;

            read++;
            met.AddRange(page.GetProperty("Resources").EnumerateArray().Select(user => user.GetProperty("id").GetString()!));
            Assert.Equal(25, page.GetProperty("totalResults").GetInt32());
            Assert.False(page.TryGetProperty("startIndex", out _));
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
            Assert.Matches("^[A-Za-z0-9._~-]*$", cursor ?? "");
        }

        Assert.Equal(_egnyte.Simulator.Domain.AllUsers().Select(user => user.Id.ToString(null, null)), met);
        Assert.Equal(pages, read);
    }

    [Fact]
    public async Task Cursor_GivenOutByOneReplica_IsGoodAtAnother()
    {
        await using var other = await ScimProxyApplication.StartAsync(_egnyte.Simulator.Address, [.. SimulatedEgnyte.NeededBy("default"), Switched]);
        var first = (await _egnyte.Client.GetScimAsync("Users?cursor=&count=20")).Json;

        var second = await other.Client.SendScimAsync("POST", "Users/.search", $$"""{"cursor":"{{first.GetProperty("nextCursor")}}","count":20}""");

        Assert.Equal((5, false), (second.Json.GetProperty("itemsPerPage").GetInt32(), second.Json.TryGetProperty("nextCursor", out _)));
    }

    [Fact]
    public async Task Cursor_AfterAnEarlierUserWasDeleted_IsExpired()
    {
        var cursor = (await _egnyte.Client.GetScimAsync("Users?cursor=&count=10")).Json.GetProperty("nextCursor");
        await DeleteAsync(_egnyte.Simulator.Domain.AllUsers()[0].Id);

        ScimShape.AssertError(await _egnyte.Client.GetScimAsync($"Users?cursor={cursor}&count=10"), 400, "expiredCursor");
    }

    [Fact]
    public async Task Cursor_AfterOneCameAndOneWent_IsExpired()
    {
        var cursor = (await _egnyte.Client.GetScimAsync("Users?cursor=&count=10")).Json.GetProperty("nextCursor");
        await DeleteAsync(_egnyte.Simulator.Domain.AllUsers()[0].Id);
        _egnyte.Simulator.Domain.AddUser(
            new SimulatedUser { UserName = "newcomer", Email = "newcomer@example.com", GivenName = "Given", FamilyName = "Family" });

        ScimShape.AssertError(await _egnyte.Client.GetScimAsync($"Users?cursor={cursor}&count=10"), 400, "expiredCursor");
    }

    [Fact]
    public async Task Cursor_AfterALaterUserWasDeleted_GoesOn()
    {
        var cursor = (await _egnyte.Client.GetScimAsync("Users?cursor=&count=10")).Json.GetProperty("nextCursor");
        await DeleteAsync(_egnyte.Simulator.Domain.AllUsers()[20].Id);

        Assert.Equal(10, (await _egnyte.Client.GetScimAsync($"Users?cursor={cursor}&count=10")).Json.GetProperty("itemsPerPage").GetInt32());
    }

    [Fact]
    public async Task Page_OfAHundredByCursor_CostsOneCall()
    {
        _egnyte.Simulator.Domain.SeedUsers(300);
        var cursor = (await _egnyte.Client.GetScimAsync("Users?cursor=&count=100")).Json.GetProperty("nextCursor");
        _egnyte.Simulator.Calls.Clear();

        var page = (await _egnyte.Client.GetScimAsync($"Users?cursor={cursor}&count=100")).Json;

        Assert.Equal((99, 1), (page.GetProperty("itemsPerPage").GetInt32(), _egnyte.Simulator.Calls.Count));
        Assert.Equal(_egnyte.Simulator.Domain.AllUsers()[100].Id.ToString(null, null), page.GetProperty("Resources")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Cursor_OfAnotherQuery_IsInvalid()
    {
        var cursor = (await _egnyte.Client.GetScimAsync("Users?cursor=&count=10")).Json.GetProperty("nextCursor");

        ScimShape.AssertError(await _egnyte.Client.GetScimAsync($"Users?cursor={cursor}&filter=userName%20eq%20%22u1%22"), 400, "invalidCursor");
        ScimShape.AssertError(await _egnyte.Client.GetScimAsync($"Groups?cursor={cursor}"), 400, "invalidCursor");
        Assert.Equal(200, (await _egnyte.Client.GetScimAsync($"Users?cursor={cursor}&count=3")).Status);
    }

    [Theory]
    [InlineData("cursor=x", "invalidCursor")]
    [InlineData("cursor=AAAAAAAAAAAAAAAAAAAAAA", "invalidCursor")]
    [InlineData("cursor=%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20", "invalidCursor")]
    [InlineData("cursor=&startIndex=1", "invalidCursor")]
    [InlineData("cursor=&count=0", "invalidCount")]
    [InlineData("cursor=&count=-1", "invalidCount")]
    [InlineData("cursor=&count=201", "invalidCount")]
    public async Task Cursor_ThatCannotBe_IsRefused(string query, string scimType) =>
        ScimShape.AssertError(await _egnyte.Client.GetScimAsync($"Users?{query}"), 400, scimType);

    [Fact]
    public async Task PageOfGroupsByCursor_CostsNoCallForTheRowBeforeIt()
    {
        var people = _egnyte.Simulator.Domain.AllUsers();
        for (var number = 1; number <= 5; number++)
        {
            _egnyte.Simulator.Domain.AddGroup($"Group {number}", [people[number].Id]);
        }

        var cursor = (await _egnyte.Client.GetScimAsync("Groups?cursor=&count=2")).Json.GetProperty("nextCursor");
        _egnyte.Simulator.Calls.Clear();
        var page = (await _egnyte.Client.GetScimAsync($"Groups?cursor={cursor}&count=2")).Json.GetProperty("Resources").EnumerateArray().ToList();

        Assert.Equal(["Group 3", "Group 4"], page.Select(group => group.GetProperty("displayName").GetString()));
        Assert.All(page, group => Assert.Single(group.GetProperty("members").EnumerateArray()));
        Assert.Equal(3, _egnyte.Simulator.Calls.Count);
    }

    [Fact]
    public async Task SearchOverAll_RowByRow_MeetsEachOnce_AndGroupsWithTheirMembers()
    {
        _egnyte.Simulator.Domain.AddGroup("First", [_egnyte.Simulator.Domain.AllUsers()[0].Id]);
        _egnyte.Simulator.Domain.AddGroup("Second", [_egnyte.Simulator.Domain.AllUsers()[1].Id]);
        var met = new List<JsonElement>();
        var cursor = "";
        while (cursor is not null)
        {
            var page = (await _egnyte.Client.GetScimAsync($"?cursor={cursor}&count=2")).Json;
            met.AddRange(page.GetProperty("Resources").EnumerateArray());
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }

        Assert.Equal(27, met.Select(resource => resource.GetProperty("id").GetString()).Distinct().Count());
        Assert.Equal(27, met.Count);
        Assert.All(met.TakeLast(2), group => Assert.Single(group.GetProperty("members").EnumerateArray()));
    }

    [Fact]
    public async Task Search_OverAll_GoesOnByCursor()
    {
        _egnyte.Simulator.Domain.AddGroup("Last", []);
        var first = (await _egnyte.Client.GetScimAsync("?cursor=&count=20")).Json;

        var second = (await _egnyte.Client.GetScimAsync($"?cursor={first.GetProperty("nextCursor")}&count=20")).Json;

        Assert.Equal((26, 6), (second.GetProperty("totalResults").GetInt32(), second.GetProperty("Resources").GetArrayLength()));
        Assert.Equal("Last", second.GetProperty("Resources").EnumerateArray().Last().GetProperty("displayName").GetString());
        Assert.Equal(JsonValueKind.Undefined, second.TryGetProperty("nextCursor", out var next) ? next.ValueKind : JsonValueKind.Undefined);
    }

    [Theory]
    [InlineData("Users?cursor=")]
    [InlineData("Users?cursor")]
    [InlineData("Groups?cursor=&count=2")]
    [InlineData("?cursor=x")]
    [InlineData("Users?CURSOR=x&startIndex=1")]
    public async Task Cursor_WhereItIsSwitchedOff_IsInvalidAndNamesTheSetting(string path)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();

        var answer = await egnyte.Client.GetScimAsync(path);

        ScimShape.AssertError(answer, 400, "invalidCursor");
        Assert.Contains("ScimProxy:Tenants:default:CursorPaging", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        ScimShape.AssertError(await egnyte.Client.SendScimAsync("POST", ".search", """{"cursor":""}"""), 400, "invalidCursor");
        Assert.Equal(200, (await egnyte.Client.SendScimAsync("POST", ".search", """{"cursor":null}""")).Status);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("false", false)]
    [InlineData("true", true)]
    public async Task Discovery_NamesPaging_OnlyWhereItIsSwitchedOn(string? setting, bool isNamed)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: setting is null ? [] : [new("ScimProxy:Tenants:default:CursorPaging", setting)]);

        var configuration = (await egnyte.Client.GetScimAsync("ServiceProviderConfig")).Json;
        var schema = (await egnyte.Client.GetScimAsync("Schemas/urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig")).Json;

        Assert.Equal(
            isNamed ? """{"cursor":true,"index":true,"defaultPaginationMethod":"index","defaultPageSize":100,"maxPageSize":200}""" : null,
            configuration.TryGetProperty("pagination", out var paging) ? paging.GetRawText() : null);
        Assert.Equal(isNamed, schema.GetProperty("attributes").EnumerateArray().Any(attribute => attribute.GetProperty("name").GetString() == "pagination"));
    }

    private async Task DeleteAsync(long id)
    {
        using var delete = new HttpRequestMessage(HttpMethod.Delete, new Uri(_egnyte.Simulator.Address, $"/pubapi/v2/users/{id}"));
        delete.Headers.TryAddWithoutValidation("Authorization", $"Bearer {SimulatedEgnyte.OtherToken}");
        using var client = new HttpClient();
        using var deleted = await client.SendAsync(delete, TestContext.Current.CancellationToken);
        deleted.EnsureSuccessStatusCode();
    }
}
