namespace Egnyte.ScimProxy.Mapping.Transforms;

/// <summary>Takes away the white space before and after, which is often copied into directories. A value of white space only becomes no value.</summary>
internal sealed class Trim() : TextTransform("trim")
{
    public override string? Loses => "white space around it";

    public override string Apply(string value) => value.Trim();
}

internal static partial class KnownTransforms
{
    private static readonly TransformKind TrimKind = Add(
        new("trim", "Removes white space at the beginning and at the end.", null, static (_, _) => new Trim()));
}
