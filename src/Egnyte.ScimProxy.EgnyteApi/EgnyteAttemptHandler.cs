using System.Net;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>Innermost, once per attempt: reads the whole body, learns from the headers, and says what kind of failure it was.</summary>
internal sealed class EgnyteAttemptHandler(TimeProvider time, EgnytePace pace, EgnyteOutage outage, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var exchange = EgnyteExchange.Of(request);
        var mayHaveActedBefore = exchange.MayHaveActed;
        exchange.MayHaveActed = exchange.IsWrite;
        exchange.AttemptStartedAt = time.GetTimestamp();

        HttpResponseMessage response;
        ReadOnlyMemory<byte> body;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
            body = await EgnyteBody.ReadAsync(response, cancellationToken);
        }
        catch (Exception cause) when (EgnyteTransport.IsFault(cause, cancellationToken))
        {
            if (EgnyteTransport.WasNeverSent(cause))
            {
                exchange.MayHaveActed = mayHaveActedBefore;
            }

            throw EgnyteTransport.IsUnknownHost(cause)
                ? new EgnyteApiException(EgnyteFailure.NoSuchDomain, exchange.Operation, cause) { MayHaveActed = exchange.MayHaveActed }
                : exchange.Unavailable(cause);
        }

        var failure = FailureOf(response, body, exchange, mayHaveActedBefore);
        pace.Learn(exchange, response, failure);
        if (failure is not { Kind: EgnyteFailure.Unavailable or EgnyteFailure.NoSuchDomain })
        {
            outage.End();
        }

        response.Content.Dispose();
        response.Content = new EgnyteContent(body, exchange, failure);
        return response;
    }

    private EgnyteApiException? FailureOf(
        HttpResponseMessage response, ReadOnlyMemory<byte> body, EgnyteExchange exchange, bool mayHaveActedBefore)
    {
        if (response.IsSuccessStatusCode)
        {
            // Looked at here, inside the attempt, so that a read whose answer was cut is repeated.
            // A DELETE is answered by its status, but not by a page of something in front of Egnyte.
            return (exchange.IsDelete ? !EgnyteErrorBody.Parse(body).IsHtml : EgnyteBody.LooksWhole(body.Span)) ? null : exchange.Unavailable();
        }

        var failure = EgnyteErrorReader.Read(response, body, exchange, mayHaveActedBefore, time);
        exchange.MayHaveActed = failure.MayHaveActed;
        if (failure.Kind == EgnyteFailure.NotFound && exchange.IsDelete && mayHaveActedBefore)
        {
            // Our own earlier attempt, whose answer was lost, has deleted it.
            response.StatusCode = HttpStatusCode.NoContent;
            return null;
        }

        return failure;
    }
}
