using Egnyte.ScimProxy.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Egnyte.ScimProxy.Tests.Hosting;

public sealed class DrainLimitTests
{
    /// <summary>The platform gives 30 s, less than a request may take, and reads a setting of its own.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("5")]
    public async Task TheHost_WaitsLongerThanARequestMayTake(string? platformSetting)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([new("ScimProxy:Tenants:default:EgnyteDomain", "acme"), new("shutdownTimeoutSeconds", platformSetting)]);
        await using var app = builder.AddScimProxy().Build();

        var limit = app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;

        Assert.Equal((TimeSpan.FromSeconds(55), Drain.Limit), (limit, limit));
    }
}
