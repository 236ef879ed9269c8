using System.Net;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>An answer that has been read, and what it means.</summary>
internal sealed class EgnyteContent(ReadOnlyMemory<byte> body, EgnyteExchange exchange, EgnyteApiException? failure) : HttpContent
{
    public ReadOnlySpan<byte> Json => EgnyteBody.Trim(body.Span);

    public EgnyteExchange Exchange { get; } = exchange;

    public EgnyteApiException? Failure { get; } = failure;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(body).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
