namespace Egnyte.ScimProxy.IntegrationTests;

/// <summary>What both addresses show in a browser: HTML that loads and runs nothing.</summary>
public sealed class BrowserPageTests
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    [Theory]
    [InlineData("scim.example.com", "http://scim.example.com/scim/v2")]
    [InlineData("scim.example.com:8443", "http://scim.example.com:8443/scim/v2")]
    [InlineData("<script>alert(1)</script>", "")]
    public async Task PublicAddress_SaysWhatItIs_AndTheBaseUrl(string host, string baseUrl)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();

        var answer = Assert.Single(await RawHttp.SendAsync(
            egnyte.Proxy.Address, $"GET / HTTP/1.1\r\nHost: {host}\r\nAccept: {Browser}\r\nConnection: close\r\n\r\n"));

        if (baseUrl.Length > 0)
        {
            Assert.Equal((200, "text/html; charset=utf-8"), (answer.Status, answer.Headers["Content-Type"]));
            Assert.Contains($"<code>{baseUrl}</code>", answer.Body, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("<script", answer.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("default", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublicAddress_ShowsTheConfiguredUrl()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(
            settings: new KeyValuePair<string, string?>("ScimProxy:PublicUrl", "https://scim.example.com/base"));

        Assert.Contains("<code>https://scim.example.com/base/scim/v2</code>", await PageAsync(egnyte.Proxy.Address), StringComparison.Ordinal);
    }

    /// <summary>A SCIM client that was given the wrong base URL reads an error that says so.</summary>
    [Theory]
    [InlineData("application/scim+json")]
    [InlineData("*/*")]
    public async Task PublicAddress_IsNoPage_ForAClientThatIsNoBrowser(string accept)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(egnyte.Proxy.Address, "/"));
        message.Headers.TryAddWithoutValidation("Accept", accept);

        using var client = new HttpClient();
        using var response = await client.SendAsync(message, TestContext.Current.CancellationToken);

        ScimShape.AssertError(await ScimAnswer.ReadAsync(response), 404);
    }

    [Fact]
    public async Task ManagementAddress_ShowsTheStateOfEachTenant()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(
            settings: [ScimProxyApplication.WithManagement, new("ScimProxy:Tenants:acme-second:EgnyteDomain", "acme-second")]);
        await egnyte.Client.GetScimAsync("Users?count=1");
        var before = await PageAsync(egnyte.Proxy.ManagementAddress);
        egnyte.Simulator.Controls.DownFor(TimeSpan.FromHours(1));
        await egnyte.Client.SendScimAsync("DELETE", "Groups/any");

        var during = await PageAsync(egnyte.Proxy.ManagementAddress);

        Assert.Contains(", ready.", before, StringComparison.Ordinal);
        Assert.Matches("<tr><td>acme-second</td><td>ok</td><td>0</td><td>no token seen yet</td><td>okta</td></tr>", before);
        Assert.Matches(@"<tr><td>default</td><td>ok</td><td>0</td><td>\d+ of \d+, \d+ a second \(token [0-9a-f]{8}\)</td><td>okta</td></tr>", before);
        Assert.Matches("<tr><td>default</td><td><strong>failing</strong> since ", during);
        Assert.DoesNotContain("<script", during, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<string> PageAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", Browser);
        using var response = await client.GetAsync("/", TestContext.Current.CancellationToken);
        Assert.Equal((200, "text/html"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
