using System.Globalization;
using System.Text.Json;

namespace Egnyte.ScimProxy.Simulator.Http;

/// <summary>One JSON object of a request, read with Egnyte's tolerance: booleans as words, ids as strings.</summary>
internal readonly struct JsonBody(JsonElement json, string prefix = "")
{
    public static JsonDocument Parse(byte[] body)
    {
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw Errors.Refuse(400, "The request body is not a JSON object.");
        }
        catch (JsonException)
        {
            throw Errors.Refuse(400, "The request body is not valid JSON.");
        }
    }

    /// <summary>The text, or null when it is absent or null.</summary>
    public string? Text(string name, InputErrors errors) => Given(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => errors.Add<string>(prefix + name, "must be a string"),
    };

    /// <summary>The truth, as a boolean or as a word, or null when it is absent or null.</summary>
    public bool? Flag(string name, InputErrors errors) => Given(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.String } word when bool.TryParse(word.GetString(), out var flag) => flag,
        _ => errors.Add<bool?>(prefix + name, "must be true or false"),
    };

    /// <summary>One of the words, in their exact case, or null when it is absent or null.</summary>
    public string? Word(string name, InputErrors errors, params ReadOnlySpan<string> allowed)
    {
        var word = Text(name, errors);
        return word is null || allowed.Contains(word)
            ? word
            : errors.Add<string>(prefix + name, $"'{word}' is not one of {string.Join(", ", allowed!)}");
    }

    public JsonBody Object(string name, InputErrors errors)
    {
        if (Given(name) is not { } inner)
        {
            return new JsonBody(default, $"{name}.");
        }

        if (inner.ValueKind != JsonValueKind.Object)
        {
            errors.Add<string>(prefix + name, "must be an object");
            return new JsonBody(default, $"{name}.");
        }

        return new JsonBody(inner, $"{name}.");
    }

    public JsonElement? Given(string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>An id as a number or as a string of digits.</summary>
    public long? Id(string name) => Given(name) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var id) => id,
        { ValueKind: JsonValueKind.String } text when long.TryParse(text.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) => id,
        _ => null,
    };
}
