using System.Net;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>An answer that has been read, and what it means.</summary>
internal sealed class EgnyteContent(ReadOnlyMemory<byte> body, EgnyteExchange exchange, EgnyteApiException? failure) : HttpContent
{
    public ReadOnlySpan<byte> Json => EgnyteBody.Trim(body.Span);

    public EgnyteExchange Exchange { get; } = exchange;

    public EgnyteApiException? Failure { get; } = failure;

    /// <summary>The same answer for another exchange that shared the call.</summary>
    public EgnyteContent For(EgnyteExchange other) => new(body, other, Failure?.Copy());

    // HttpClient would copy into a buffer of its own what is in memory already; our serializer reads the body itself.
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.CompletedTask;

    protected override bool TryComputeLength(out long length)
    {
        // Refit takes an answer of no length for no answer.
        length = body.Length;
        return true;
    }
}
