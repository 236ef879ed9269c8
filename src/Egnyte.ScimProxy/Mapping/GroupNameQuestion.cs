namespace Egnyte.ScimProxy.Mapping;

/// <summary>What Egnyte can be asked of the names of groups, the more selective before the less.</summary>
internal enum NameComparison
{
    Equals,
    StartsWith,
    Contains,
}

/// <summary>A question about the names that groups have in Egnyte. Letter case makes no difference there.</summary>
internal sealed record GroupNameQuestion(NameComparison Comparison, string Text)
{
    /// <summary>No public source says how Egnyte escapes these, and a wrong guess would answer "no such group" for one that exists.</summary>
    public bool CanBeAsked => !Text.AsSpan().ContainsAny('"', '\\');

    public bool Holds(string? name) => name is not null && Comparison switch
    {
        NameComparison.Equals => name.Equals(Text, StringComparison.OrdinalIgnoreCase),
        NameComparison.StartsWith => name.StartsWith(Text, StringComparison.OrdinalIgnoreCase),
        _ => name.Contains(Text, StringComparison.OrdinalIgnoreCase),
    };

    /// <summary>Whether every name of which this is true is one of which the other is true.</summary>
    public bool Implies(GroupNameQuestion other) => Comparison <= other.Comparison && other.Holds(Text);

    /// <summary>Whether no name can be both.</summary>
    public bool Excludes(GroupNameQuestion other) =>
        Comparison is NameComparison.Equals ? !other.Holds(Text)
        : other.Comparison is NameComparison.Equals ? !Holds(other.Text)
        : (Comparison, other.Comparison) is (NameComparison.StartsWith, NameComparison.StartsWith) && !Implies(other) && !other.Implies(this);

    /// <summary>Whether it finds fewer groups, as far as words can tell.</summary>
    public bool IsCloserThan(GroupNameQuestion other) => Comparison == other.Comparison ? Text.Length > other.Text.Length : Comparison < other.Comparison;

    /// <summary>As Egnyte's filter.</summary>
    public override string ToString() => $"displayName {Comparison switch { NameComparison.Equals => "eq", NameComparison.StartsWith => "sw", _ => "co" }} \"{Text}\"";
}
