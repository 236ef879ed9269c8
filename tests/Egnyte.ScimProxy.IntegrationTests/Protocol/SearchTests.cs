using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>Queries by POST (RFC 7644 §3.4.3), over one kind of resource and over all (§3.4.2.1), and what of a filter is finished here.</summary>
public sealed class SearchTests : IAsyncLifetime
{
    private const string Schema = "\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:SearchRequest\"]";

    private SimulatedEgnyte _egnyte = null!;

    public async ValueTask InitializeAsync()
    {
        _egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false);
        var jane = Add("jane.doe", "Jane", "Doe");
        Add("john.roe", "John", "Roe");
        Add("janet.poe", "Janet", "Poe");
        _egnyte.Simulator.Domain.AddGroup("Sales", [jane]);
        _egnyte.Simulator.Domain.AddGroup("Sales East", []);
        _egnyte.Simulator.Calls.Clear();
    }

    public ValueTask DisposeAsync() => _egnyte.DisposeAsync();

    [Theory]
    [InlineData("Users", "\"filter\":\"userName eq \\\"jane.doe\\\"\"", "jane.doe", 1)]
    [InlineData("Users", "\"filter\":\"userName eq \\\"nobody\\\"\"", "", 1)]
    [InlineData("Users", "\"startIndex\":2,\"count\":1", "john.roe", 1)]
    [InlineData("Users", "\"startIndex\":\"2\",\"count\":\"1\"", "john.roe", 1)]
    [InlineData("Users", "\"count\":0", "", 1)]
    [InlineData("Users", "\"sortBy\":\"name.familyName\"", "jane.doe janet.poe john.roe", 1)]
    [InlineData("Users", "\"sortBy\":\"name.familyName\",\"sortOrder\":\"descending\",\"count\":2", "john.roe janet.poe", 1)]
    [InlineData("Users", "\"filter\":\"userName eq \\\"jane.doe\\\" and active eq true\"", "jane.doe", 1)]
    [InlineData("Users", "\"filter\":\"active eq false and userName eq \\\"jane.doe\\\"\"", "", 1)]
    [InlineData("Groups", "\"filter\":\"displayName sw \\\"sales\\\"\",\"excludedAttributes\":[\"members\"]", "Sales,Sales East", 1)]
    [InlineData("Groups", "\"filter\":\"displayName sw \\\"sales\\\" and displayName ew \\\"east\\\"\",\"excludedAttributes\":[\"members\"]", "Sales East", 1)]
    [InlineData("Groups", "\"filter\":\"displayName sw \\\"sales\\\" and members pr\"", "Sales", 3)]
    [InlineData("Groups", "\"sortBy\":\"displayName\",\"sortOrder\":\"descending\",\"excludedAttributes\":[\"members\"]", "Sales East,Sales", 1)]
    public async Task Search_OfOneKind_FindsWhatAGetWouldFind(string endpoint, string body, string expected, int calls)
    {
        var answer = await _egnyte.Client.SendScimAsync("POST", $"{endpoint}/.search", $"{{{Schema},{body}}}");

        Assert.Equal(200, answer.Status);
        Assert.Equal(expected, string.Join(endpoint == "Users" ? ' ' : ',', answer.Json.GetProperty("Resources").EnumerateArray().Select(NameOf)));
        Assert.Equal(calls, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData("userName eq \"jane.doe\" and groups.display eq \"sales\"", "jane.doe", 2)]
    [InlineData("userName eq \"jane.doe\" and groups pr and not (groups.display eq \"Sales\")", "", 2)]
    public async Task Search_ForWhatListsDoNotHold_ReadsEachCandidateWhole(string filter, string expected, int calls)
    {
        SimulatedEgnyte.Needs("fields=all", "where Egnyte does not tell the groups of a person, they cannot be searched for.");

        var answer = await SearchAsync(filter);

        Assert.Equal((200, expected), (answer.Status, string.Join(' ', answer.Json.GetProperty("Resources").EnumerateArray().Select(NameOf))));
        Assert.Equal(calls, _egnyte.Simulator.Calls.Count);
    }

    [Fact]
    public async Task Search_ForWhatEgnyteDoesNotTell_IsRefusedAndNeverEmpty()
    {
        _egnyte.Simulator.Controls.Dialect = _egnyte.Simulator.Controls.Dialect.With("fields=2019");

        ScimShape.AssertError(await SearchAsync("userName eq \"jane.doe\" and groups.display eq \"Sales\""), 400, "invalidFilter");
        ScimShape.AssertError(await SearchAsync("userName eq \"jane.doe\" and meta.created gt \"2020-01-01T00:00:00Z\""), 400, "invalidFilter");
    }

    [Fact]
    public async Task Search_WithAttributes_ShowsThoseAndWhatIsAlwaysShown()
    {
        var answer = await _egnyte.Client.SendScimAsync("POST", "Users/.search", $$"""{{{Schema}},"attributes":["userName","emails.value"],"count":1}""");

        Assert.Equal(["schemas", "id", "userName", "emails"], answer.Json.GetProperty("Resources")[0].EnumerateObject().Select(property => property.Name));
    }

    [Theory]
    [InlineData("", "jane.doe john.roe janet.poe Sales Sales+East", 5)]
    [InlineData("\"startIndex\":3,\"count\":2", "janet.poe Sales", 5)]
    [InlineData("\"startIndex\":5,\"count\":10", "Sales+East", 5)]
    [InlineData("\"filter\":\"userName eq \\\"jane.doe\\\"\"", "jane.doe", 1)]
    [InlineData("\"filter\":\"meta.resourceType eq \\\"Group\\\"\"", "Sales Sales+East", 2)]
    [InlineData("\"filter\":\"meta.resourceType eq \\\"User\\\" and userName eq \\\"john.roe\\\"\"", "john.roe", 1)]
    [InlineData("\"filter\":\"meta.resourceType eq \\\"Group\\\" and displayName eq \\\"Sales\\\"\"", "Sales", 1)]
    [InlineData("\"filter\":\"userName eq \\\"jane.doe\\\" or members.value eq \\\"1\\\" and userName pr\"", "jane.doe", 1)]
    public async Task Search_OverAll_IsOneListKindAfterKind(string body, string expected, int total)
    {
        var answer = await _egnyte.Client.SendScimAsync("POST", ".search", $"{{{Schema}{(body.Length > 0 ? "," : "")}{body}}}");

        Assert.Equal(200, answer.Status);
        Assert.Equal(expected, string.Join(' ', answer.Json.GetProperty("Resources").EnumerateArray().Select(NameOf).Select(name => name.Replace(' ', '+'))));
        Assert.Equal(total, answer.Json.GetProperty("totalResults").GetInt32());
    }

    [Fact]
    public async Task Search_OverAll_WithAsManyNegationsAsAreRead_IsAnsweredAtOnce()
    {
        var negations = string.Concat(Enumerable.Repeat("not (", 30)) + "meta.resourceType eq \"User\" and userName eq \"nobody\"" + new string(')', 30);

        var answer = await _egnyte.Client.SendScimAsync("POST", ".search", $$"""{"filter":{{System.Text.Json.JsonSerializer.Serialize(negations)}}}""");

        ScimShape.AssertError(answer, 400, "invalidFilter");
    }

    [Fact]
    public async Task Get_OfTheRoot_ListsAllKindsToo() =>
        Assert.Equal(5, (await _egnyte.Client.GetScimAsync("?excludedAttributes=members")).Json.GetProperty("totalResults").GetInt32());

    [Theory]
    [InlineData("Users/.search", "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"]}", "invalidSyntax")]
    [InlineData("Users/.search", "{\"filter\":7.5}", "invalidFilter")]
    [InlineData("Users/.search", "{\"filter\":[\"userName pr\"]}", "invalidSyntax")]
    [InlineData("Users/.search", "{\"count\":\"many\"}", "invalidValue")]
    [InlineData("Users/.search", "{\"attributes\":\"userName\",\"excludedAttributes\":[\"emails\"]}", "invalidValue")]
    [InlineData("Users/.search", "{\"attributes\":[7]}", "invalidSyntax")]
    [InlineData("Users/.search", "{\"filter\":\"title pr\"}", "invalidFilter")]
    [InlineData("Users/.search", "{\"filter\":\"userName eq \\\"jane.doe\\\" and title pr\"}", "invalidFilter")]
    [InlineData("Users/.search", "{\"filter\":\"userName eq \\\"jane.doe\\\" and password eq \\\"x\\\"\"}", "invalidFilter")]
    [InlineData("Users/.search", "{\"sortBy\":\"title\"}", "invalidValue")]
    [InlineData("Users/.search", "{\"sortBy\":\"userName\",\"sortOrder\":\"up\"}", "invalidValue")]
    [InlineData(".search", "{\"filter\":\"title pr\"}", "invalidFilter")]
    [InlineData(".search", "{\"filter\":\"displayName eq \\\"Sales\\\"\"}", "invalidFilter")]
    public async Task Search_ThatCannotBeAnswered_IsRefusedAndNeverEmpty(string path, string body, string scimType) =>
        ScimShape.AssertError(await _egnyte.Client.SendScimAsync("POST", path, body), 400, scimType);

    [Fact]
    public async Task Scan_WhereTheTenantAllowsIt_AnswersAFilterThatEgnyteCannot()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(
            seedPeople: false, new KeyValuePair<string, string?>("ScimProxy:Tenants:default:MaxScanCalls", "2"));
        for (var number = 1; number <= 150; number++)
        {
            egnyte.Simulator.Domain.AddUser(
                new SimulatedUser { UserName = $"u{number}", Email = $"u{number}@example.com", GivenName = "Given", FamilyName = $"Family {number % 10}" });
        }

        egnyte.Simulator.Calls.Clear();
        var found = await egnyte.Client.GetScimAsync("Users?filter=name.familyName%20ew%20%227%22&sortBy=userName&sortOrder=descending&startIndex=2&count=2");

        Assert.Equal((15, 2), (found.Json.GetProperty("totalResults").GetInt32(), egnyte.Simulator.Calls.Count));
        Assert.Equal(["u87", "u77"], found.Json.GetProperty("Resources").EnumerateArray().Select(NameOf));

        for (var number = 151; number <= 201; number++)
        {
            egnyte.Simulator.Domain.AddUser(
                new SimulatedUser { UserName = $"u{number}", Email = $"u{number}@example.com", GivenName = "Given", FamilyName = "Family" });
        }

        egnyte.Simulator.Calls.Clear();
        ScimShape.AssertError(await egnyte.Client.GetScimAsync("Users?filter=name.familyName%20ew%20%227%22"), 400, "tooMany");
        Assert.Equal(1, egnyte.Simulator.Calls.Count);
    }

    [Fact]
    public async Task Sorting_OfMoreThanIsAtHand_IsLeftAsItIs()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false);
        for (var number = 101; number <= 205; number++)
        {
            egnyte.Simulator.Domain.AddUser(
                new SimulatedUser { UserName = $"u{number}", Email = $"u{number}@example.com", GivenName = "Given", FamilyName = "Family" });
        }

        var page = (await egnyte.Client.GetScimAsync("Users?sortBy=userName&sortOrder=descending&count=2")).Json;

        Assert.Equal(105, page.GetProperty("totalResults").GetInt32());
        Assert.Equal(["u101", "u102"], page.GetProperty("Resources").EnumerateArray().Select(NameOf));
        ScimShape.AssertError(await egnyte.Client.GetScimAsync("Users?sortBy=title"), 400, "invalidValue");
        Assert.False((await egnyte.Client.GetScimAsync("ServiceProviderConfig")).Json.GetProperty("sort").GetProperty("supported").GetBoolean());
    }

    private static string NameOf(System.Text.Json.JsonElement resource) =>
        (resource.TryGetProperty("userName", out var userName) ? userName : resource.GetProperty("displayName")).GetString()!;

    private Task<ScimAnswer> SearchAsync(string filter) =>
        _egnyte.Client.SendScimAsync("POST", "Users/.search", $$"""{{{Schema}},"filter":{{System.Text.Json.JsonSerializer.Serialize(filter)}}}""");

    private long Add(string userName, string givenName, string familyName) =>
        _egnyte.Simulator.Domain.AddUser(
            new SimulatedUser { UserName = userName, Email = $"{userName}@example.com", GivenName = givenName, FamilyName = familyName }).Id;
}
