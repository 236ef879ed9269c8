using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Egnyte.ScimProxy.Profiles.Explaining;

/// <summary>JSON in one line for readers: ü, and not \u00FC.</summary>
internal static class JsonLine
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JsonElement json)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Readable))
        {
            json.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }
}
