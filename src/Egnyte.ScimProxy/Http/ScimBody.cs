using System.Text.Json;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Http;

/// <summary>A request body as one bounded JSON document; whoever reads it disposes it.</summary>
internal static class ScimBody
{
    /// <summary>20,000 members in one group fit.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private const int MaxDepth = 32;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <exception cref="ScimException">400 invalidSyntax, 413, 415.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!IsJson(request.ContentType))
        {
            throw new ScimException(ScimError.UnsupportedMediaType($"Content-Type must be {ScimResults.MediaType} or application/json."));
        }

        if (request.ContentLength > MaxBytes)
        {
            throw TooLarge();
        }

        try
        {
            var document = await JsonDocument.ParseAsync(request.Body, Options, cancellationToken);
            if (document.RootElement.ValueKind is JsonValueKind.Object && ScimJson.IsReadable(document.RootElement))
            {
                return document;
            }

            document.Dispose();
        }
        // The search for double properties throws an InvalidOperationException at a name that is no Unicode ("\ud800").
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ScimException(ScimError.InvalidSyntax($"The body is not a JSON object that could be read: at most {MaxDepth} levels deep, no property twice."));
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode is StatusCodes.Status413PayloadTooLarge)
        {
            throw TooLarge();
        }

        throw new ScimException(ScimError.InvalidSyntax("The body must be one JSON object in valid Unicode."));
    }

    // RFC 7644 §3.1 and §3.8: application/scim+json, and application/json, with parameters. A body without a type is taken as JSON.
    private static bool IsJson(string? contentType)
    {
        var type = contentType.AsSpan();
        type = type[..(type.IndexOf(';') is var semicolon and >= 0 ? semicolon : type.Length)].Trim();
        return type.IsEmpty || type.Equals(ScimResults.MediaType, StringComparison.OrdinalIgnoreCase) || type.Equals("application/json", StringComparison.OrdinalIgnoreCase);
    }

    private static ScimException TooLarge() => new(ScimError.PayloadTooLarge($"The body is larger than {MaxBytes / 1024 / 1024} MiB."));
}
