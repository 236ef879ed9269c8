using System.Text.Json;
using Egnyte.ScimProxy.Profiles.Format;

namespace Egnyte.ScimProxy.Tests.Documentation;

public sealed class ProfileFormatTests
{
    [Fact]
    public void FormatTables_AreWhatTheReaderTakes()
    {
        Pages.AssertBlock(Pages.Format, "format", Table(Schema));
        Pages.AssertBlock(Pages.Format, "format-rule", Table(Schema.GetProperty("$defs").GetProperty("rule")));
        Pages.AssertBlock(Pages.Format, "format-groups", Table(Schema.GetProperty("$defs").GetProperty("groups")));
        Pages.AssertBlock(Pages.Format, "format-sample", Table(Schema.GetProperty("$defs").GetProperty("sample")));
    }

    private static JsonElement Schema { get; } = JsonElement.Parse(ProfileFormat.Schema);

    private static string Table(JsonElement schema) =>
        Pages.Table(
            ["Property", "Value", "What it is"],
            schema.GetProperty("properties")
                .EnumerateObject()
                .Select(property =>
                    new[]
                    {
                        $"`{property.Name}`", string.Join(", ", ValuesOf(property.Value).Distinct()),
                        property.Value.GetProperty("description").GetString()!,
                    }));

    // null is said once, above the tables.
    private static IEnumerable<string> ValuesOf(JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out var words))
        {
            return words.EnumerateArray().Where(word => word.ValueKind is JsonValueKind.String).Select(word => $"`{word.GetString()}`");
        }

        if (schema.TryGetProperty("anyOf", out var choices))
        {
            return choices.EnumerateArray().SelectMany(ValuesOf);
        }

        if (schema.TryGetProperty("type", out var types))
        {
            return (types.ValueKind is JsonValueKind.Array ? types.EnumerateArray() : JsonElement.Parse($"[{types.GetRawText()}]").EnumerateArray())
                .Select(type => WordOf(type.GetString()!, schema))
                .OfType<string>();
        }

        return schema.TryGetProperty("const", out _)
            ? ["true"]
            : schema.GetProperty("$ref").GetString() is "#/$defs/field"
            ? ["a field of an Egnyte user"]
            : ["object"];
    }

    private static string? WordOf(string type, JsonElement schema) => type switch
    {
        "string" => "text",
        "boolean" => "true or false",
        "integer" => "whole number",
        "array" => "list",
        "object" when schema.TryGetProperty("properties", out var properties) =>
            $"object of {string.Join(", ", properties.EnumerateObject().Select(property => $"`{property.Name}`"))}",
        "object" => "object",
        _ => null,
    };
}
