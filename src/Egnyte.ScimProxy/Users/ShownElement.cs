using System.Buffers;
using System.Text.Json;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Users;

/// <summary>
/// The element that a client sees of a multi-valued attribute (<c>emails</c>) of which Egnyte holds one value: <c>{value, type: "work",
/// primary: true}</c>. Okta takes the element that is primary, Entra the one of type work.
/// </summary>
internal static class ShownElement
{
    public const string Type = "work";

    public const bool IsPrimary = true;

    private static readonly JsonEncodedText EncodedType = JsonEncodedText.Encode(Type);

    /// <summary>The parts that the client asked for, all where it asked for none.</summary>
    public static void Write(Utf8JsonWriter writer, string? value, AttributeSelection? selection = null, AttributePath? attribute = null)
    {
        writer.WriteStartObject();
        if (Shows(selection, attribute, "value"))
        {
            writer.WriteString("value"u8, value);
        }

        if (Shows(selection, attribute, "type"))
        {
            writer.WriteString("type"u8, EncodedType);
        }

        if (Shows(selection, attribute, "primary"))
        {
            writer.WriteBoolean("primary"u8, IsPrimary);
        }

        writer.WriteEndObject();
    }

    /// <summary>The element as a client sees it, to ask a filter about.</summary>
    public static JsonElement Of(string value)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            Write(writer, value);
        }

        return JsonElement.Parse(json.WrittenSpan);
    }

    /// <summary>Whether a client means another element than ours: it gives a type, not ours, and does not call it primary.</summary>
    public static bool IsAnother(JsonElement element) =>
        ScimJson.TryGetProperty(element, "type", out var type)
        && ScimJson.AsString(type) is { Length: > 0 } text
        && !text.Equals(Type, StringComparison.OrdinalIgnoreCase)
        && !(ScimJson.TryGetProperty(element, "primary", out var primary) && ScimJson.AsBoolean(primary) is true);

    /// <summary>Whether a sub-attribute given to our element says what is so already; null for one that we do not show.</summary>
    public static bool? Agrees(string subAttribute, JsonElement given) => subAttribute.ToUpperInvariant() switch
    {
        "TYPE" => Type.Equals(ScimJson.AsString(given), StringComparison.OrdinalIgnoreCase),
        "PRIMARY" => ScimJson.AsBoolean(given) is IsPrimary,
        _ => null,
    };

    private static bool Shows(AttributeSelection? selection, AttributePath? attribute, string part) =>
        selection is null || attribute is null || selection.Includes(attribute with { SubAttribute = part });
}
