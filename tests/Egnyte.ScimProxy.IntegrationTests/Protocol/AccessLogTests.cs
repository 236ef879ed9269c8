using Egnyte.ScimProxy.Telemetry;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>One line for each request where the operator wants it, with what it cost and without anything of a user.</summary>
public sealed class AccessLogTests
{
    private static readonly KeyValuePair<string, string?> On = new("Logging:LogLevel:Egnyte.ScimProxy.AccessLog", "Information");

    [Theory]
    [InlineData("GET", "Users?filter=userName%20eq%20%22jane.doe%22", null, "GET /scim/v2/Users of tenant default: 200; Egnyte calls 1, queued ")]
    [InlineData("GET", "Users/999999", null, "GET /scim/v2/Users/{id} of tenant default: 404; Egnyte calls 1, queued ")]
    [InlineData("GET", "Users/jane.doe@example.com", null, "GET /scim/v2/Users/{id} of tenant default: 404; Egnyte calls 0, queued ")]
    [InlineData("POST", "Users", "{\"userName\":", "POST /scim/v2/Users of tenant default: 400; Egnyte calls 0, queued ")]
    [InlineData("GET", "jane.doe@example.com", null, "GET an unknown path of tenant (null): 404; Egnyte calls 0, queued ")]
    [InlineData("GET", "../../jane.doe@example.com/scim/v2/Users", null, "GET /{tenant}/scim/v2/Users of tenant (unknown): 401; Egnyte calls 0, queued ")]
    public async Task Line_SaysWhatARequestCost_AndNothingOfAUser(string method, string path, string? body, string line)
    {
        SimulatedEgnyte.Needs(path == "Users/999999" ? "errors=usual" : "", "a 404 in another form costs the call that confirms it.");
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: On);

        await egnyte.Client.SendScimAsync(method, path, body);
        await egnyte.Proxy.DisposeAsync(); // the line follows the response

        var logged = egnyte.Proxy.Logs.Lines.Last(logged => logged.EventId == EventIds.RequestEnded);
        Assert.StartsWith(line, logged.Text, StringComparison.Ordinal);
        Assert.Matches(@"queued \d+ ms, total \d+ ms\.$", logged.Text);
        Assert.DoesNotContain("jane", logged.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ByDefault_IsOff()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();

        Assert.Equal(200, (await egnyte.Client.GetScimAsync("Users?count=1")).Status);
        await egnyte.Proxy.DisposeAsync();

        Assert.DoesNotContain(egnyte.Proxy.Logs.Lines, logged => logged.EventId == EventIds.RequestEnded);
    }
}
