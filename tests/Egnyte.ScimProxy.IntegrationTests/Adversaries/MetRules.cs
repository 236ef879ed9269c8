namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>How many successes each rule dropped something in.</summary>
internal sealed class MetRules
{
    private readonly Dictionary<DropRule, int> _counts = [];

    public void Add(params IEnumerable<DropRule> rules)
    {
        foreach (var rule in rules)
        {
            _counts[rule] = this[rule] + 1;
        }
    }

    public int this[DropRule rule] => _counts.GetValueOrDefault(rule);
}
