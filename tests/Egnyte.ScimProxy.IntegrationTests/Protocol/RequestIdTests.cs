using Egnyte.ScimProxy.Simulator;
using Egnyte.ScimProxy.Telemetry;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>One id for a request in the response, in each of its log lines, in error texts that name the log, and in the calls to Egnyte.</summary>
public sealed class RequestIdTests(RunningEgnyte running) : IClassFixture<RunningEgnyte>
{
    private const string Header = "X-Request-Id";
    private const string Generated = "^[0-9a-f]{16}$";
    private const string NewUser = """
        {"userName":"{0}","name":{"givenName":"New","familyName":"User"},"emails":[{"value":"{0}@example.com"}],"active":true}
        """;

    [Theory]
    [InlineData("7")]
    [InlineData("4bf92f3577b34da6a3ce929d0e0e4736")]
    [InlineData("Balancer-1.req_20260601.A")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")] // 64
    public async Task Id_ThatABalancerSends_IsKept(string id) => Assert.Equal([id], await IdsOfAsync("Users?count=1", ("X-Request-Id", id)));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("0HN7:00000001")]
    [InlineData("a,b")]
    [InlineData("<script>")]
    [InlineData("id\u00e9")]
    [InlineData("\"quoted\"")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")] // 65
    public async Task Id_InAnotherForm_IsReplaced(string id) =>
        Assert.Matches(Generated, Assert.Single(await IdsOfAsync("Users?count=1", ("X-Request-Id", id))));

    [Fact]
    public async Task TwoIds_AreReplaced_ByOne() =>
        Assert.Matches(Generated, Assert.Single(await IdsOfAsync("Users?count=1", ("X-Request-Id", "first"), ("X-Request-Id", "second"))));

    [Theory]
    [InlineData("GET", "Users?count=1", null, 200)]
    [InlineData("GET", "Users/999999", null, 404)]
    [InlineData("GET", "Nothing", null, 404)]
    [InlineData("PUT", "Users", "{}", 405)]
    [InlineData("POST", "Users", "{", 400)]
    [InlineData("GET", "Users?filter=%28", null, 400)]
    [InlineData("GET", "../../elsewhere", null, 404)]
    public async Task EveryResponse_HasAnIdOfItsOwn(string method, string path, string? body, int status)
    {
        var first = await running.Egnyte.Client.SendScimAsync(method, path, body);
        var second = await running.Egnyte.Client.SendScimAsync(method, path, body);

        Assert.Equal((status, status), (first.Status, second.Status));
        Assert.Matches(Generated, IdOf(first));
        Assert.Matches(Generated, IdOf(second));
        Assert.NotEqual(IdOf(first), IdOf(second));
    }

    [Fact]
    public async Task Write_HasItsIdInItsEvent_AndInTheCallsToEgnyte()
    {
        var egnyte = running.Egnyte;
        egnyte.Simulator.Calls.Clear();

        var created = await egnyte.Client.SendScimAsync("POST", "Users", NewUser.Replace("{0}", "with-id", StringComparison.Ordinal));

        var id = IdOf(created);
        Assert.Equal(201, created.Status);
        var line = egnyte.Proxy.Logs.Lines.Single(line => line.EventId == EventIds.UserCreated && line.Scopes.Contains($"RequestId:{id}"));
        Assert.Contains(created.Id, line.Text, StringComparison.Ordinal);
        Assert.All(egnyte.Simulator.Calls.Snapshot(), call => Assert.Equal(id, call.RequestId));
        Assert.NotEmpty(egnyte.Simulator.Calls.Snapshot());
    }

    [Fact]
    public async Task ErrorText_ThatNamesTheLog_HasTheIdOfTheHeaderAndOfTheLine()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        var proxy = egnyte.Proxy;
        await egnyte.Simulator.DisposeAsync();

        var answer = await proxy.Client.GetScimAsync("Users/7");

        var id = IdOf(answer);
        Assert.Contains($"(request {id})", answer.Text, StringComparison.Ordinal);
        Assert.Contains(proxy.Logs.Lines, line => line.EventId == EventIds.EgnyteFailed && line.Scopes.Contains($"RequestId:{id}"));
    }

    /// <summary>Whatever becomes of a request: its lines are found by its id.</summary>
    [Fact]
    public async Task EveryEventOfARequest_HasAnId()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        var client = egnyte.Client;
        var user = await client.SendScimAsync("POST", "Users", NewUser.Replace("{0}", "all-events", StringComparison.Ordinal));
        var member = $$"""{"value":"{{user.Id}}"}""";
        var group = await client.SendScimAsync("POST", "Groups", $$"""{"displayName":"All events","members":[{{member}}]}""");
        await client.SendScimAsync("PATCH", $"Groups/{group.Id}", """{"Operations":[{"op":"remove","path":"members"}]}""");
        await client.SendScimAsync("PATCH", $"Users/{user.Id}", """{"Operations":[{"op":"replace","path":"active","value":false}]}""");
        await client.SendScimAsync("POST", "Users", "{}");
        using (var unknown = egnyte.Proxy.CreateClient(tenantPath: "/nobody"))
        {
            await unknown.GetScimAsync("Users");
        }

        egnyte.Simulator.Controls.FailNext(new SimulatedFault { Kind = FailureKind.Html, Status = 200 });
        await client.GetScimAsync($"Groups/{group.Id}");
        egnyte.Simulator.Controls.DownFor(TimeSpan.FromHours(1));
        await client.SendScimAsync("DELETE", $"Groups/{group.Id}");

        var lines = egnyte.Proxy.Logs.Lines.Where(line => line.EventId is > 1000 and < 1300).ToList();
        Assert.Superset(
            new HashSet<int>
            {
                EventIds.UserCreated, EventIds.GroupCreated, EventIds.GroupChanged, EventIds.UserDeactivated, EventIds.WriteRefused, EventIds.UnknownTenant,
                EventIds.EgnyteAnswerUnusable, EventIds.EgnyteFailed,
            },
            lines.Select(line => line.EventId).ToHashSet());
        Assert.All(lines, line => Assert.Contains(line.Scopes, scope => scope.StartsWith("RequestId:", StringComparison.Ordinal)));
    }

    private static string IdOf(ScimAnswer answer) => Assert.Single(answer.Headers.GetValues(Header));

    private async Task<IEnumerable<string>> IdsOfAsync(string path, params (string Name, string Value)[] headers)
    {
        var lines = string.Concat(headers.Select(header => $"{header.Name}: {header.Value}\r\n"));
        var answers = await RawHttp.SendAsync(
            running.Egnyte.Proxy.Address,
            $"GET /scim/v2/{path} HTTP/1.1\r\nHost: scim.example.com\r\nAuthorization: Bearer {ScimProxyApplication.Token}\r\n{lines}"
            + "Connection: close\r\n\r\n");
        return answers.Select(answer => answer.Headers[Header]);
    }
}
