using Polly;
using Polly.CircuitBreaker;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>Every attempt takes its turn in the quota of its token.</summary>
internal sealed class EgnytePaceStrategy(EgnytePace pace, CircuitBreakerStateProvider breaker) : ResilienceStrategy<HttpResponseMessage>
{
    protected override ValueTask<Outcome<HttpResponseMessage>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback, ResilienceContext context, TState state)
    {
        var exchange = EgnyteExchange.Of(context.GetRequestMessage());
        var queue = pace.Of(exchange.Call.TokenHash);

        // Nobody waits in a queue whose end is a closed door.
        return queue.TryTake() || breaker.CircuitState is CircuitState.Open
            ? callback(context, state)
            : WaitAsync(queue, exchange, callback, context, state);
    }

    private static async ValueTask<Outcome<HttpResponseMessage>> WaitAsync<TState>(
        EgnytePaceQueue queue,
        EgnyteExchange exchange,
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback,
        ResilienceContext context,
        TState state)
    {
        try
        {
            if (await queue.WaitAsync(exchange.LatestStart, context.CancellationToken) is { } tooLate)
            {
                return Outcome.FromException<HttpResponseMessage>(new EgnyteApiException(EgnyteFailure.Throttled, exchange.Operation)
                {
                    RetryAfter = tooLate,
                    MayHaveActed = exchange.MayHaveActed,
                });
            }
        }
        catch (OperationCanceledException cancelled)
        {
            return Outcome.FromException<HttpResponseMessage>(cancelled);
        }

        return await callback(context, state);
    }
}
