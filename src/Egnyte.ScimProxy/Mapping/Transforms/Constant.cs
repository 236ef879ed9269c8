using System.Text.Json;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Mapping.Transforms;

/// <summary>Always the same, whatever a client wrote, and also where it wrote nothing.</summary>
internal sealed class Constant(MappedValue constant) : Transform(constant.Text is null ? $"constant({constant})" : $"constant(\"{constant}\")")
{
    public override bool UsesValue => false;

    public override MappedType Gives => constant.Text is null ? MappedType.Boolean : MappedType.Text;

    public override string? Loses => "what the client wrote";

    public override IReadOnlyCollection<string>? Outcomes => constant.Text is { } text ? [text] : null;

    public override MappedValue Apply(MappedValue value, ReadOnlySpan<MappedValue> others, out string? refusal)
    {
        refusal = null;
        return constant;
    }
}

internal static partial class KnownTransforms
{
    private static readonly TransformKind ConstantKind = Add(new(
        "constant",
        "Always this text, or this true or false.",
        """{"oneOf":[{"type":"string","minLength":1,"maxLength":1000},{"type":"boolean"}],"examples":["sso", true]}""",
        ReadConstant));

    private static Constant? ReadConstant(ProfileNode argument, ProfileFindings findings)
    {
        if (argument.Kind is JsonValueKind.True or JsonValueKind.False)
        {
            return new Constant(MappedValue.Of(argument.Kind is JsonValueKind.True));
        }

        if (argument.Kind is not JsonValueKind.String)
        {
            findings.Error(argument, "This must be a text, or true or false.", "Write {\"constant\": \"sso\"} or {\"constant\": true}.");
            return null;
        }

        return TransformArguments.Text(argument, findings) is { } text ? new Constant(MappedValue.Of(text)) : null;
    }
}
