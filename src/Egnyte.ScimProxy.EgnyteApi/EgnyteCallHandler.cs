using Polly;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>Outermost, once per call: attaches the token, and gives every failure without an answer its one type.</summary>
internal sealed class EgnyteCallHandler(TimeProvider time, EgnyteOutage outage, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var exchange = EgnyteExchange.Begin(request, time);
        if (exchange.Call.Deadline <= time.GetTimestamp())
        {
            throw outage.Stamp(exchange.Unavailable());
        }

        // Unvalidated: a token is sent as it came, and parsing it would cost more than sending it.
        request.Headers.TryAddWithoutValidation("Authorization", exchange.Call.Authorization);
        request.Headers.TryAddWithoutValidation("X-Egnyte-Request-Id", exchange.Call.RequestId);
        request.Headers.TryAddWithoutValidation("User-Agent", "egnyte-scim-proxy");
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (EgnyteApiException failure)
        {
            outage.Stamp(failure);
            throw;
        }
        catch (ExecutionRejectedException rejection)
        {
            // A time-out of ours or the open breaker.
            throw outage.Stamp(exchange.Unavailable(rejection));
        }
    }
}
