using System.Text.Json;

namespace Egnyte.ScimProxy.Mapping;

/// <summary>Reads a property of a profile document, or says what it must be.</summary>
internal static class ProfileJson
{
    public static string? Text(JsonElement element, string name) => Read(element, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw new ProfileException($"\"{name}\" must be a text."),
    };

    public static bool? Flag(JsonElement element, string name) => Read(element, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True or JsonValueKind.False } flag => flag.GetBoolean(),
        _ => throw new ProfileException($"\"{name}\" must be true or false."),
    };

    public static int? Number(JsonElement element, string name) =>
        Read(element, name) is not { } value ? null
        : value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number) ? number
        : throw new ProfileException($"\"{name}\" must be a whole number.");

    public static string[]? Texts(JsonElement element, string name) =>
        Read(element, name) is not { } values ? null
        : values.ValueKind is JsonValueKind.Array && values.EnumerateArray().All(value => value.ValueKind is JsonValueKind.String) ? [.. values.EnumerateArray().Select(value => value.GetString()!)]
        : throw new ProfileException($"\"{name}\" must be a list of texts.");

    public static IEnumerable<JsonElement> Objects(JsonElement element, string name) =>
        Read(element, name) is not { } values ? []
        : values.ValueKind is JsonValueKind.Array && values.EnumerateArray().All(value => value.ValueKind is JsonValueKind.Object) ? values.EnumerateArray()
        : throw new ProfileException($"\"{name}\" must be a list of objects.");

    public static JsonElement? Object(JsonElement element, string name) => Read(element, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } value => value,
        _ => throw new ProfileException($"\"{name}\" must be an object."),
    };

    public static JsonElement? Read(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;
}
