namespace Egnyte.ScimProxy.Mapping.Transforms;

/// <summary>The first step of group names: only names with this prefix may be pushed, and Egnyte may hold them without it.</summary>
/// <param name="prefix">What the client's names start with, in any letter case, because names that differ in it are one for Egnyte.</param>
/// <param name="strips">Whether the name in Egnyte has no prefix. Every group of Egnyte then reads back with it.</param>
internal sealed class PushedPrefix(string prefix, bool strips) : Transform($"pushed(\"{prefix}\"{(strips ? ", strip" : "")})")
{
    /// <summary>What the client's names start with.</summary>
    public string Text => prefix;

    /// <summary>Whether the name in Egnyte has no prefix.</summary>
    public bool Strips => strips;

    public override string? Loses => null;

    public override MappedValue Apply(MappedValue value, ReadOnlySpan<MappedValue> others, out string? refusal)
    {
        var isPushed = value.Text?.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) is true;
        refusal = isPushed ? null : $"does not start with \"{prefix}\": the profile allows only such groups to be pushed (groups.pushed)";
        return !isPushed ? MappedValue.None : strips ? MappedValue.Of(value.Text![prefix.Length..]) : value;
    }

    public override MappedValue Undo(MappedValue value) => strips && value.Text is { } name ? MappedValue.Of(prefix + name) : value;
}
