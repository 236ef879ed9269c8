using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Http.Bodies;

/// <summary>What is wrong with a body that is not one JSON object, in words for the developer of the client. Only bodies that are rejected come here.</summary>
internal static class ScimBodyFault
{
    // Deeper than what is accepted, so that the reader reports nothing before we do.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = ScimBodyParser.MaxDepth + 2 };

    public static string Of(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            return "it is empty. Send one JSON object";
        }

        // RFC 1952 §2.3.1: the two bytes that every gzip file begins with.
        if (body is [0x1F, 0x8B, ..])
        {
            return "it is compressed by gzip, and the request has no header Content-Encoding: gzip. Send that header, or the body as it is";
        }

        // JSON begins with two ASCII characters: zeros among the first bytes, or a byte order mark, tell the wider encodings (RFC 4627 §3).
        if (body is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] || body[..Math.Min(4, body.Length)].Contains((byte)0))
        {
            return "it is UTF-16 or UTF-32, or holds zero bytes. Send it as UTF-8";
        }

        if (FirstInvalidByte(body) is { } invalid)
        {
            return $"the byte 0x{body[invalid]:X2} at {Place(body, invalid)} is not UTF-8. Send it as UTF-8";
        }

        var reader = new Utf8JsonReader(body, Options);
        try
        {
            return Walk(ref reader, body);
        }
        catch (JsonException exception)
        {
            return Syntax(body, OffsetOf(body, exception));
        }
        catch (InvalidOperationException)
        {
            return $"the text at {Place(body, (int)reader.TokenStartIndex)} holds half a surrogate pair (such as \\ud800 alone), which is not a character";
        }
    }

    private static string Walk(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        var names = new Stack<HashSet<string>>();
        JsonTokenType? root = null;
        while (reader.Read())
        {
            root ??= reader.TokenType;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray or JsonTokenType.StartObject when reader.CurrentDepth >= ScimBodyParser.MaxDepth:
                    return $"it is nested deeper than {ScimBodyParser.MaxDepth} levels at {Place(body, (int)reader.TokenStartIndex)}";
                case JsonTokenType.StartObject:
                    names.Push(new HashSet<string>(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    names.Pop();
                    break;
                case JsonTokenType.PropertyName when reader.GetString() is { } name && !names.Peek().Add(name):
                    return $"the property {Quotation.Of(name)} is given twice in one object, again at {Place(body, (int)reader.TokenStartIndex)}. Send it once";
                case JsonTokenType.String:
                    _ = reader.GetString(); // throws at half a character
                    break;
            }
        }

        var kind = root switch
        {
            JsonTokenType.StartArray => "an array",
            JsonTokenType.String => "a string",
            JsonTokenType.Number => "a number",
            _ => "a literal",
        };
        return $"it is {kind}, not an object. Send one JSON object";
    }

    private static string Syntax(ReadOnlySpan<byte> body, int offset)
    {
        var rest = body[Math.Min(offset, body.Length)..];
        if (rest.Trim(" \t\r\n"u8).IsEmpty)
        {
            return body.Trim(" \t\r\n"u8).IsEmpty
                ? "it holds blanks only. Send one JSON object"
                : $"it ends too early, at {Place(body, offset)}: the JSON is not complete";
        }

        return Rune.DecodeFromUtf8(rest, out var found, out _) is OperationStatus.Done
            ? $"it is not valid JSON at {Place(body, offset)}, where {Describe(found)} stands"
            : $"it is not valid JSON at {Place(body, offset)}";
    }

    private static string Describe(Rune found) =>
        Rune.IsControl(found) || Rune.GetUnicodeCategory(found) is UnicodeCategory.Format
            ? string.Create(CultureInfo.InvariantCulture, $"the character U+{found.Value:X4}")
            : Quotation.Of(found.ToString());

    private static int OffsetOf(ReadOnlySpan<byte> body, JsonException exception)
    {
        var start = 0;
        for (var line = exception.LineNumber ?? 0; line > 0 && body[start..].IndexOf((byte)'\n') is var feed and >= 0; line--)
        {
            start += feed + 1;
        }

        return (int)Math.Min(body.Length, start + (exception.BytePositionInLine ?? 0));
    }

    private static int? FirstInvalidByte(ReadOnlySpan<byte> body)
    {
        if (Utf8.IsValid(body))
        {
            return null;
        }

        var offset = 0;
        while (Rune.DecodeFromUtf8(body[offset..], out _, out var consumed) is OperationStatus.Done)
        {
            offset += consumed;
        }

        return offset;
    }

    // Lines and columns as an editor counts them.
    private static string Place(ReadOnlySpan<byte> body, int offset)
    {
        var before = body[..offset];
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"line {before.Count((byte)'\n') + 1}, column {column}");
    }
}
