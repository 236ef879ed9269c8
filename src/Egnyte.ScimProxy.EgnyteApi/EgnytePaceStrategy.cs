using Egnyte.ScimProxy.EgnyteApi.Pacing;
using Polly;
using Polly.CircuitBreaker;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>Lets each attempt take its turn; who cannot be served in time is told at once when to come back.</summary>
internal sealed class EgnytePaceStrategy(EgnytePace pace, TimeProvider time, CircuitBreakerStateProvider breaker) : ResilienceStrategy<HttpResponseMessage>
{
    /// <summary>How long the calls of a token that nobody knows yet wait for its first answer.</summary>
    private static readonly TimeSpan PatienceWithAStranger = TimeSpan.FromSeconds(45);

    /// <summary>When those come back for whom there was no room among the strangers.</summary>
    private static readonly TimeSpan WhenStrangersAreMany = TimeSpan.FromSeconds(60);

    protected override ValueTask<Outcome<HttpResponseMessage>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback, ResilienceContext context, TState state)
    {
        var exchange = EgnyteExchange.Of(context.GetRequestMessage());
        if (pace.Find(exchange.Call.TokenHash) is not { } known)
        {
            return AsStrangerAsync(exchange, callback, context, state);
        }

        // Nobody waits in a queue whose end is a closed door.
        exchange.Pace = known;
        if (breaker.CircuitState is CircuitState.Open)
        {
            exchange.LeftAt = null;
            return callback(context, state);
        }

        if (RefusalOfTheDay(known, exchange) is { } refusal)
        {
            return new(Refused(exchange, refusal));
        }

        if (!known.TryTake(exchange.Call.Priority, out var leftAt))
        {
            return WaitAsync(known, exchange, callback, context, state);
        }

        exchange.LeftAt = leftAt;
        return leftAt is null ? callback(context, state) : CountedAsync(known, callback, context, state);
    }

    // Any call may be the one that asks whether the quota is back: of an exhausted one nothing is left for lists, as we know it.
    private static Refusal? RefusalOfTheDay(TokenPace pace, EgnyteExchange exchange)
    {
        var isOver = pace.Quota.IsExhausted
            ? !pace.Quota.TryProbe()
            : exchange.Call.Priority == EgnytePriority.List && pace.Quota.LeftForLists == 0;
        return isOver ? pace.RefuseForTheDay(!exchange.IsWrite) : null;
    }

    private static async ValueTask<Outcome<HttpResponseMessage>> CountedAsync<TState>(
        TokenPace pace, Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback, ResilienceContext context, TState state)
    {
        try
        {
            return await callback(context, state);
        }
        finally
        {
            pace.Done();
        }
    }

    private static Outcome<HttpResponseMessage> Refused(EgnyteExchange exchange, Refusal refusal)
    {
        exchange.WasRefusedHere = true;
        return Outcome.FromException<HttpResponseMessage>(new EgnyteApiException(refusal.Kind, exchange.Operation)
        {
            RetryAfter = refusal.RetryAfter,
            MayHaveActed = exchange.MayHaveActed,
        });
    }

    private static async ValueTask<Outcome<HttpResponseMessage>> WaitAsync<TState>(
        TokenPace pace,
        EgnyteExchange exchange,
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback,
        ResilienceContext context,
        TState state)
    {
        var key = exchange.IsWrite ? null : context.GetRequestMessage()!.RequestUri!.PathAndQuery;
        while (pace.FindRead(key) is { } shared)
        {
            var outcome = await SharedAsync(shared, context);
            if (outcome is { } answered)
            {
                return Copy(answered, exchange, context);
            }
        }

        var turn = new Turn(exchange.Call.Priority, exchange.Call.ArrivedAt, exchange.LatestStart, key);
        try
        {
            var outcome = await WaitAsync(pace, turn, exchange, callback, context, state);
            turn.Shared?.TrySetResult(outcome);
            return outcome;
        }
        finally
        {
            turn.Shared?.TrySetCanceled(CancellationToken.None);
        }
    }

    private static async ValueTask<Outcome<HttpResponseMessage>> WaitAsync<TState>(
        TokenPace pace,
        Turn turn,
        EgnyteExchange exchange,
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback,
        ResilienceContext context,
        TState state)
    {
        try
        {
            if (await pace.WaitAsync(turn, context.CancellationToken) is { } refusal)
            {
                return Refused(exchange, refusal);
            }
        }
        catch (OperationCanceledException cancelled)
        {
            return Outcome.FromException<HttpResponseMessage>(cancelled);
        }

        exchange.LeftAt = turn.LeftAt;
        return turn.LeftAt is null ? await callback(context, state) : await CountedAsync(pace, callback, context, state);
    }

    /// <summary>What another read of the same thing was answered; null when its caller gave up.</summary>
    private static async Task<Outcome<HttpResponseMessage>?> SharedAsync(Turn turn, ResilienceContext context)
    {
        try
        {
            var outcome = await turn.Shared!.Task.WaitAsync(context.CancellationToken);
            return outcome.Exception is OperationCanceledException ? null : outcome;
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (OperationCanceledException cancelled)
        {
            return Outcome.FromException<HttpResponseMessage>(cancelled);
        }
    }

    private static Outcome<HttpResponseMessage> Copy(Outcome<HttpResponseMessage> outcome, EgnyteExchange exchange, ResilienceContext context)
    {
        if (outcome.Result is not { Content: EgnyteContent content } answer)
        {
            exchange.WasRefusedHere = outcome.Exception is EgnyteApiException { Kind: EgnyteFailure.Throttled or EgnyteFailure.QuotaExhausted };
            return outcome;
        }

        return Outcome.FromResult(new HttpResponseMessage(answer.StatusCode) { RequestMessage = context.GetRequestMessage(), Content = content.For(exchange) });
    }

    private async ValueTask<Outcome<HttpResponseMessage>> AsStrangerAsync<TState>(
        EgnyteExchange exchange,
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback,
        ResilienceContext context,
        TState state)
    {
        if (!pace.Strangers.TryFind(exchange.Call.TokenHash, out var stranger))
        {
            return Refused(exchange, new Refusal(EgnyteFailure.Throttled, WhenStrangersAreMany));
        }

        try
        {
            await stranger.EnterAsync(PatienceWithAStranger, time, context.CancellationToken);
        }
        catch (TimeoutException)
        {
            return Refused(exchange, new Refusal(EgnyteFailure.Throttled, WhenStrangersAreMany));
        }
        catch (OperationCanceledException cancelled)
        {
            return Outcome.FromException<HttpResponseMessage>(cancelled);
        }

        try
        {
            if (pace.Find(exchange.Call.TokenHash) is null)
            {
                exchange.Pace = stranger.Pace;
                return breaker.CircuitState is CircuitState.Open
                    ? await callback(context, state)
                    : RefusalOfTheDay(stranger.Pace, exchange) is { } refusal ? Refused(exchange, refusal)
                    : await WaitAsync(pace.Strangers.Common, new Turn(exchange.Call.Priority, exchange.Call.ArrivedAt, exchange.LatestStart, null), exchange, (_, _) => InOwnPaceAsync(stranger.Pace, exchange, callback, context, state), context, state);
            }
        }
        finally
        {
            stranger.Leave();
        }

        return await ExecuteCore(callback, context, state);
    }

    // A throttle that was a stranger's is waited out by it alone.
    private static ValueTask<Outcome<HttpResponseMessage>> InOwnPaceAsync<TState>(
        TokenPace own, EgnyteExchange exchange, Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback, ResilienceContext context, TState state) =>
        WaitAsync(own, new Turn(exchange.Call.Priority, exchange.Call.ArrivedAt, exchange.LatestStart, null), exchange, callback, context, state);
}
