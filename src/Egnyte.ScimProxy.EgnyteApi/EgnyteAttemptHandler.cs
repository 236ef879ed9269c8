using System.Net;
using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Models;

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

        var (answer, failure) = Read(response, body, exchange, mayHaveActedBefore);
        pace.Learn(exchange, response, failure);
        if (failure is not { Kind: EgnyteFailure.Unavailable or EgnyteFailure.NoSuchDomain })
        {
            outage.End();
        }

        response.Content.Dispose();
        response.Content = new EgnyteContent(answer, failure);
        return response;
    }

    private (IEgnyteAnswer? Answer, EgnyteApiException? Failure) Read(
        HttpResponseMessage response, ReadOnlyMemory<byte> body, EgnyteExchange exchange, bool mayHaveActedBefore)
    {
        if (response.IsSuccessStatusCode && exchange.IsDelete)
        {
            // A DELETE is answered by its status, but not by a page of something in front of Egnyte.
            return (null, EgnyteErrorBody.Parse(body).IsHtml ? exchange.Unavailable() : null);
        }

        if (response.IsSuccessStatusCode)
        {
            try
            {
                return (EgnyteAnswer.Read(exchange, body.Span), null);
            }
            catch (JsonException unreadable)
            {
                return (null, exchange.Unavailable(unreadable));
            }
        }

        var failure = EgnyteErrorReader.Read(response, body, exchange, mayHaveActedBefore, time);
        exchange.MayHaveActed = failure.MayHaveActed;
        if (failure.Kind == EgnyteFailure.NotFound && exchange.IsDelete && mayHaveActedBefore)
        {
            // Our own earlier attempt, whose answer was lost, has deleted it.
            response.StatusCode = HttpStatusCode.NoContent;
            return (null, null);
        }

        return (null, failure);
    }
}
