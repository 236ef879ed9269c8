namespace Egnyte.ScimProxy.Mapping;

internal enum MappedType
{
    Text,
    Boolean,
}

/// <summary>A value on its way between the two vocabularies: a text or a boolean, or nothing at all.</summary>
internal readonly record struct MappedValue(string? Text, bool? Boolean)
{
    public static MappedValue None => default;

    public bool IsNone => Text is null && Boolean is null;

    public static MappedValue Of(string? text) => new(text is { Length: > 0 } ? text : null, null);

    public static MappedValue Of(bool? boolean) => new(null, boolean);

    public bool Is(MappedValue other, bool ignoreCase) =>
        Boolean == other.Boolean && string.Equals(Text, other.Text, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    public override string ToString() => Text ?? (Boolean is { } boolean ? (boolean ? "true" : "false") : "");
}
