using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.Testing;

/// <summary>A simulated Egnyte with the real host before it. The simulator states a rate limit and a daily quota that no test reaches.</summary>
public sealed class SimulatedEgnyte : IAsyncDisposable
{
    /// <summary>A second token that this Egnyte knows.</summary>
    public const string OtherToken = "egnyte-other-token";

    /// <summary>The environment variable that says how this Egnyte behaves where sources disagree.</summary>
    public const string DialectVariable = "EGNYTE_DIALECT";

    private const string PatchForm = "ScimProxy:Tenants:default:GroupPatchForm";

    private SimulatedEgnyte(EgnyteSimulator simulator, ScimProxyApplication proxy) => (Simulator, Proxy) = (simulator, proxy);

    /// <summary>The dialect of every simulated Egnyte of this process.</summary>
    public static SimulatorDialect Dialect { get; } = SimulatorDialect.Default.With(Environment.GetEnvironmentVariable(DialectVariable) ?? "");

    public EgnyteSimulator Simulator { get; }

    public ScimProxyApplication Proxy { get; }

    public HttpClient Client => Proxy.Client;

    public static Task<SimulatedEgnyte> StartAsync(bool seedPeople = true, params KeyValuePair<string, string?>[] settings) =>
        StartAsync(TimeProvider.System, seedPeople, settings);

    /// <summary>The same with one clock for both: the daily quota begins anew at 00:00 UTC, and near it the proxy doubts what Egnyte counts.</summary>
    public static async Task<SimulatedEgnyte> StartAsync(TimeProvider time, bool seedPeople = true, params KeyValuePair<string, string?>[] settings)
    {
        var options = new SimulatorOptions
        {
            Dialect = Dialect with { HidesQuota = false },
            CallsPerSecond = 100_000,
            CallsPerDay = 100_000_000,
            SeedPeople = seedPeople,
            Tokens = [ScimProxyApplication.Token, OtherToken],
            Time = time,
        };
        var simulator = await EgnyteSimulator.StartAsync(options, TestContext.Current.CancellationToken);
        var proxy = await ScimProxyApplication.StartAsync(
            simulator.Address, [.. WhatTheDialectNeeds(settings), .. settings], time == TimeProvider.System ? null : time);
        var egnyte = new SimulatedEgnyte(simulator, proxy);

        // The rate limit of a token is known from Egnyte's first answer on: it is read here, so that no test waits for it.
        using var first = await egnyte.Client.GetAsync("Users?count=1", TestContext.Current.CancellationToken);
        simulator.Calls.Clear();
        simulator.Controls.Dialect = Dialect;
        return egnyte;
    }

    /// <summary>Skips a test of what only an Egnyte of these settings does.</summary>
    public static void Needs(string settings, string reason) =>
        Assert.SkipUnless(settings.Length == 0 || Dialect.With(settings) == Dialect, $"Needs {settings}: {reason}");

    /// <summary>A second host before the same Egnyte, told no more than the dialect needs.</summary>
    public Task<ScimProxyApplication> StartReplicaAsync() => ScimProxyApplication.StartAsync(Simulator.Address, WhatTheDialectNeeds([]));

    /// <summary>The settings that a further tenant before a simulated Egnyte needs.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> NeededBy(string tenant) =>
        WhatTheDialectNeeds([])
            .Select(setting => new KeyValuePair<string, string?>(setting.Key.Replace(":default:", $":{tenant}:", StringComparison.Ordinal), setting.Value));

    // An Egnyte that refuses partial JSON is the one thing that an administrator has to tell the proxy.
    private static IEnumerable<KeyValuePair<string, string?>> WhatTheDialectNeeds(KeyValuePair<string, string?>[] given) =>
        Dialect.GroupPatch == GroupPatchRule.PatchOp && given.All(setting => setting.Key != PatchForm) ? [new(PatchForm, "patchOp")] : [];

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}
