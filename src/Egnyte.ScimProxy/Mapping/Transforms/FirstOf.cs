using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Mapping.Transforms;

/// <summary>The first of several that is there: not every directory fills the same attributes. "value" is what the step before gave.</summary>
internal sealed class FirstOf : Transform
{
    public const string Value = "value";

    // The place of each among the others; null for the value.
    private readonly int?[] _order;

    public FirstOf(IReadOnlyList<ProfileNode> order)
        : base($"firstOf({string.Join(", ", order.Select(item => item.Text))})")
    {
        Others = [.. order.Where(item => item.Text != Value)];
        UsesValue = Others.Count < order.Count;
        var place = 0;
        _order = [.. order.Select(item => item.Text == Value ? (int?)null : place++)];
    }

    public override IReadOnlyList<ProfileNode> Others { get; }

    public override bool UsesValue { get; }

    public override string? Loses => "which of several attributes it was";

    public override MappedValue Apply(MappedValue value, ReadOnlySpan<MappedValue> others, out string? refusal)
    {
        refusal = null;
        foreach (var place in _order)
        {
            var candidate = place is { } other ? others[other] : value;
            if (!candidate.IsNone)
            {
                return MappedValue.Of(candidate.ToString());
            }
        }

        return MappedValue.None;
    }
}

internal static partial class KnownTransforms
{
    private const int MostCandidates = 20;

    private static readonly TransformKind FirstOfKind = Add(new(
        "firstOf",
        "The first of these attributes that has a value; `value` is the value so far.",
        """{"type":"array","items":{"type":"string","minLength":1,"maxLength":1000},"minItems":1,"maxItems":20,"examples":[["value", "nickName", "emails"]]}""",
        ReadFirstOf));

    private static FirstOf? ReadFirstOf(ProfileNode argument, ProfileFindings findings)
    {
        if (findings.Items(argument) is not { } items)
        {
            return null;
        }

        if (items.Count is 0 or > MostCandidates)
        {
            findings.Error(argument, $"This names {items.Count} attributes.", $"Name 1 to {MostCandidates}, such as [\"value\", \"nickName\"].");
            return null;
        }

        // All are read before any is judged, so that every mistake is among the findings.
        var texts = items.Select(item => TransformArguments.Text(item, findings)).ToList();
        return texts.Contains(null) ? null : new FirstOf(items);
    }
}
