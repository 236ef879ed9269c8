using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Egnyte.ScimProxy.EgnyteApi.Answers.Models;

/// <summary>Writes a text as it is and members as <c>[{"value":"id"}]</c>, ids as strings as SCIM 2.0 has them; nothing answers in this form.</summary>
internal sealed class EgnytePatchValueConverter : JsonConverter<EgnytePatchValue>
{
    public override EgnytePatchValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Only sent.");

    public override void Write(Utf8JsonWriter writer, EgnytePatchValue value, JsonSerializerOptions options)
    {
        if (value.UserIds is not { } userIds)
        {
            writer.WriteStringValue(value.Text);
            return;
        }

        writer.WriteStartArray();
        foreach (var id in userIds)
        {
            writer.WriteStartObject();
            writer.WriteString("value"u8, id.ToString(CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
