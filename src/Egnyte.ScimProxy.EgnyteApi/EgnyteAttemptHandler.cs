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
        exchange.MayHaveActedBefore = exchange.MayHaveActed;
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
                exchange.MayHaveActed = exchange.MayHaveActedBefore;
            }

            throw EgnyteTransport.IsUnknownHost(cause)
                ? new EgnyteApiException(EgnyteFailure.NoSuchDomain, exchange.Operation, cause) { MayHaveActed = exchange.MayHaveActed }
                : exchange.Unavailable(cause);
        }

        var (answer, failure) = Read(response, body, exchange);
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
        HttpResponseMessage response, ReadOnlyMemory<byte> body, EgnyteExchange exchange)
    {
        var isError = EgnyteErrorReader.IsError(response);
        if (!isError && exchange.IsDelete)
        {
            // A DELETE is answered by its status, but not by a page of something in front of Egnyte.
            return (null, EgnyteErrorBody.Parse(body.Span).IsHtml ? exchange.Unavailable() : null);
        }

        if (!isError)
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

        var failure = EgnyteErrorReader.Read(response, body, exchange, time);
        exchange.MayHaveActed = failure.MayHaveActed;
        return (null, failure);
    }
}
