using System.Buffers;
using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Answers;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping;

namespace Egnyte.ScimProxy.Profiles.Explaining;

/// <summary>The fields of a request to Egnyte, found by the names that rules have for them.</summary>
internal static class EgnyteFields
{
    /// <summary>What a body holds of a field, <c>name.givenName</c>; nothing where it holds none.</summary>
    public static MappedValue Find(JsonElement? body, EgnyteUserField? field)
    {
        if (body is not { } json || field is null)
        {
            return MappedValue.None;
        }

        // A field of the profile's own may have a dot in its name.
        return json.TryGetProperty(field.Name, out var value) || TryGetPart(json, field.Name, out value) ? ValueOf(value) : MappedValue.None;
    }

    /// <summary>A JSON value as rules see one; a list or an object as its JSON.</summary>
    public static MappedValue ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => MappedValue.Of(value.GetBoolean()),
        JsonValueKind.String => MappedValue.Of(value.GetString()),
        JsonValueKind.Null or JsonValueKind.Undefined => MappedValue.None,
        _ => MappedValue.Of(value.GetRawText()),
    };

    /// <summary>The user after a write, where Egnyte keeps what it is sent.</summary>
    /// <param name="present">The user before it; null for a new one.</param>
    /// <param name="body">What is sent.</param>
    public static EgnyteUser After(JsonElement? present, JsonElement body)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            if (present?.TryGetProperty("id", out _) is not true)
            {
                writer.WriteNumber("id", 1);
            }

            Write(writer, present, body);
            writer.WriteEndObject();
        }

        return EgnyteJson.ReadUser(JsonElement.Parse(json.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter writer, JsonElement? present, JsonElement body)
    {
        foreach (var property in present?.EnumerateObject() ?? [])
        {
            if (!body.TryGetProperty(property.Name, out _))
            {
                property.WriteTo(writer);
            }
        }

        foreach (var property in body.EnumerateObject())
        {
            if (property.Value.ValueKind is JsonValueKind.Object
                && present is { } before
                && before.TryGetProperty(property.Name, out var whole)
                && whole.ValueKind is JsonValueKind.Object)
            {
                writer.WriteStartObject(property.Name);
                Write(writer, whole, property.Value);
                writer.WriteEndObject();
            }
            else
            {
                property.WriteTo(writer);
            }
        }
    }

    private static bool TryGetPart(JsonElement json, string name, out JsonElement value)
    {
        value = default;
        return name.Split('.') is [var whole, var part]
            && json.TryGetProperty(whole, out var inner)
            && inner.ValueKind is JsonValueKind.Object
            && inner.TryGetProperty(part, out value);
    }
}
