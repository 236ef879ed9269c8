namespace Egnyte.ScimProxy.Mapping;

/// <summary>A default that depends on another field of the same new account: <c>authType</c> by <c>userType</c>.</summary>
/// <param name="EgnyteField">The field, as Egnyte calls it.</param>
/// <param name="Values">The default for each of its values.</param>
/// <param name="Otherwise">The default for all others; nothing where there is none.</param>
internal sealed record FieldDefault(string EgnyteField, IReadOnlyDictionary<string, MappedValue> Values, MappedValue Otherwise)
{
    public MappedValue For(MappedValue other) => Values.TryGetValue(other.ToString(), out var value) ? value : Otherwise;
}
