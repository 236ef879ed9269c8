using System.Text.Json;
using Egnyte.ScimProxy.Simulator.Http;

namespace Egnyte.ScimProxy.Simulator.Dialect;

/// <summary>The same answer in the spelling of a dialect, so that endpoints know one spelling only.</summary>
internal static class WireForm
{
    private static readonly string[] NewerFields = ["role", "language", "isServiceAccount", "createdDate", "lastModificationDate", "lastActiveDate", "groups"];

    public static Answer Of(Answer answer, SimulatorDialect dialect)
    {
        if (!answer.IsJson)
        {
            return answer;
        }

        if (answer is { Reasons: { } reasons, IsRaw: false } && dialect.Errors != ErrorShape.Usual)
        {
            answer = answer with { Parts = [Errors.Write(dialect.Errors, answer.Status, reasons)] };
        }

        if (answer is { Parts.Length: > 0, IsRaw: false } && (dialect.ScalarsAsText || dialect.CapitalResources || dialect.FewerFields))
        {
            answer = answer with { Parts = [Respell(answer.Parts, dialect)] };
        }

        return dialect.PlainText ? answer with { ContentType = Answer.PlainText } : answer;
    }

    private static byte[] Respell(byte[][] parts, SimulatorDialect dialect)
    {
        using var document = JsonDocument.Parse(parts.Length == 1 ? parts[0] : parts.SelectMany(part => part).ToArray());
        return JsonText.Write((document.RootElement, dialect), static (json, it) => Members(json, it.RootElement, it.dialect));
    }

    private static void Members(Utf8JsonWriter json, JsonElement element, SimulatorDialect dialect)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (dialect.FewerFields && NewerFields.Contains(member.Name))
            {
                continue;
            }

            json.WritePropertyName(dialect.CapitalResources && member.Name == "resources" ? "Resources" : member.Name);
            Value(json, member.Value, dialect);
        }
    }

    private static void Value(Utf8JsonWriter json, JsonElement value, SimulatorDialect dialect)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                Members(json, value, dialect);
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Value(json, item, dialect);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False when dialect.ScalarsAsText:
                json.WriteStringValue(value.GetRawText());
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
