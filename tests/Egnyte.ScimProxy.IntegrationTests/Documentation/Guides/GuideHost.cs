using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Documentation.Guides;

/// <summary>
/// A simulated Egnyte with the real host before it, for what a guide shows. The guide shows one dialect of Egnyte, whichever the suite runs under.
/// </summary>
internal sealed class GuideHost : IAsyncDisposable
{
    private GuideHost(EgnyteSimulator simulator, ScimProxyApplication proxy) => (Simulator, Proxy) = (simulator, proxy);

    public EgnyteSimulator Simulator { get; }

    public ScimProxyApplication Proxy { get; }

    /// <param name="profile">The profile of the guide's client.</param>
    /// <param name="time">The clock of both sides.</param>
    /// <param name="settings">Further settings of the tenant, by their keys in it.</param>
    public static async Task<GuideHost> StartAsync(string profile, TimeProvider time, IReadOnlyDictionary<string, string>? settings = null)
    {
        var options = new SimulatorOptions { CallsPerSecond = 100_000, CallsPerDay = 100_000_000, Time = time };
        var simulator = await EgnyteSimulator.StartAsync(options, TestContext.Current.CancellationToken);
        var proxy = await ScimProxyApplication.StartAsync(
            simulator.Address,
            new Dictionary<string, string>(settings ?? new Dictionary<string, string>()) { ["Profile"] = profile }
                .Select(setting => new KeyValuePair<string, string?>($"ScimProxy:Tenants:default:{setting.Key}", setting.Value)),
            time);
        return new GuideHost(simulator, proxy);
    }

    /// <summary>Text with the id of each <c>{user name}</c> and each <c>{group name}</c> that Egnyte has.</summary>
    public string WithIds(string text)
    {
        foreach (var user in Simulator.Domain.AllUsers())
        {
            text = text.Replace($"{{{user.UserName}}}", $"{user.Id}", StringComparison.Ordinal);
        }

        return Simulator.Domain.AllGroups()
            .Aggregate(text, (filled, group) => filled.Replace($"{{{group.DisplayName}}}", group.Id, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}
