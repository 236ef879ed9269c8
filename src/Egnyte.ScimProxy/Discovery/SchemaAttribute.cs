using System.Text.Json;

namespace Egnyte.ScimProxy.Discovery;

/// <summary>One attribute of a schema document (RFC 7643 §7), with the RFC's defaults.</summary>
internal sealed record SchemaAttribute(string Name, string Type, string Description)
{
    public bool IsMultiValued { get; init; }

    public bool IsRequired { get; init; }

    public bool CaseExact { get; init; }

    public string Mutability { get; init; } = "readWrite";

    public string Returned { get; init; } = "default";

    public string Uniqueness { get; init; } = "none";

    public IReadOnlyList<string>? CanonicalValues { get; init; }

    public IReadOnlyList<SchemaAttribute>? Parts { get; init; }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, Name);
        writer.WriteString("type"u8, Type);
        writer.WriteBoolean("multiValued"u8, IsMultiValued);
        writer.WriteString("description"u8, Description);
        writer.WriteBoolean("required"u8, IsRequired);
        if (CanonicalValues is not null)
        {
            writer.WriteStartArray("canonicalValues"u8);
            foreach (var value in CanonicalValues)
            {
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
        }

        writer.WriteBoolean("caseExact"u8, CaseExact);
        writer.WriteString("mutability"u8, Mutability);
        writer.WriteString("returned"u8, Returned);
        writer.WriteString("uniqueness"u8, Uniqueness);
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
}
