using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Simulator;
using Egnyte.ScimProxy.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>A simulated Egnyte with the real host before it, for many sequences, one after the other, each with a tenant of its own.</summary>
internal sealed class SequenceEgnyte : IAsyncDisposable
{
    private const string OtherClient = "Microsoft Azure AD SCIM provisioning 1.0.0";

    /// <summary>A timer of the request before may still go off, and the longest that the clock jumps over is of that length.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(6);

    private readonly HurriedTime _time;
    private readonly RequestClock _clock;
    private readonly EgnyteSimulator _simulator;
    private readonly ScimProxyApplication _proxy;

    private SequenceEgnyte(HurriedTime time, EgnyteSimulator simulator, ScimProxyApplication proxy) =>
        (_time, _clock, _simulator, _proxy) = (time, new RequestClock(time, Margin), simulator, proxy);

    /// <summary>Runs the sequences of some seeds.</summary>
    /// <returns>What failed, with the whole sequence; how many calls there were, and how many of them failed.</returns>
    public static async Task<(IReadOnlyList<string> Failures, int Calls, int Struck)> RunAsync(IReadOnlyList<int> seeds)
    {
        await using var egnyte = await StartAsync(seeds.Count);
        var failures = new List<string>();
        var (calls, struck) = (0, 0);
        for (var i = 0; i < seeds.Count; i++)
        {
            var (failure, ofSequence, struckOfSequence) = await egnyte.RunAsync($"sequence-{i}", seeds[i]);
            failures.AddRange(failure);
            calls += ofSequence;
            struck += struckOfSequence;
        }

        return (failures, calls, struck);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    private static async Task<SequenceEgnyte> StartAsync(int tenants)
    {
        var time = new HurriedTime();
        var simulator = await EgnyteSimulator.StartAsync(
            new SimulatorOptions { CallsPerSecond = 100_000, CallsPerDay = 100_000_000, SeedPeople = false, Time = time },
            TestContext.Current.CancellationToken);
        var profile = ProfileCompiler.CompileBuiltIn("okta");
        TenantMapping[] mappings =
        [
            TenantFactory.MappingOf(TenantDirectory.DefaultName, new TenantOptions { ["EgnyteBaseAddress"] = simulator.Address.ToString() }, profile),
            TenantFactory.MappingOf(
                TenantDirectory.DefaultName,
                new TenantOptions { ["EgnyteBaseAddress"] = simulator.Address.ToString(), ["DeletePolicy"] = "delete", ["GroupPatchForm"] = "delta" },
                profile),
        ];
        var proxy = await ScimProxyApplication.StartAsync(simulator.Address, time: time, services: services => services.AddSingleton(_ => new TenantDirectory(
            Enumerable.Range(0, tenants)
                .Select(number => TenantOf($"sequence-{number}", mappings[number % mappings.Length], simulator.Address, time))
                .Append(TenantOf(TenantDirectory.DefaultName, mappings[0], simulator.Address, time)))));
        return new SequenceEgnyte(time, simulator, proxy);
    }

    private static Tenant TenantOf(string name, TenantMapping mapping, Uri egnyte, TimeProvider time) =>
        new(
            name,
            new TenantOptions(),
            mapping,
            new ProfileStatus(time.GetUtcNow(), []),
            egnyte,
            EgnyteConnection.Open(egnyte, new EgnyteConnectionOptions { Time = time }));

    private async Task<(IReadOnlyList<string> Failures, int Calls, int Struck)> RunAsync(string tenant, int seed)
    {
        _simulator.Reset();
        var random = new Random(seed);
        using var faults = new RandomFaults(_simulator, _clock, random);
        var client = new SequenceClient(_proxy.Client, tenant, random.Next(2) == 0 ? ScimProxyApplication.Okta : OtherClient, _clock.Begin);
        var settings = _proxy.Services.GetRequiredService<TenantDirectory>().Find(tenant)!.Mapping.Settings;
        var deletesPeople = settings.Get(TenantSettingsFormat.DeletePolicy) is DeletePolicy.Delete;
        var sequence = new Sequence(client, new SequenceSteps(client, random, deletesPeople), random, _simulator, faults, () => _time.Advance(Recovery));

        // A token that Egnyte knows.
        await client.ListAsync("Users?count=1");
        var mistakes = await sequence.RunAsync();
        return (mistakes.Count == 0 ? [] : [$"SEED {seed}\n{string.Join('\n', client.Told)}\n{string.Join('\n', mistakes)}"], faults.Calls, faults.Struck);
    }
}
