using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Commands;

/// <summary>SIGTERM, SIGINT and SIGHUP, sent to the native binary: no request is lost, and the process ends when the last one is answered.</summary>
public sealed partial class ShutdownTests(NativeBinary native)
{
    private const string User = """
        {"id":7,"userName":"jane","email":"jane@example.com","name":{"givenName":"Jane","familyName":"Doe"},"active":true,"authType":"sso",
         "userType":"power"}
        """;

    /// <summary>Seconds: more than the 2 after which the command-line library would end the process.</summary>
    private const int LongDelay = 3;

    [Theory]
    [InlineData(PosixSignal.SIGTERM)]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGHUP)]
    public async Task ASignal_WithARequestInFlight_EndsAfterItsResponse_WithExitCode0(PosixSignal signal)
    {
        await using var egnyte = await HeldEgnyte.StartAsync();
        await using var proxy = await StartAsync(egnyte.Address, LongDelay);
        using var client = proxy.CreateClient();
        var request = client.GetAsync("Users/7", TestContext.Current.CancellationToken);
        var call = await egnyte.NextAsync();

        proxy.Process.Send(signal);
        await proxy.UntilNotReadyAsync();
        using (var whileDraining = await client.GetAsync("ServiceProviderConfig", TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.OK, whileDraining.StatusCode);
            Assert.True(whileDraining.Headers.ConnectionClose);
        }

        await proxy.UntilConnectionsAreRefusedAsync();
        Assert.True(proxy.Process.IsRunning);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await proxy.ReadinessAsync());
        call.Answer(User);

        using var response = await request;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Headers.ConnectionClose);
        Assert.Equal(0, (await proxy.Process.EndAsync()).ExitCode);
    }

    [Theory]
    [InlineData(PosixSignal.SIGTERM, 143)]
    [InlineData(PosixSignal.SIGINT, 130)]
    [InlineData(PosixSignal.SIGHUP, 129)]
    public async Task ASecondSignal_EndsTheProcessAtOnce(PosixSignal signal, int exitCode)
    {
        await using var egnyte = await HeldEgnyte.StartAsync();
        await using var proxy = await StartAsync(egnyte.Address, delay: 300);
        using var client = proxy.CreateClient();
        var request = client.GetAsync("Users/7", TestContext.Current.CancellationToken);
        await egnyte.NextAsync();

        proxy.Process.Send(signal);
        await proxy.UntilNotReadyAsync();
        proxy.Process.Send(signal);

        Assert.Equal(exitCode, (await proxy.Process.EndAsync()).ExitCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => request);
    }

    [Fact]
    public async Task QueuedCreates_AreEachAnswered()
    {
        await using var egnyte = await EgnyteSimulator.StartAsync(
            new SimulatorOptions { SeedPeople = false, CallsPerSecond = 4 }, TestContext.Current.CancellationToken);
        await using var proxy = await StartAsync(egnyte.Address, delay: 0);
        using var client = proxy.CreateClient();
        using (var verifiesTheToken = await client.GetAsync("Users?count=1", TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.OK, verifiesTheToken.StatusCode);
        }

        var creates = Enumerable.Range(0, 40).Select(number => client.PostAsync("Users", NewUser(number), TestContext.Current.CancellationToken)).ToList();
        await Task.WhenAny(creates);
        proxy.Process.Send(PosixSignal.SIGTERM);
        var responses = await Task.WhenAll(creates);

        Assert.All(responses, response => Assert.True(
            response.StatusCode == HttpStatusCode.Created
                || (response.StatusCode == HttpStatusCode.TooManyRequests && response.Headers.RetryAfter?.Delta is not null),
            $"{response.StatusCode}"));
        Assert.InRange(responses.Count(response => response.StatusCode == HttpStatusCode.Created), 10, 40);
        Assert.Equal(responses.Count(response => response.StatusCode == HttpStatusCode.Created), egnyte.Domain.UserCount);
        Assert.Equal(0, (await proxy.Process.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task AnIdleConnection_DoesNotHoldTheStop()
    {
        await using var egnyte = await HeldEgnyte.StartAsync();
        await using var proxy = await StartAsync(egnyte.Address, delay: 0);
        using var idle = await proxy.ConnectAsync();
        await idle.SendAsync(
            $"GET /scim/v2/ServiceProviderConfig HTTP/1.1\r\nHost: scim.example.com\r\nAuthorization: Bearer {ScimProxyApplication.Token}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200", await idle.ReadHeadAsync(), StringComparison.Ordinal);
        var stopped = Stopwatch.StartNew();

        proxy.Process.Send(PosixSignal.SIGTERM);

        Assert.Equal(0, (await proxy.Process.EndAsync()).ExitCode);
        Assert.InRange(stopped.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task ABodyThatIsStillArriving_IsReadAndAnswered()
    {
        await using var egnyte = await HeldEgnyte.StartAsync();
        await using var proxy = await StartAsync(egnyte.Address, LongDelay);
        var body = await NewUser(1).ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var sender = await proxy.ConnectAsync();
        await sender.SendAsync($"POST /scim/v2/Users HTTP/1.1\r\nHost: scim.example.com\r\nAuthorization: Bearer {ScimProxyApplication.Token}\r\n"
            + $"Content-Type: application/scim+json\r\nContent-Length: {body.Length}\r\nExpect: 100-continue\r\n\r\n");

        // Kestrel asks for the body when the proxy reads it: from then on the request is in flight.
        Assert.StartsWith("HTTP/1.1 100", await sender.ReadHeadAsync(), StringComparison.Ordinal);
        await sender.SendAsync(body[..20]);
        proxy.Process.Send(PosixSignal.SIGTERM);
        await proxy.UntilConnectionsAreRefusedAsync();
        await sender.SendAsync(body[20..]);
        (await egnyte.NextAsync()).Answer(User.Replace("jane", "user1", StringComparison.Ordinal));

        var head = await sender.ReadHeadAsync();
        Assert.StartsWith("HTTP/1.1 201", head, StringComparison.Ordinal);
        Assert.Contains("Connection: close", head, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, (await proxy.Process.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task APageOfGroupsThatIsReadInTheBackground_DoesNotHoldTheStop()
    {
        await using var egnyte = await EgnyteSimulator.StartAsync(new SimulatorOptions { CallsPerSecond = 1 }, TestContext.Current.CancellationToken);
        egnyte.Domain.SeedGroups(90);
        await using var proxy = await StartAsync(egnyte.Address, delay: 0, ("ScimProxy__Tenants__default__CallsPerSecond", "1"));
        using var client = proxy.CreateClient();
        using (var deferred = await client.GetAsync("Groups?count=90", TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, deferred.StatusCode);
        }

        var stopped = Stopwatch.StartNew();
        proxy.Process.Send(PosixSignal.SIGTERM);

        Assert.Equal(0, (await proxy.Process.EndAsync()).ExitCode);
        Assert.InRange(stopped.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("demo --port 0", "A tour")]
    [InlineData("simulator", "A proxy for it:")]
    public async Task AVerbWithAHost_EndsOnTheFirstSignal(string verb, string printed)
    {
        await using var process = new ProxyProcess(await native.PathAsync(), verb.Split(' '), []);
        await process.ReadUntilAsync(printed);

        process.Send(PosixSignal.SIGINT);

        var (exitCode, _, errors) = await process.EndAsync();
        Assert.Equal((0, ""), (exitCode, errors));
    }

    /// <summary>The library cancels what the verb does, and the verb says how that ended.</summary>
    [Fact]
    public async Task AVerbWithoutAHost_EndsOnTheFirstSignal()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux");
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var process = new ProxyProcess(await native.PathAsync(), ["check", "--ready", $"http://{silent.LocalEndpoint}"], []);
        using var connection = await silent.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await process.UntilItHandlesAsync(PosixSignal.SIGTERM);

        process.Send(PosixSignal.SIGTERM);

        var (exitCode, output, errors) = await process.EndAsync();
        Assert.Equal((2, $"not ready (http://{silent.LocalEndpoint} does not answer)\n", ""), (exitCode, output, errors));
    }

    private static StringContent NewUser(int number) => new(
        $$"""
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"user{{number}}","name":{"givenName":"U","familyName":"{{number}}"},
         "emails":[{"value":"user{{number}}@example.com"}]}
        """,
        Encoding.UTF8, "application/scim+json");

    private async Task<RunningProxy> StartAsync(Uri egnyte, int delay, params (string Key, string Value)[] settings)
    {
        var process = new ProxyProcess(await native.PathAsync(), ["serve"], [
            ("ScimProxy__Tenants__default__EgnyteBaseAddress", egnyte.ToString()),
            ("ScimProxy__Management__Url", "http://127.0.0.1:0"),
            ("ScimProxy__ShutdownDelay", $"{delay}"),
            ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            .. settings,
        ]);
        var addresses = Address().Matches(await process.ReadUntilAsync("/health/ready"));
        var proxy = new RunningProxy(process, new Uri(addresses[0].Value), new Uri(new Uri(addresses[^1].Value), "/health/ready"));
        await proxy.UntilReadyAsync();
        return proxy;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
