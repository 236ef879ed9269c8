using System.Globalization;
using System.Text.Json;

namespace Egnyte.ScimProxy.Http;

/// <summary>Writes meta.location without a string per resource: a page has a hundred of them.</summary>
internal static class JsonLocation
{
    private const int MostOnStack = 512;

    public static void Write(Utf8JsonWriter writer, string baseUrl, string endpoint, long id)
    {
        Span<char> digits = stackalloc char[20];
        id.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        Write(writer, baseUrl, endpoint, digits[..length]);
    }

    public static void Write(Utf8JsonWriter writer, string baseUrl, string endpoint, ReadOnlySpan<char> id)
    {
        var length = baseUrl.Length + endpoint.Length + id.Length;
        var location = length <= MostOnStack ? stackalloc char[length] : new char[length];
        baseUrl.CopyTo(location);
        endpoint.CopyTo(location[baseUrl.Length..]);
        id.CopyTo(location[(baseUrl.Length + endpoint.Length)..]);
        writer.WriteString("location"u8, location);
    }
}
