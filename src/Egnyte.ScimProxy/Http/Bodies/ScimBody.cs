using System.Text.Json;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Http.Bodies;

/// <summary>A request body as one bounded JSON document. The reader disposes it.</summary>
internal static class ScimBody
{
    /// <summary>20,000 members in one group fit. A compressed body is measured after it is decompressed.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private const int UnknownLength = 4095;

    /// <summary>A parsed document holds 12 bytes for each name, value, bracket and brace: 8 MiB. 20,000 members have 160,000 of them.</summary>
    private const int MostValues = 690_000;

    /// <exception cref="ScimException">400 invalidSyntax, 413, 415.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var type = RequestContentType.Require(request);
        if (request.ContentLength > MaxBytes)
        {
            throw TooLarge();
        }

        var json = request.Body is ArrivedBody arrived ? arrived.Bytes : await ReadBytesAsync(request, cancellationToken);
        if (HasTooManyValues(json.Span))
        {
            throw new ScimException(ScimError.PayloadTooLarge($"The body holds more than {MostValues} JSON values: send it in parts."));
        }

        return ScimBodyParser.Parse(json, type);
    }

    // The document reads from these bytes as long as it lives, and an error is looked for in them.
    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // One byte more than announced: the end is found without a larger buffer.
        var bytes = new byte[(request.ContentLength ?? UnknownLength) + 1];
        for (var length = 0; ;)
        {
            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, Math.Min(length * 2, MaxBytes + 1));
            }

            var read = await ReadAsync(request.Body, bytes.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                return bytes.AsMemory(0, length);
            }

            length += read;
            if (length > MaxBytes)
            {
                throw TooLarge();
            }
        }
    }

    private static async ValueTask<int> ReadAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode is StatusCodes.Status413PayloadTooLarge)
        {
            throw TooLarge();
        }
        // What the decompressing streams throw; that of Brotli at damaged data is an InvalidOperationException.
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            throw new ScimException(
                ScimError.InvalidSyntax("The body cannot be decompressed: it is damaged, or is not in the format that Content-Encoding names."));
        }
    }

    // Counts the characters in texts too, which have few of them.
    private static bool HasTooManyValues(ReadOnlySpan<byte> json) =>
        json.Length > MostValues && json.Count((byte)',') + json.Count((byte)':') + (2 * (json.Count((byte)'[') + json.Count((byte)'{'))) > MostValues;

    private static ScimException TooLarge() => new(ScimError.PayloadTooLarge($"The body is larger than {MaxBytes / 1024 / 1024} MiB."));
}
