using System.Text;
using System.Text.Json;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Http.Bodies;

/// <summary>The bytes of a body as one JSON object.</summary>
internal static class ScimBodyParser
{
    public const int MaxDepth = 32;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <exception cref="ScimException">400 invalidSyntax, which says what is wrong with it and where; 415 for another character set.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body, RequestContentType type)
    {
        // RFC 8259 §8.1: JSON is UTF-8 whatever the header says. What is ASCII is the same in nearly every charset; anything else would be
        // read as other letters than the client meant.
        if (type.ForeignCharset is { } charset && !Ascii.IsValid(body.Span))
        {
            throw new ScimException(ScimError.UnsupportedMediaType(
                $"The charset {Quotation.Of(charset)} of the Content-Type is not supported: send the body as UTF-8 (RFC 8259)."));
        }

        // RFC 8259 §8.1 permits a reader to ignore a byte order mark.
        var json = body.Span.StartsWith("\ufeff"u8) ? body["\ufeff"u8.Length..] : body;
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(json, Options);
            if (document.RootElement.ValueKind is JsonValueKind.Object && ScimJson.IsReadable(document.RootElement))
            {
                return document;
            }
        }
        // The search for double properties throws an InvalidOperationException at a name that is no Unicode ("\ud800").
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
        }

        document?.Dispose();
        throw new ScimException(ScimError.InvalidSyntax($"The body cannot be read: {ScimBodyFault.Of(json.Span)}."));
    }
}
