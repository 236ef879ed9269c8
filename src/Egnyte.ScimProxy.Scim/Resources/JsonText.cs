using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Egnyte.ScimProxy.Scim.Resources;

/// <summary>What System.Text.Json leaves to its callers: names compared without case and without copies, and text that it would throw at.</summary>
internal static class JsonText
{
    private const char NotEscaped = '\0';

    public static bool IsNamed(JsonProperty property, ReadOnlySpan<char> name, out bool exactly)
    {
        var written = JsonMarshal.GetRawUtf8PropertyName(property);
        if (!written.Contains((byte)'\\'))
        {
            exactly = Ascii.Equals(written, name);
            return exactly || Ascii.EqualsIgnoreCase(written, name);
        }

        string? unescaped = IsWellFormed(written) ? property.Name : null;
        exactly = name.SequenceEqual(unescaped);
        return exactly || name.Equals(unescaped, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The name where it is of ASCII and fits, as every name of an attribute does; false for any other.</summary>
    public static bool TryGetAsciiName(JsonProperty property, Span<char> name, out int length)
    {
        var written = JsonMarshal.GetRawUtf8PropertyName(property);
        if (!written.Contains((byte)'\\'))
        {
            return Ascii.ToUtf16(written, name, out length) is OperationStatus.Done;
        }

        length = 0;
        if (!IsWellFormed(written) || property.Name is not { } unescaped || unescaped.Length > name.Length)
        {
            return false;
        }

        unescaped.CopyTo(name);
        length = unescaped.Length;
        return Ascii.IsValid(unescaped);
    }

    // Asked of the raw text: ValueEquals throws at an escape that is half a character.
    public static bool IsEmpty(JsonElement text) => JsonMarshal.GetRawUtf8Value(text).SequenceEqual("\"\""u8);

    public static string? NameOf(JsonProperty property) =>
        IsWellFormed(JsonMarshal.GetRawUtf8PropertyName(property)) ? property.Name : null;

    public static bool IsWellFormed(JsonElement value) =>
        value.ValueKind is JsonValueKind.Undefined || IsWellFormed(JsonMarshal.GetRawUtf8Value(value));

    private static bool IsWellFormed(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return false;
        }

        // A backslash stands only in names and texts: no need to know which of them this is.
        for (int at = json.IndexOf((byte)'\\'); at >= 0; at = json.IndexOf((byte)'\\'))
        {
            json = json[at..];
            char first = EscapedCharacter(json);
            if (char.IsSurrogate(first) && !char.IsSurrogatePair(first, EscapedCharacter(json[6..])))
            {
                return false;
            }

            json = json[(char.IsSurrogate(first) ? 12 : first == NotEscaped ? 2 : 6)..];
        }

        return true;
    }

    private static char EscapedCharacter(ReadOnlySpan<byte> json) =>
        json is [(byte)'\\', (byte)'u', ..] && json.Length >= 6
        && ushort.TryParse(json.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code)
            ? (char)code
            : NotEscaped;
}
