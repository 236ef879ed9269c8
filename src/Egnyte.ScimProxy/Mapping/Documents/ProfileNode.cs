using System.Buffers;
using System.Text.Json;

namespace Egnyte.ScimProxy.Mapping.Documents;

/// <summary>One value of a profile document, and where it stands there.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="File">The file, as an operator knows it.</param>
/// <param name="Line">The line in it, from 1.</param>
/// <param name="Path">The way to it through the document: <c>users[2].transforms[0]</c>.</param>
internal sealed record ProfileNode(JsonValueKind Kind, string File, int Line, string Path)
{
    /// <summary>A text without its quotation marks, or a number as it is written; else empty.</summary>
    public string Text { get; init; } = "";

    /// <summary>The properties of an object, in their order.</summary>
    public IReadOnlyList<ProfileProperty> Properties { get; init; } = [];

    /// <summary>The items of a list.</summary>
    public IReadOnlyList<ProfileNode> Items { get; init; } = [];

    public ProfileNode? this[string property]
    {
        get
        {
            foreach (var candidate in Properties)
            {
                if (candidate.Name == property)
                {
                    return candidate.Value;
                }
            }

            return null;
        }
    }

    /// <summary>The same value as JSON, without where it stood.</summary>
    public JsonElement ToJson()
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            Write(writer);
        }

        return JsonElement.Parse(json.WrittenSpan);
    }

    private void Write(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in Properties)
                {
                    writer.WritePropertyName(property.Name);
                    property.Value.Write(writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in Items)
                {
                    item.Write(writer);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Text);
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(Text);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.WriteBooleanValue(Kind is JsonValueKind.True);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}

/// <summary>A property of an object in a profile document.</summary>
internal sealed record ProfileProperty(string Name, ProfileNode Value);
