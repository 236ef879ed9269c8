using System.Text.Json;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Mapping.Schemas;

/// <summary>A schema (RFC 7643 §7).</summary>
internal sealed record SchemaDocument(string Id, string Name, string Description, IReadOnlyList<SchemaAttribute> Attributes)
{
    public void Write(Utf8JsonWriter writer, string baseUrl)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("schemas"u8);
        writer.WriteStringValue(ScimSchemas.Schema);
        writer.WriteEndArray();
        writer.WriteString("id"u8, Id);
        writer.WriteString("name"u8, Name);
        writer.WriteString("description"u8, Description);
        writer.WriteStartArray("attributes"u8);
        foreach (var attribute in Attributes)
        {
            attribute.Write(writer);
        }

        writer.WriteEndArray();
        writer.WriteStartObject("meta"u8);
        writer.WriteString("resourceType"u8, "Schema"u8);
        writer.WriteString("location"u8, $"{baseUrl}/Schemas/{Id}");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
