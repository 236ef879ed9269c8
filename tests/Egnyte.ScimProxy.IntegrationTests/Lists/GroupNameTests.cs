using System.Text;
using System.Text.Json;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Lists;

/// <summary>Group names of odd kinds: each is created, found, and reconciled after a create without an answer.</summary>
public sealed class GroupNameTests : IAsyncLifetime
{
    private SimulatedEgnyte _egnyte = null!;

    public async ValueTask InitializeAsync() => _egnyte = await SimulatedEgnyte.StartAsync();

    public ValueTask DisposeAsync() => _egnyte.DisposeAsync();

    public static TheoryData<string> Odd =>
    [
        "The \"A\" team", "\"quoted\"", "\"", "\\", "\"\\\"", "a\\", "\\a", "C:\\Users\\All", "ends with \"", "\" begins with", "  \"  \"  ", " \"lead",
        "trail\\ ", "\\\" eq \\\"x", "x\" or displayName co \"",
        "100% sure", "%E9", "a+b", "a + b", "a&b=c#d?e", "a/b", "\ud83d\ude00 team", "\ud83d\ude00\"\ud83d\ude00", "e\u0301", "\u00e9", " lead",
        "trail ", "tab\there", "l\u2028s", "\u202eright", "'single'", "(paren)", "null", "*", "a*\"b",
    ];

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task Name_OfAnOddKind_IsCreatedAndFound(string name)
    {
        _egnyte.Simulator.Domain.AddGroup("Other \"A\" team", []);

        var created = await CreateAsync(name);
        Assert.Equal(201, created.Status);
        Assert.Equal(name, created.Json.GetProperty("displayName").GetString());

        var found = await FindAsync("eq", name);
        Assert.Equal([created.Json.GetProperty("id").GetString()], ScimShape.AssertList(found, 1, 1).Select(group => group.GetProperty("id").GetString()));
        ScimShape.AssertError(await CreateAsync(name), 409, "uniqueness");
        Assert.Contains(created.Json.GetProperty("id").GetString(), Ids(await FindAsync("sw", name)));
        Assert.Contains(created.Json.GetProperty("id").GetString(), Ids(await FindAsync("co", name)));
        ScimShape.AssertList(await FindAsync("eq", name + "\"x"), 0, 1);

        // No source says how Egnyte escapes: whatever it does, it is never put to the test.
        var filters = _egnyte.Simulator.Calls.Snapshot()
            .Select(call => Uri.UnescapeDataString(call.Query.Replace('+', ' ')))
            .Where(query => query.Contains("filter=", StringComparison.Ordinal));
        Assert.All(filters, query => Assert.True(query.Count(c => c == '"') == 2 && !query.Contains('\\', StringComparison.Ordinal), query));
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task Name_OfAnOddKind_IsReconciledAfterACreateWithoutAnAnswer(string name)
    {
        var before = _egnyte.Simulator.Domain.AllGroups().Count;
        _egnyte.Simulator.Controls.FailNext(new SimulatedFault { Status = 504, AfterEffect = true, On = "POST" });

        var member = _egnyte.Simulator.Domain.AllUsers()[0].Id;
        var created = await CreateAsync(name, member);

        Assert.Equal(201, created.Status);
        Assert.Equal(before + 1, _egnyte.Simulator.Domain.AllGroups().Count);
        Assert.Equal(name, _egnyte.Simulator.Domain.AllGroups().Single(group => group.Id == created.Json.GetProperty("id").GetString()).DisplayName);
    }

    [Fact]
    public async Task Name_LongerThanAnAddressMayBe_IsFoundByItsBeginning()
    {
        var name = new string('x', 3000);
        _egnyte.Simulator.Domain.AddGroup(name + "y", []);
        _egnyte.Simulator.Domain.AddGroup(name + "z", []);

        Assert.Equal([name + "z"], ScimShape.AssertList(await FindAsync("eq", name + "Z"), 1, 1).Select(group => group.GetProperty("displayName").GetString()));
        Assert.Equal(2, (await FindAsync("sw", name)).Json.GetProperty("totalResults").GetInt32());
        ScimShape.AssertList(await FindAsync("eq", name), 0, 1);
    }

    [Theory]
    [InlineData(250, 200, 3)]
    [InlineData(501, 400, 5)]
    public async Task Name_WithManyCandidates_IsFoundWithinBoundsOrAnError(int candidates, int status, int calls)
    {
        for (var number = 1; number <= candidates; number++)
        {
            _egnyte.Simulator.Domain.AddGroup($"team {number}", []);
        }

        _egnyte.Simulator.Domain.AddGroup("\"team", []);
        _egnyte.Simulator.Calls.Clear();

        var answer = await FindAsync("eq", "\"TEAM", "&excludedAttributes=members");

        Assert.Equal((status, calls), (answer.Status, _egnyte.Simulator.Calls.Count));
        if (status == 200)
        {
            ScimShape.AssertList(answer, 1, 1);
        }
        else
        {
            ScimShape.AssertError(answer, 400, "tooMany");
        }
    }

    [Theory]
    [InlineData("externalId eq \"DOMAIN\\\\jane\"", "externalId")]
    [InlineData("emails.value eq \"\\\"j d\\\"@example.com\"", "emails")]
    public async Task UserFilter_WithAValueThatCannotBeQuoted_IsAScanOrAnErrorThatNamesTheSetting(string filter, string attribute)
    {
        _egnyte.Simulator.Domain.AddUser(
            new SimulatedUser { UserName = "odd", Email = "\"j d\"@example.com", ExternalId = "DOMAIN\\jane", GivenName = "Odd", FamilyName = "User" });
        var path = $"Users?filter={Uri.EscapeDataString(filter)}";

        var refused = await _egnyte.Client.GetScimAsync(path);
        ScimShape.AssertError(refused, 400, "invalidFilter");
        Assert.Contains("MaxScanCalls", refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("quotation", refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);

        await using var proxy = await ScimProxyApplication.StartAsync(
            _egnyte.Simulator.Address, [.. SimulatedEgnyte.NeededBy("default"), new("ScimProxy:Tenants:default:MaxScanCalls", "5")]);
        Assert.True(ScimShape.AssertList(await proxy.Client.GetScimAsync(path), 1, 1)[0].TryGetProperty(attribute, out _));
    }

    private static IEnumerable<string?> Ids(ScimAnswer list)
    {
        Assert.Equal(200, list.Status);
        return list.Json.GetProperty("Resources").EnumerateArray().Select(group => group.GetProperty("id").GetString());
    }

    private Task<ScimAnswer> CreateAsync(string name, long? member = null) =>
        _egnyte.Client.SendScimAsync(
            "POST", "Groups", $$"""{"displayName":{{JsonSerializer.Serialize(name)}},"members":[{{(member is { } id ? $"{{\"value\":\"{id}\"}}" : "")}}]}""");

    private async Task<ScimAnswer> FindAsync(string comparison, string name, string more = "")
    {
        var filter = new StringBuilder($"displayName {comparison} ").Append(JsonSerializer.Serialize(name));
        return await _egnyte.Client.GetScimAsync($"Groups?filter={Uri.EscapeDataString(filter.ToString())}{more}");
    }
}
