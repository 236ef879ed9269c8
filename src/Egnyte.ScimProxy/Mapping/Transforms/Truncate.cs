namespace Egnyte.ScimProxy.Mapping.Transforms;

/// <summary>Cuts off what is too long; never through the middle of a character that takes two UTF-16 units.</summary>
internal sealed class Truncate(int length) : TextTransform($"truncate({length})")
{
    public override string? Loses => $"what follows the first {length} characters";

    public override string Apply(string value) =>
        value.Length <= length ? value : value[..(char.IsHighSurrogate(value[length - 1]) ? length - 1 : length)];
}

internal static partial class KnownTransforms
{
    private static readonly TransformKind TruncateKind = Add(new(
        "truncate",
        "Keeps the first characters only, here 20.",
        """{"type":"integer","minimum":1,"maximum":1000,"examples":[20]}""",
        static (argument, findings) => findings.WholeNumber(argument, 1, 1000) is { } length ? new Truncate(length) : null));
}
