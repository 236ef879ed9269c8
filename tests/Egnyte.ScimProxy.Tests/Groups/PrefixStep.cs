using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Transforms;

namespace Egnyte.ScimProxy.Tests.Groups;

/// <summary>Steps as a profile may have them.</summary>
internal sealed class PrefixStep(string prefix, bool isKnownAsPrefix = true) : TextTransform($"prefix({prefix})")
{
    public override string? Loses => null;

    public override string? Prefix => isKnownAsPrefix ? prefix : null;

    public override string Apply(string value) => prefix + value;

    public override MappedValue Undo(MappedValue value) =>
        value.Text?.StartsWith(prefix, StringComparison.Ordinal) is true ? MappedValue.Of(value.Text[prefix.Length..]) : value;
}
