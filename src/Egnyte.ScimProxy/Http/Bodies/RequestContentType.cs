using Egnyte.ScimProxy.Scim;
using Microsoft.Net.Http.Headers;

namespace Egnyte.ScimProxy.Http.Bodies;

/// <summary>What the headers say of a body: JSON, and a coding and a character set that are read here.</summary>
/// <param name="ForeignCharset">The charset that was named and is not UTF-8; null mostly.</param>
internal readonly record struct RequestContentType(string? ForeignCharset)
{
    /// <summary>What the platform's request decompression reads.</summary>
    private const string Codings = "gzip, deflate, br";

    // RFC 7644 §3.1 and §3.8: application/scim+json, and application/json, with parameters. A body without a type is taken as JSON.
    /// <exception cref="ScimException">415.</exception>
    public static RequestContentType Require(HttpRequest request)
    {
        var header = request.ContentType;
        var type = header.AsSpan();
        var semicolon = type.IndexOf(';');
        type = type[..(semicolon >= 0 ? semicolon : type.Length)].Trim();
        if (!type.IsEmpty
            && !type.Equals(ScimResults.MediaType, StringComparison.OrdinalIgnoreCase)
            && !type.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw new ScimException(
                ScimError.UnsupportedMediaType($"Content-Type {Quotation.Of(type)} is not supported: send {ScimResults.MediaType} or application/json."));
        }

        // A coding that the platform decompressed is no longer in the header.
        var coding = request.Headers.ContentEncoding;
        if (coding.Count > 0 && !coding.ToString().Trim().Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            var error = ScimError.UnsupportedMediaType(
                $"Content-Encoding {Quotation.Of(coding.ToString())} is not supported: send the body as it is, or in one of {Codings}.");
            throw new ScimException(error with { AcceptEncoding = Codings });
        }

        return new RequestContentType(semicolon >= 0 ? CharsetOf(header!) : null);
    }

    private static string? CharsetOf(string header)
    {
        var charset = MediaTypeHeaderValue.TryParse(header, out var parsed) ? HeaderUtilities.RemoveQuotes(parsed.Charset).ToString() : "";
        return charset.Length == 0 || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase)
            ? null
            : charset;
    }
}
