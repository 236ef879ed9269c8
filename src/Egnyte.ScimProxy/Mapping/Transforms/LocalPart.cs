namespace Egnyte.ScimProxy.Mapping.Transforms;

/// <summary>What stands before the last @; a text without one stays as it is.</summary>
internal sealed class LocalPart() : TextTransform("localPart")
{
    public override string? Loses => "the part from @ on";

    public override string Apply(string value) => Of(value);

    public static string Of(string value) => value.LastIndexOf('@') is var at and >= 0 ? value[..at] : value;
}

internal static partial class KnownTransforms
{
    private static readonly TransformKind LocalPartKind = Add(
        new("localPart", "The part before @: jane@example.com becomes jane.", null, static (_, _) => new LocalPart()));
}
