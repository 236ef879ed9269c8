using Microsoft.AspNetCore.Builder;

namespace Egnyte.ScimProxy.Benchmarks.Servers;

/// <summary>The proxy as <c>serve</c> starts it, without the banner.</summary>
internal static class ProxyServer
{
    public static async Task RunAsync(string egnyte)
    {
        await using var app = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0", $"--{SettingOfEgnyte}={egnyte}"]).AddScimProxy().Build();
        app.UseScimProxy();
        await app.StartAsync();
        await ControlLines.ServeAsync(app.Urls.First());
        await app.StopAsync();
    }

    public const string SettingOfEgnyte = "ScimProxy:Tenants:default:EgnyteBaseAddress";
}
