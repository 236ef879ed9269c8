using System.Text.Json;
using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.Tests.Mapping.Documents;

/// <summary>As much of JSON Schema 2020-12 as the schema of profiles uses. A keyword that it does not know is an error, so that none is passed over.</summary>
internal sealed class SchemaValidator(JsonElement schema)
{
    public bool Accepts(JsonElement value) => Accepts(schema, value);

    private bool Accepts(JsonElement rules, JsonElement value) => rules.EnumerateObject().All(rule => rule.Name switch
    {
        "$schema" or "$defs" or "title" or "description" or "examples" => true,
        "$ref" => Accepts(schema.GetProperty("$defs").GetProperty(rule.Value.GetString()!["#/$defs/".Length..]), value),
        "type" =>
            rule.Value.ValueKind is JsonValueKind.Array
                ? rule.Value.EnumerateArray().Any(type => Is(value, type.GetString()!))
                : Is(value, rule.Value.GetString()!),
        "enum" => rule.Value.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value)),
        "const" => JsonElement.DeepEquals(rule.Value, value),
        "anyOf" => rule.Value.EnumerateArray().Any(choice => Accepts(choice, value)),
        "oneOf" => rule.Value.EnumerateArray().Count(choice => Accepts(choice, value)) == 1,
        "not" => !Accepts(rule.Value, value),
        "minLength" => value.ValueKind is not JsonValueKind.String || value.GetString()!.Length >= rule.Value.GetInt32(),
        "maxLength" => value.ValueKind is not JsonValueKind.String || value.GetString()!.Length <= rule.Value.GetInt32(),
        "pattern" =>
            value.ValueKind is not JsonValueKind.String
                || Regex.IsMatch(value.GetString()!, rule.Value.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1)),
        "minimum" => value.ValueKind is not JsonValueKind.Number || value.GetDouble() >= rule.Value.GetDouble(),
        "maximum" => value.ValueKind is not JsonValueKind.Number || value.GetDouble() <= rule.Value.GetDouble(),
        "items" => value.ValueKind is not JsonValueKind.Array || value.EnumerateArray().All(item => Accepts(rule.Value, item)),
        "minItems" => value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() >= rule.Value.GetInt32(),
        "maxItems" => value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() <= rule.Value.GetInt32(),
        "required" => value.ValueKind is not JsonValueKind.Object || rule.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
        "minProperties" => value.ValueKind is not JsonValueKind.Object || value.GetPropertyCount() >= rule.Value.GetInt32(),
        "maxProperties" => value.ValueKind is not JsonValueKind.Object || value.GetPropertyCount() <= rule.Value.GetInt32(),
        "propertyNames" => Properties(value).All(property => Accepts(rule.Value, JsonSerializer.SerializeToElement(property.Name))),
        "properties" => Properties(value).All(property => !rule.Value.TryGetProperty(property.Name, out var own) || Accepts(own, property.Value)),
        "additionalProperties" =>
            Properties(value)
                .Where(property => !(rules.TryGetProperty("properties", out var own) && own.TryGetProperty(property.Name, out _)))
                .All(property => rule.Value.ValueKind is JsonValueKind.Object && Accepts(rule.Value, property.Value)),
        _ => throw new NotSupportedException($"The validator does not know \"{rule.Name}\"."),
    });

    private static JsonElement.ObjectEnumerator Properties(JsonElement value) => value.ValueKind is JsonValueKind.Object ? value.EnumerateObject() : default;

    private static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind is JsonValueKind.Object,
        "array" => value.ValueKind is JsonValueKind.Array,
        "string" => value.ValueKind is JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind is JsonValueKind.Null,
        "integer" => value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out _),
        _ => throw new NotSupportedException($"The validator does not know the type \"{type}\"."),
    };
}
