namespace Egnyte.ScimProxy.Mapping.Transforms;

/// <summary>Every occurrence of a text becomes another; both are meant literally, letter case included.</summary>
internal sealed class Replace(string from, string to) : Transform($"replace(\"{from}\", \"{to}\")")
{
    public override string? Loses => $"where \"{from}\" stood";

    public override MappedValue Apply(MappedValue value, ReadOnlySpan<MappedValue> others, out string? refusal)
    {
        refusal = null;
        if (value.Text is not { } given)
        {
            return value;
        }

        // Counted before it is made: a long value of nothing but the text, and a long replacement, would be gigabytes.
        var length = given.Length + ((long)given.AsSpan().Count(from) * (to.Length - from.Length));
        return length > MostCharacters ? TooLong(out refusal) : MappedValue.Of(given.Replace(from, to, StringComparison.Ordinal));
    }
}

internal static partial class KnownTransforms
{
    private static readonly TransformKind ReplaceKind = Add(new(
        "replace",
        "Replaces every occurrence of a text, exactly as written; `to` may be empty.",
        """
        {"type":"object","properties":{"from":{"type":"string","minLength":1,"maxLength":1000},"to":{"type":"string","maxLength":1000}},
        "required":["from","to"],"additionalProperties":false,"examples":[{"from": " ", "to": "-"}]}
        """,
        static (argument, findings) =>
            TransformArguments.Hold(argument, findings, ["from", "to"])
            && TransformArguments.Text(argument["from"], findings) is { } from
            && TransformArguments.Text(argument["to"], findings, mayBeEmpty: true) is { } to
                ? new Replace(from, to)
                : null));
}
