using Egnyte.ScimProxy.Benchmarks.Reporting;

namespace Egnyte.ScimProxy.Benchmarks.EndToEnd;

/// <summary>The rounds of one workload; ratios are taken within a round, where the machine was as busy for one server as for the other.</summary>
internal sealed class WorkloadResult(string name, IReadOnlyList<string> servers)
{
    private readonly List<RoundResult>[] _rounds = [.. servers.Select(_ => new List<RoundResult>())];

    public string Name { get; } = name;

    public IReadOnlyList<string> Servers { get; } = servers;

    public void Add(int server, RoundResult round) => _rounds[server].Add(round);

    public Spread Of(int server, Func<RoundResult, double> figure) => Spread.Of(_rounds[server].Select(figure));

    public Spread Ratio(int server, int baseline, Func<RoundResult, double> figure) =>
        Spread.Of(_rounds[server].Zip(_rounds[baseline], (own, other) => figure(own) / figure(other)));

    public string GarbageCollector => string.Join(", ", _rounds.SelectMany(rounds => rounds).Select(round => round.GarbageCollector).Distinct());
}
