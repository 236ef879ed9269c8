using System.Text.Json;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Mapping.Schemas;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Discovery;

/// <summary>RFC 7643 §6: User, with all extensions that the profile maps, and Group.</summary>
internal static class ResourceTypes
{
    public static IReadOnlyList<DiscoveryDocument> Of(ScimCall call) =>
    [
        new("User", writer =>
            Write(writer, call, "User", "/Users", Description(call, "An Egnyte user account.", "Users"), ScimSchemas.User, call.Mapping.UserSchema.Extensions)),
        new("Group", writer => Write(writer, call, "Group", "/Groups", Description(call, "An Egnyte custom group.", "Groups"), ScimSchemas.Group, [])),
    ];

    private static string Description(ScimCall call, string what, string kind) =>
        call.Mapping.Settings.Capabilities.Off.Select(capability => capability.ToString())
            .Where(capability => capability.EndsWith(kind, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList() is { Count: > 0 } off
            ? $"{what} Switched off here: {string.Join(", ", off)}."
            : what;

    private static void Write(
        Utf8JsonWriter writer, ScimCall call, string name, string endpoint, string description, string schema, IReadOnlyList<SchemaDocument> extensions)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("schemas"u8);
        writer.WriteStringValue(ScimSchemas.ResourceType);
        writer.WriteEndArray();
        writer.WriteString("id"u8, name);
        writer.WriteString("name"u8, name);
        writer.WriteString("endpoint"u8, endpoint);
        writer.WriteString("description"u8, description);
        writer.WriteString("schema"u8, schema);
        writer.WriteStartArray("schemaExtensions"u8);
        foreach (var extension in extensions)
        {
            writer.WriteStartObject();
            writer.WriteString("schema"u8, extension.Id);
            writer.WriteBoolean("required"u8, extension.Attributes.Any(attribute => attribute.IsRequired));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("meta"u8);
        writer.WriteString("resourceType"u8, "ResourceType"u8);
        writer.WriteString("location"u8, $"{call.BaseUrl}/ResourceTypes/{name}");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
