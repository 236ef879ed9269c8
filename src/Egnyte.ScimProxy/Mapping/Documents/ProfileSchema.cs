using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Egnyte.ScimProxy.Mapping.Transforms;

namespace Egnyte.ScimProxy.Mapping.Documents;

/// <summary>The JSON Schema of a profile document, draft 2020-12: what editors complete and check by.</summary>
internal static class ProfileSchema
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text { get; } = Write();

    private static string Write()
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, Readable))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            writer.WriteString("title", "A mapping profile of Egnyte.ScimProxy");
            WriteObject(writer, ProfileFormat.Document);
            writer.WriteStartObject("$defs");
            WriteDefinition(writer, "rule", ProfileFormat.Rule, "scim");
            WriteDefinition(writer, "groups", ProfileFormat.Groups);
            WriteDefinition(writer, "sample", ProfileFormat.Sample);
            WriteTransform(writer);
            WriteField(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(json.WrittenSpan) + "\n";
    }

    private static void WriteDefinition(Utf8JsonWriter writer, string name, IReadOnlyList<FormatProperty> properties, params string[] required)
    {
        writer.WriteStartObject(name);
        WriteObject(writer, properties, required);
        writer.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter writer, IReadOnlyList<FormatProperty> properties, params string[] required)
    {
        writer.WriteString("type", "object");
        if (required.Length > 0)
        {
            WriteTexts(writer, "required", required);
        }

        writer.WriteBoolean("additionalProperties", false);
        writer.WriteStartObject("properties");
        foreach (var property in properties)
        {
            WriteDescribed(writer, property.Name, property.Description, property.Schema);
        }

        writer.WriteEndObject();
    }

    // A name alone, or an object of one property that is its argument.
    private static void WriteTransform(Utf8JsonWriter writer)
    {
        var plain = KnownTransforms.All.Where(kind => !kind.TakesArgument).ToList();
        writer.WriteStartObject("transform");
        writer.WriteStartArray("anyOf");
        writer.WriteStartObject();
        writer.WriteString("description", string.Join("\n", plain.Select(kind => $"{kind.Name}: {kind.Description}")));
        WriteTexts(writer, "enum", plain.Select(kind => kind.Name));
        writer.WriteEndObject();
        writer.WriteStartObject();
        writer.WriteString("type", "object");
        writer.WriteNumber("minProperties", 1);
        writer.WriteNumber("maxProperties", 1);
        writer.WriteBoolean("additionalProperties", false);
        writer.WriteStartObject("properties");
        foreach (var kind in KnownTransforms.All.Where(kind => kind.TakesArgument))
        {
            WriteDescribed(writer, kind.Name, kind.Description, kind.ArgumentSchema!);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("field");
        writer.WriteString("description", "A field of an Egnyte user that this program knows.");
        WriteTexts(writer, "enum", EgnyteUserFields.ByName.Keys.Order(StringComparer.Ordinal));
        writer.WriteEndObject();
    }

    private static void WriteDescribed(Utf8JsonWriter writer, string name, string description, string schema)
    {
        writer.WriteStartObject(name);
        writer.WriteString("description", description);
        foreach (var keyword in JsonElement.Parse(schema).EnumerateObject())
        {
            keyword.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
