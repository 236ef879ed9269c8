using System.Text.Json;
using System.Text.Json.Serialization;

namespace Egnyte.ScimProxy.EgnyteApi.Answers.Json;

/// <summary>Booleans that may come as strings, any case, or numbers: "" is null; anything else makes the answer unreadable.</summary>
internal sealed class LenientOptionalBooleanConverter : JsonConverter<bool?>
{
    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options)
    {
        if (value is { } given)
        {
            writer.WriteBooleanValue(given);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    internal static bool? Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        JsonTokenType.Number => reader.TryGetInt32(out var number) && number is 0 or 1 ? number == 1 : throw new JsonException(),
        JsonTokenType.String => reader.GetString() switch
        {
            "" => null,
            var text when bool.TryParse(text, out var value) => value,
            _ => throw new JsonException(),
        },
        _ => throw new JsonException(),
    };
}
