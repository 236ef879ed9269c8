using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Simulator;
using Egnyte.ScimProxy.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Egnyte.ScimProxy.Testing;

/// <summary>A simulated Egnyte whose tenant has group rules in its profile, made in code.</summary>
internal sealed class EgnyteUnderGroupRules : IAsyncDisposable
{
    private readonly ProxyMeter _meter;

    private EgnyteUnderGroupRules(EgnyteSimulator simulator, ScimProxyApplication proxy) =>
        (Simulator, Proxy, _meter) = (simulator, proxy, new ProxyMeter(proxy));

    public EgnyteSimulator Simulator { get; }

    public ScimProxyApplication Proxy { get; }

    public HttpClient Client => Proxy.Client;

    public SimulatedDomain Domain => Simulator.Domain;

    /// <summary>What the metric of skipped members says.</summary>
    public long Skipped => _meter.Total("group.members.skipped");

    public IReadOnlyList<string> Calls =>
        [.. Simulator.Calls.Snapshot()
            .Select(call =>
                $"{call.Method} {Uri.UnescapeDataString(call.Path)}{Uri.UnescapeDataString(call.Query.Replace('+', ' '))}".Replace(
                    "/pubapi/v2/", "", StringComparison.Ordinal))];

    public static async Task<EgnyteUnderGroupRules> StartAsync(GroupRules rules, int maxScanCalls = 0, string form = "delta")
    {
        var simulator = await EgnyteSimulator.StartAsync(
            new SimulatorOptions { CallsPerSecond = 100_000, CallsPerDay = 100_000_000, SeedPeople = false, Tokens = [ScimProxyApplication.Token] },
            TestContext.Current.CancellationToken);
        var options = new TenantOptions
        {
            ["EgnyteBaseAddress"] = simulator.Address.ToString(),
            ["MaxScanCalls"] = $"{maxScanCalls}",
            ["GroupPatchForm"] = form,
        };
        var okta = ProfileCompiler.CompileBuiltIn("okta");
        var profile = new MappingProfile("of-groups", okta.Extension, okta.Rules) { Groups = rules };
        var proxy = await ScimProxyApplication.StartAsync(simulator.Address, services: services => services.AddSingleton(provider => new TenantDirectory(
            [
                new Tenant(
                    "default",
                    options,
                    new TenantMapping(profile, new TenantSettings("default", options, profile)),
                    new ProfileStatus(TimeProvider.System.GetUtcNow(), []),
                    simulator.Address,
                    EgnyteConnection.Open(simulator.Address, new EgnyteConnectionOptions())),
            ])));

        // The rate limit of a token is known from Egnyte's first answer on.
        await proxy.Client.GetScimAsync("Users?count=1");
        simulator.Calls.Clear();
        return new EgnyteUnderGroupRules(simulator, proxy);
    }

    public async ValueTask DisposeAsync()
    {
        _meter.Dispose();
        await Proxy.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}
