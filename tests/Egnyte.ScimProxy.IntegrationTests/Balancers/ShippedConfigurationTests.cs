using System.Globalization;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Balancers;

/// <summary>The program as a process with the environment of the image: what <c>deploy/</c> says of its ports, probes and balancers is true of it.</summary>
public sealed partial class ShippedConfigurationTests : IAsyncLifetime
{
    private const int Patience = 60_000;
    private const int SimulatorControl = 8082;

    private readonly ShippedImage _image = ShippedImage.Read();
    private EgnyteSimulator _egnyte = null!;
    private ProxyProcess _proxy = null!;
    private Replica _replica = null!;

    public async ValueTask InitializeAsync()
    {
        _egnyte = await EgnyteSimulator.StartAsync(new SimulatorOptions { CallsPerSecond = 100_000 }, TestContext.Current.CancellationToken);

        // Compose points the proxy at the simulator by this variable.
        Assert.Contains("ScimProxy__Tenants__default__EgnyteBaseAddress:", ShippedImage.File("compose.yaml"), StringComparison.Ordinal);
        _proxy = new ProxyProcess(
            [],
            [
                .. _image.OnFreePorts,
                ("ScimProxy__Tenants__default__EgnyteBaseAddress", _egnyte.Address.ToString()),
                ("ScimProxy__TrustedProxies__0", "127.0.0.0/8"),
            ]);
        _replica = Replica.In(await _proxy.ReadUntilAsync("/health/ready"));
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _egnyte.DisposeAsync();
    }

    /// <summary>The ports of the image stand in every other file.</summary>
    [Fact]
    public void Ports_OfTheImage_AreThoseOfTheOtherFiles()
    {
        int[] ports = [_image.PublicPort, _image.ManagementPort];
        var dockerfile = ShippedImage.File("Dockerfile");

        Assert.Contains($"EXPOSE {_image.PublicPort} {_image.ManagementPort}", dockerfile, StringComparison.Ordinal);
        Assert.Contains($"\"check\", \"--ready\", \"http://127.0.0.1:{_image.ManagementPort}\"", dockerfile, StringComparison.Ordinal);

        // Compose publishes the simulator's control address too, which shares the proxy's network; Prometheus and Grafana come below.
        Assert.Equal([.. ports, SimulatorControl], ComposePort().Matches(ShippedImage.File("compose.yaml")).Select(Number).Take(3));
        Assert.Equal(ports, ContainerPort().Matches(ShippedImage.File("helm/templates/deployment.yaml")).Select(Number));
        Assert.All(ReplicaPort().Matches(ShippedImage.File("nginx/scim.conf")).Select(Number), port => Assert.Equal(_image.PublicPort, port));
        Assert.All(ReplicaPort().Matches(ShippedImage.File("haproxy/haproxy.cfg")).Select(Number), port => Assert.Equal(_image.PublicPort, port));
    }

    [Fact]
    public async Task HealthCheck_OfTheDockerfile_Succeeds()
    {
        await using var check = new ProxyProcess(["check", "--ready", _replica.Management.GetLeftPart(UriPartial.Authority)]);

        Assert.Equal(0, (await check.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Probes_OfKubernetes_AreAnsweredOnTheirPort()
    {
        var deployment = ShippedImage.File("helm/templates/deployment.yaml");
        var ports = ContainerPort().Matches(deployment).ToDictionary(port => port.Groups["name"].Value, Number, StringComparer.Ordinal);
        using var client = new HttpClient();

        var probes = Probe().Matches(deployment);
        Assert.Equal(3, probes.Count);
        foreach (Match probe in probes)
        {
            var address = ports[probe.Groups["port"].Value] == _image.ManagementPort ? _replica.Management : _replica.Address;
            Assert.Equal(200, (await client.GetScimAsync(new Uri(address, probe.Groups["path"].Value).ToString())).Status);
        }
    }

    [Fact]
    public async Task Health_IsAnsweredOnTheManagementPortAlone()
    {
        using var client = new HttpClient();

        foreach (var path in new[] { "/health/live", "/health/ready", "/health/tenants" })
        {
            Assert.Equal(200, (await client.GetScimAsync(new Uri(_replica.Management, path).ToString())).Status);
            ScimShape.AssertError(await client.GetScimAsync(new Uri(_replica.Address, path).ToString()), 404);
        }
    }

    /// <summary>A health check on the wrong port takes every replica out: each request is then answered 429 by the balancer.</summary>
    [Theory(Timeout = Patience)]
    [MemberData(nameof(BalancerTests.Names), MemberType = typeof(BalancerTests))]
    public async Task Request_ThroughABalancer_ReachesTheImage(string name)
    {
        Balancer.AssertInstalled();
        await using var balancer = await Balancer.StartAsync(name, [_replica, _replica, _replica], TestContext.Current.CancellationToken);
        using var client = balancer.CreateClient(ScimProxyApplication.Token);

        for (var request = 0; request < 3; request++)
        {
            Assert.Equal(200, (await client.GetScimAsync("Users?count=1")).Status);
        }
    }

    /// <summary>What a client writes into a forwarded header is not what its balancer says.</summary>
    [Theory(Timeout = Patience)]
    [MemberData(nameof(BalancerTests.Names), MemberType = typeof(BalancerTests))]
    public async Task ForwardedHeaders_OfTheClient_DoNotPassABalancer(string name)
    {
        Balancer.AssertInstalled();
        await using var balancer = await Balancer.StartAsync(name, [_replica, _replica, _replica], TestContext.Current.CancellationToken);
        using var client = balancer.CreateClient(ScimProxyApplication.Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, "Users?count=1");
        foreach (var (header, value) in new[]
        {
            ("X-Forwarded-For", "127.0.0.1"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Prefix", "/evil"),
        })
        {
            request.Headers.TryAddWithoutValidation(header, [value, value]);
        }

        var page = await client.SendScimAsync(request);

        Assert.StartsWith(
            "http://scim.example.com/scim/v2/Users/",
            page.Json.GetProperty("Resources")[0].GetProperty("meta").GetProperty("location").GetString(),
            StringComparison.Ordinal);
    }

    private static int Number(Match match) => int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"127\.0\.0\.1:\d+:(?<number>\d+)""")]
    private static partial Regex ComposePort();

    [GeneratedRegex(@"name: (?<name>\w+), containerPort: (?<number>\d+)")]
    private static partial Regex ContainerPort();

    [GeneratedRegex(@"httpGet: \{ path: (?<path>\S+), port: (?<port>\w+) \}")]
    private static partial Regex Probe();

    [GeneratedRegex(@"replica-\d:(?<number>\d+)")]
    private static partial Regex ReplicaPort();
}
