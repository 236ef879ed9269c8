using System.Collections.Frozen;
using System.Text.Json;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Mapping.Transforms;

/// <summary>
/// A value becomes what stands beside it in a table. Keys are compared exactly: put lower before it, where a directory is not sure of its
/// letters.
/// </summary>
internal sealed class Lookup : Transform
{
    private const int MostNamed = 20;

    private readonly FrozenDictionary<string, string> _table;
    private readonly FrozenDictionary<string, string>? _reverse;
    private readonly string? _allOthers;
    private readonly string _missing;
    private readonly string _known;

    /// <param name="table">The values that are known, in the profile's order.</param>
    /// <param name="allOthers">What every other value becomes; null where <paramref name="missing"/> says it.</param>
    /// <param name="missing">What becomes of a value that is not there: refuse, ignore or keep.</param>
    public Lookup(IReadOnlyList<KeyValuePair<string, string>> table, string? allOthers, string missing)
        : base($"lookup({table.Count} values)")
    {
        _table = table.ToFrozenDictionary(StringComparer.Ordinal);
        _allOthers = allOthers;
        _missing = missing;
        _known = string.Join(", ", table.Take(MostNamed).Select(entry => entry.Key)) + (table.Count > MostNamed ? $" and {table.Count - MostNamed} more" : "");
        Loses = (allOthers, missing) switch
        {
            (null, "refuse") when table.DistinctBy(entry => entry.Value, StringComparer.Ordinal).Count() == table.Count => null,
            (null, "ignore") => "what is not in the table",
            (null, "keep") => "whether it stood in the table",
            _ => "which of several values it was",
        };
        _reverse = Loses is null ? table.ToFrozenDictionary(entry => entry.Value, entry => entry.Key, StringComparer.Ordinal) : null;
    }

    public override string? Loses { get; }

    public override IReadOnlyCollection<string>? Outcomes =>
        _missing == "keep" ? null : [.. _table.Values, .. _allOthers is null ? Array.Empty<string>() : [_allOthers]];

    public override MappedValue Apply(MappedValue value, ReadOnlySpan<MappedValue> others, out string? refusal)
    {
        refusal = null;
        if (value.IsNone)
        {
            return value;
        }

        if ((_table.GetValueOrDefault(value.ToString()) ?? _allOthers) is { } found)
        {
            return MappedValue.Of(found);
        }

        refusal = _missing is "refuse" ? $"is none of the values that the profile knows: {_known} (exactly as written here)" : null;
        return _missing is "keep" ? MappedValue.Of(value.ToString()) : MappedValue.None;
    }

    public override MappedValue Undo(MappedValue value) =>
        value.Text is { } text && _reverse?.GetValueOrDefault(text) is { } written ? MappedValue.Of(written) : value;
}

internal static partial class KnownTransforms
{
    private const int MostEntries = 1000;
    private const string AllOthers = "*";

    private static readonly TransformKind LookupKind = Add(new(
        "lookup",
        "The entry for the value in a table, compared exactly; `*` is for all other values. Without `*`, `missing` says what happens to "
        + "them: `refuse` (the default), `ignore` (nothing is sent) or `keep`.",
        """
        {"type":"object","properties":{
        "table":{"type":"object","additionalProperties":{"type":"string","minLength":1,"maxLength":1000},
        "propertyNames":{"minLength":1,"maxLength":1000},"minProperties":1,"maxProperties":1000},
        "missing":{"enum":["refuse","ignore","keep"]}},
        "required":["table"],"additionalProperties":false,"not":{"required":["missing"],"properties":{"table":{"required":["*"]}}},
        "examples":[{"table": {"Sales": "power", "Legal": "standard"}}, {"table": {"Sales": "power", "*": "standard"}}]}
        """,
        ReadLookup));

    private static Lookup? ReadLookup(ProfileNode argument, ProfileFindings findings)
    {
        if (!TransformArguments.Hold(argument, findings, ["table"], "missing"))
        {
            return null;
        }

        var table = ReadTable(argument["table"]!, findings);
        var allOthers = argument["table"]![AllOthers];
        string[] known = ["refuse", "ignore", "keep"];
        var missing = argument["missing"] is { } said ? findings.Word(said, known) : known[0];
        if (allOthers is not null && argument["missing"] is { } needless)
        {
            findings.Error(needless, "Nothing is missing in a table that has \"*\".", "Take away \"missing\", or \"*\".");
            return null;
        }

        return table is not null && known.Contains(missing) ? new Lookup(table, allOthers?.Text, missing!) : null;
    }

    private static List<KeyValuePair<string, string>>? ReadTable(ProfileNode table, ProfileFindings findings)
    {
        if (table.Kind is not JsonValueKind.Object || table.Properties.Count is 0 or > MostEntries)
        {
            findings.Error(table, $"This must be an object of 1 to {MostEntries} properties.", "Write {\"Sales\": \"power\", \"*\": \"standard\"}.");
            return null;
        }

        var entries = new List<KeyValuePair<string, string>>();
        var isWhole = true;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, node) in table.Properties)
        {
            var value = TransformArguments.Text(node, findings);
            if (key.Length is 0 or > TransformArguments.MostCharacters || !keys.Add(key))
            {
                findings.Error(node, "What stands before the colon is empty, too long, or was there before.", "Take this line away.");
                value = null;
            }

            isWhole &= value is not null;
            if (value is not null && key != AllOthers)
            {
                entries.Add(new(key, value));
            }
        }

        return isWhole ? entries : null;
    }
}
