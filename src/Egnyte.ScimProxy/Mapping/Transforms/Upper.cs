namespace Egnyte.ScimProxy.Mapping.Transforms;

/// <summary>Capital letters, the same in every language. One letter stays one letter: ß has no capital here.</summary>
internal sealed class Upper() : TextTransform("upper")
{
    public override string? Loses => "letter case";

    public override string Apply(string value) => value.ToUpperInvariant();
}

internal static partial class KnownTransforms
{
    private static readonly TransformKind UpperKind = Add(new("upper", "Upper case: jane becomes JANE.", null, static (_, _) => new Upper()));
}
