using System.Text.Json;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Mapping.Schemas;

/// <summary>One attribute of a schema document (RFC 7643 §7), with the RFC's defaults.</summary>
internal sealed record SchemaAttribute(string Name, AttributeType Type, string Description)
{
    public AttributeTraits Traits => new(Type, CaseExact);

    public bool IsMultiValued { get; init; }

    public bool IsRequired { get; init; }

    public bool CaseExact { get; init; }

    public string Mutability { get; init; } = "readWrite";

    public string Returned { get; init; } = "default";

    public string Uniqueness { get; init; } = "none";

    public IReadOnlyList<string>? CanonicalValues { get; init; }

    /// <summary>What a reference may point to.</summary>
    public IReadOnlyList<string>? ReferenceTypes { get; init; }

    public IReadOnlyList<SchemaAttribute>? Parts { get; init; }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, Name);
        writer.WriteString("type"u8, JsonNamingPolicy.CamelCase.ConvertName(Type.ToString()));
        writer.WriteBoolean("multiValued"u8, IsMultiValued);
        writer.WriteString("description"u8, Description);
        writer.WriteBoolean("required"u8, IsRequired);
        WriteTexts(writer, "canonicalValues"u8, CanonicalValues);
        writer.WriteBoolean("caseExact"u8, CaseExact);
        writer.WriteString("mutability"u8, Mutability);
        writer.WriteString("returned"u8, Returned);
        writer.WriteString("uniqueness"u8, Uniqueness);
        WriteTexts(writer, "referenceTypes"u8, ReferenceTypes);
        if (Parts is not null)
        {
            writer.WriteStartArray("subAttributes"u8);
            foreach (var part in Parts)
            {
                part.Write(writer);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
