namespace Egnyte.ScimProxy.EgnyteApi.Answers;

/// <summary>Reads bodies, bounded.</summary>
internal static class EgnyteBody
{
    private const int MaxAnswer = 16 * 1024 * 1024;

    private const int MaxError = 64 * 1024;

    private static ReadOnlySpan<byte> Bom => [0xEF, 0xBB, 0xBF];

    /// <summary>The whole body of a 2xx, or the beginning of an error's.</summary>
    /// <exception cref="IOException">The body of a 2xx is too long or too short, or cannot be decompressed.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var limit = response.IsSuccessStatusCode ? MaxAnswer : MaxError;
        var announced = response.Content.Headers.ContentLength;
        if (announced > limit && response.IsSuccessStatusCode)
        {
            throw TooLong();
        }

        var buffer = new byte[(int)Math.Min(announced ?? 4096, limit)];
        var length = 0;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            while (true)
            {
                if (length == buffer.Length)
                {
                    if (length == announced || (length == limit && !response.IsSuccessStatusCode))
                    {
                        break;
                    }

                    if (length == limit)
                    {
                        throw TooLong();
                    }

                    Array.Resize(ref buffer, Math.Min(Math.Max(length * 2, 4096), limit));
                }

                var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (read == 0)
                {
                    break;
                }

                length += read;
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or InvalidOperationException)
        {
            // What cannot be decompressed leaves an error its status.
            if (response.IsSuccessStatusCode)
            {
                throw new IOException("The answer cannot be decompressed.", broken);
            }
        }

        return buffer.AsMemory(0, length);
    }

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> body) =>
        (body.StartsWith(Bom) ? body[Bom.Length..] : body).Trim(" \t\r\n"u8);

    /// <summary>Whether it is a page, or XML, of something in front of Egnyte.</summary>
    public static bool IsMarkup(ReadOnlySpan<byte> body) => Trim(body) is [(byte)'<', ..];

    private static IOException TooLong() => new($"The answer is longer than {MaxAnswer} bytes.");
}
