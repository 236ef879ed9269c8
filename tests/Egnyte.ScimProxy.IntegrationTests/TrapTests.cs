using Egnyte.ScimProxy.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Egnyte.ScimProxy.IntegrationTests;

/// <summary>Traps of the contract's §6 that have no better place.</summary>
public sealed class TrapTests
{
    /// <summary>Bitwarden put exception.Message into the body of a 500. No request is known that fails so here, so the door is asked itself.</summary>
    [Fact]
    public async Task AnInnerFailure_TellsTheClientNothingOfItself()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        var door = egnyte.Proxy.Services.GetRequiredService<ScimFailures>();

        var error = door.ToScimError(new DefaultHttpContext { TraceIdentifier = "request-7" }, new InvalidOperationException("the secret of the inner thing"));

        Assert.Equal(500, error.Status);
        Assert.Contains("request-7", error.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(InvalidOperationException), error.Detail, StringComparison.Ordinal);
    }

    /// <summary>A probe that does not follow redirects restarts the pod for ever (1Password).</summary>
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_IsAnsweredWithoutARedirect(string path)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        var answer = await client.GetScimAsync(new Uri(egnyte.Proxy.Address, path).ToString());

        Assert.Equal(200, answer.Status);
    }
}
