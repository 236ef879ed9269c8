using System.Collections.Frozen;

namespace Egnyte.ScimProxy.Mapping.Transforms;

/// <summary>The texts by which directories say yes and no become a boolean. Anything else is rejected: a guess would change a user's access.</summary>
internal sealed class ToBool() : Transform("toBool")
{
    private static readonly FrozenDictionary<string, bool> Words = new Dictionary<string, bool>
    {
        ["true"] = true,
        ["false"] = false,
        ["yes"] = true,
        ["no"] = false,
        ["y"] = true,
        ["n"] = false,
        ["on"] = true,
        ["off"] = false,
        ["1"] = true,
        ["0"] = false,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public override MappedType Gives => MappedType.Boolean;

    public override string? Loses => "how true and false were written";

    public override MappedValue Apply(MappedValue value, ReadOnlySpan<MappedValue> others, out string? refusal)
    {
        refusal = null;
        if (value.Text is not { } given)
        {
            return value;
        }

        if (Words.TryGetValue(given.Trim(), out var boolean))
        {
            return MappedValue.Of(boolean);
        }

        refusal = "is neither true, yes, y, on, 1 nor false, no, n, off, 0";
        return MappedValue.None;
    }
}

internal static partial class KnownTransforms
{
    private static readonly TransformKind ToBoolKind = Add(new(
        "toBool",
        "Makes true or false of true/false, yes/no, y/n, on/off and 1/0, in any letter case; any other text is refused.",
        null,
        static (_, _) => new ToBool()));
}
