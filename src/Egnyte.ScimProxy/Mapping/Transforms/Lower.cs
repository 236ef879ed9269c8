namespace Egnyte.ScimProxy.Mapping.Transforms;

/// <summary>Small letters, the same in every language.</summary>
internal sealed class Lower() : TextTransform("lower")
{
    public override string? Loses => "letter case";

    public override string Apply(string value) => value.ToLowerInvariant();
}

internal static partial class KnownTransforms
{
    private static readonly TransformKind LowerKind = Add(new("lower", "Lower case: Jane becomes jane.", null, static (_, _) => new Lower()));
}
