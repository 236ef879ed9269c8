using System.Buffers;

namespace Egnyte.ScimProxy.Mapping;

/// <summary>What Egnyte can be asked of the names of groups, the more selective before the less.</summary>
internal enum NameComparison
{
    Equals,
    StartsWith,
    Contains,
}

/// <summary>A question about the names that groups have in Egnyte. Letter case makes no difference there.</summary>
internal sealed record GroupNameFilter(NameComparison Comparison, string Text)
{
    /// <summary>A longer name is asked for by its beginning: percent-encoded, it would exceed what gateways take as an address.</summary>
    private const int MaxAskedLength = 256;

    /// <summary>
    /// No public source says how Egnyte escapes these, control characters among them, and a wrong guess would answer "no such group" for one
    /// that exists.
    /// </summary>
    private static readonly SearchValues<char> Unquotable = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (char)code), '"', '\\', '\u007f']);

    /// <summary>Whether Egnyte's filter says all of it. Otherwise the filter finds more groups, and the names are compared here.</summary>
    public bool CanBeAsked => Text.Length <= MaxAskedLength && !Text.AsSpan().ContainsAny(Unquotable);

    public bool Holds(string? name) => name is not null && Comparison switch
    {
        NameComparison.Equals => name.Equals(Text, StringComparison.OrdinalIgnoreCase),
        NameComparison.StartsWith => name.StartsWith(Text, StringComparison.OrdinalIgnoreCase),
        _ => name.Contains(Text, StringComparison.OrdinalIgnoreCase),
    };

    /// <summary>Whether every name of which this is true is one of which the other is true.</summary>
    public bool Implies(GroupNameFilter other) => Comparison <= other.Comparison && other.Holds(Text);

    /// <summary>Whether no name can be both.</summary>
    public bool Excludes(GroupNameFilter other) =>
        Comparison is NameComparison.Equals ? !other.Holds(Text)
        : other.Comparison is NameComparison.Equals ? !Holds(other.Text)
        : (Comparison, other.Comparison) is (NameComparison.StartsWith, NameComparison.StartsWith) && !Implies(other) && !other.Implies(this);

    /// <summary>Whether it finds fewer groups, as far as words can tell.</summary>
    public bool IsCloserThan(GroupNameFilter other) => Comparison == other.Comparison ? Text.Length > other.Text.Length : Comparison < other.Comparison;

    /// <summary>
    /// The filter that finds every group of which this is true; null where no part of the name can be quoted, so that all groups are
    /// candidates.
    /// </summary>
    public string? EgnyteFilter => CanBeAsked ? FilterOf(Comparison, Text) : FilterOfLongestPart();

    /// <summary>The comparison as the text of a filter.</summary>
    public override string ToString() => FilterOf(Comparison, Text);

    private static string FilterOf(NameComparison comparison, string text) =>
        $"displayName {comparison switch { NameComparison.Equals => "eq", NameComparison.StartsWith => "sw", _ => "co" }} \"{text}\"";

    private string? FilterOfLongestPart()
    {
        var (start, length) = (0, 0);
        for (var from = 0; from <= Text.Length;)
        {
            var end = Text.AsSpan(from).IndexOfAny(Unquotable) is var found and >= 0 ? from + found : Text.Length;
            (start, length) = end - from > length ? (from, end - from) : (start, length);
            from = end + 1;
        }

        length = Math.Min(length, MaxAskedLength);

        // Not half a character; and without blanks at its ends, since a filter's value may be trimmed.
        length -= length > 0 && char.IsHighSurrogate(Text[start + length - 1]) ? 1 : 0;
        var part = Text.AsSpan(start, length).TrimEnd();
        var isBeginning = start == 0 && Comparison is not NameComparison.Contains && !part.IsEmpty && !char.IsWhiteSpace(part[0]);
        part = part.TrimStart();
        return part.IsEmpty ? null : FilterOf(isBeginning ? NameComparison.StartsWith : NameComparison.Contains, part.ToString());
    }
}
