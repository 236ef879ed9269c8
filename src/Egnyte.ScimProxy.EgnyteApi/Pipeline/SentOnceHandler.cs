namespace Egnyte.ScimProxy.EgnyteApi.Pipeline;

/// <summary>
/// Sends each attempt once. SocketsHttpHandler repeats a request without content up to three times by itself where the connection ends before
/// the response begins: past the rate limit, and a DELETE that was done is then answered 404. A request with content, of no byte, it sends once.
/// </summary>
internal sealed class SentOnceHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly ByteArrayContent Nothing = new([]) { Headers = { ContentLength = 0 } };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not null)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        request.Content = Nothing;
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            // Everything else sees the request as it was made.
            request.Content = null;
        }
    }
}
