using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Egnyte.ScimProxy.Benchmarks.Servers;

/// <summary>The floor for any proxy: every request forwarded as it is, one invoker for all, nothing logged.</summary>
internal static class YarpServer
{
    public static async Task RunAsync(string egnyte)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using var app = builder.Build();

        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false, ActivityHeadersPropagator = null };
        using var invoker = new HttpMessageInvoker(handler);
        app.MapForwarder("/{**all}", egnyte, ForwarderRequestConfig.Empty, HttpTransformer.Default, invoker);
        await app.StartAsync();
        await ControlLines.ServeAsync(app.Urls.First());
        await app.StopAsync();
    }
}
