using System.Globalization;
using System.Text.Json;

namespace Egnyte.ScimProxy.Http.Bodies;

/// <summary>Writes meta.location and $ref without a string per resource: a page has a hundred of the one, a group thousands of the other.</summary>
internal static class JsonLocation
{
    private const int MostOnStack = 512;

    private static readonly JsonEncodedText Location = JsonEncodedText.Encode("location");
    private static readonly JsonEncodedText Reference = JsonEncodedText.Encode("$ref");

    public static void Write(Utf8JsonWriter writer, string baseUrl, string endpoint, long id)
    {
        Span<char> digits = stackalloc char[20];
        id.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        Write(writer, baseUrl, endpoint, digits[..length]);
    }

    public static void Write(Utf8JsonWriter writer, string baseUrl, string endpoint, ReadOnlySpan<char> id) => Write(writer, Location, baseUrl, endpoint, id);

    /// <summary>The address of another resource (RFC 7643 §2.3.7).</summary>
    public static void WriteReference(Utf8JsonWriter writer, string baseUrl, string endpoint, ReadOnlySpan<char> id) =>
        Write(writer, Reference, baseUrl, endpoint, id);

    private static void Write(Utf8JsonWriter writer, JsonEncodedText name, string baseUrl, string endpoint, ReadOnlySpan<char> id)
    {
        var length = baseUrl.Length + endpoint.Length + id.Length;
        var location = length <= MostOnStack ? stackalloc char[length] : new char[length];
        baseUrl.CopyTo(location);
        endpoint.CopyTo(location[baseUrl.Length..]);
        id.CopyTo(location[(baseUrl.Length + endpoint.Length)..]);
        writer.WriteString(name, location);
    }
}
