namespace Egnyte.ScimProxy.IntegrationTests;

public sealed class ForwardedHeaderTests
{
    /// <summary>ASPNETCORE_FORWARDEDHEADERS_ENABLED sets ForwardedHeaders_Enabled: ASP.NET Core would then trust these headers from any client.</summary>
    [Theory]
    [InlineData("ForwardedHeaders_Enabled", "true", "http://127.0.0.1")]
    [InlineData("ScimProxy:TrustedProxies:0", "203.0.113.0/24", "http://127.0.0.1")]
    [InlineData("ScimProxy:TrustedProxies:0", "127.0.0.0/8", "https://scim.example.com/")]
    [InlineData("ScimProxy:PublicUrl", "https://public.example.com", "https://public.example.com/")]
    public async Task ForwardedHeaders_AreBelievedFromTrustedProxiesOnly(string setting, string value, string location)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: [new(setting, value)]);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"Users/{egnyte.Simulator.Domain.AllUsers()[0].Id}");
        request.Headers.Add("X-Forwarded-For", "198.51.100.7");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "scim.example.com");

        var answer = await egnyte.Client.SendScimAsync(request);

        Assert.StartsWith(location, answer.Json.GetProperty("meta").GetProperty("location").GetString(), StringComparison.Ordinal);
    }
}
