using System.Text.Json;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Mapping.Transforms;

/// <summary>The closed set of transforms. Each file beside this one adds its own, so that a new transform is one new file.</summary>
internal static partial class KnownTransforms
{
    // No initializer: the fields of the other parts may be initialized first.
    private static SortedDictionary<string, TransformKind>? _all;

    public static IReadOnlyCollection<TransformKind> All => _all!.Values;

    /// <summary>The step that a profile writes as a name or as an object of one property; null after an error, which is among the findings.</summary>
    public static Transform? Read(ProfileNode step, ProfileFindings findings)
    {
        var (name, argument) = step switch
        {
            { Kind: JsonValueKind.String } => (step.Text, null),
            { Kind: JsonValueKind.Object, Properties: [var only] } => (only.Name, only.Value),
            _ => (null, null),
        };
        if (name is null)
        {
            findings.Error(step, "A transform is a name, or an object of one property.", "Write \"lower\", or {\"truncate\": 20}.");
        }
        else if (!_all!.TryGetValue(name, out var kind))
        {
            findings.Error(
                step,
                $"There is no transform \"{name}\".",
                $"Did you mean \"{Documents.ClosestMatch.To(name, _all.Keys)}\"? Known: {string.Join(", ", _all.Keys)}.");
        }
        else if (kind.TakesArgument != argument is not null)
        {
            findings.Error(step, $"The transform \"{name}\" takes {(kind.TakesArgument ? "an argument" : "no argument")}.", $"Write {kind.Examples[0]}.");
        }
        else
        {
            return kind.Read(argument ?? step, findings);
        }

        return null;
    }

    private static TransformKind Add(TransformKind kind)
    {
        (_all ??= new(StringComparer.Ordinal)).Add(kind.Name, kind);
        return kind;
    }
}
