namespace Egnyte.ScimProxy.RolloutTests;

/// <summary>What the tasks of a burst cost where Egnyte has no limit and no 429 is heard: measured once.</summary>
public sealed class BurstMinimum : IAsyncLifetime
{
    public const int People = 500;
    public const int Groups = 20;

    public int Calls { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await using var site = await RolloutSite.StartAsync(callsPerDay: 1_000_000, callsPerSecond: 100_000);
        Calls = await new Burst(site, People, Groups).CountCallsAsync(site.Okta(LaterWaits.AsGiven, Resumption.Request));
    }

    public ValueTask DisposeAsync() => default;
}
