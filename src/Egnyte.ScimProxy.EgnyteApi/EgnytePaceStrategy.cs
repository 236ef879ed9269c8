using Egnyte.ScimProxy.EgnyteApi.Pacing;
using Polly;
using Polly.CircuitBreaker;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>Lets each attempt take its turn; who cannot be served in time is told at once when to come back.</summary>
internal sealed class EgnytePaceStrategy(EgnytePace pace, EgnyteOutage outage, TimeProvider time, CircuitBreakerStateProvider breaker) : ResilienceStrategy<HttpResponseMessage>
{
    /// <summary>How long the calls of a token that nobody knows yet wait for its first answer.</summary>
    private static readonly TimeSpan PatienceWithAStranger = TimeSpan.FromSeconds(45);

    /// <summary>
    /// When those come back for whom there was no turn or no room among the strangers: how many of them there are says nothing of how many
    /// will come again, so that nobody is told the place that they would have.
    /// </summary>
    private static readonly TimeSpan WhenStrangersAreMany = TimeSpan.FromSeconds(60);

    // Nobody waits in a queue whose end is a closed door; while one call asks whether it opens again, the others are refused.
    private bool IsRefused => breaker.CircuitState is not CircuitState.Closed;

    protected override ValueTask<Outcome<HttpResponseMessage>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback, ResilienceContext context, TState state)
    {
        var exchange = EgnyteExchange.Of(context.GetRequestMessage());
        if (pace.Find(exchange.Call.TokenHash) is not { } known)
        {
            return AsStrangerAsync(exchange, callback, context, state);
        }

        exchange.Pace = known;
        if (IsRefused)
        {
            exchange.LeftAt = null;
            return callback(context, state);
        }

        if (RefusalOfTheDay(known, exchange, context) is { } refusal)
        {
            return new(Refused(exchange, refusal));
        }

        if (!known.TryTake(exchange.Call.Priority, exchange.LatestStart, out var leftAt))
        {
            return WaitAsync(known, exchange, callback, context, state);
        }

        exchange.LeftAt = leftAt;
        return leftAt is null ? callback(context, state) : CountedAsync(known, callback, context, state);
    }

    // Any call may be the one that asks whether the quota is back: of an exhausted one nothing is left for lists, as we know it.
    // An attempt that is made again was let through before.
    private static Refusal? RefusalOfTheDay(TokenPace pace, EgnyteExchange exchange, ResilienceContext context)
    {
        if (exchange.Faults + exchange.Throttles > 0)
        {
            return null;
        }

        var mayGo = pace.Quota.IsExhausted ? pace.Quota.TryProbe() : exchange.Call.Priority != EgnytePriority.List || pace.Quota.MayList();
        return mayGo ? null : pace.RefuseForTheDay(exchange.Call.Priority, exchange.IsLookUp, RequestMark.Of(context.GetRequestMessage()!));
    }

    private static async ValueTask<Outcome<HttpResponseMessage>> CountedAsync<TState>(
        TokenPace pace, Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback, ResilienceContext context, TState state)
    {
        var isAnswered = false;
        try
        {
            var outcome = await callback(context, state);
            isAnswered = outcome.Result is not null;
            return outcome;
        }
        finally
        {
            pace.Done(isAnswered);
        }
    }

    private static Outcome<HttpResponseMessage> Refused(EgnyteExchange exchange, Refusal refusal)
    {
        exchange.WasRefusedHere = true;
        return Outcome.FromException<HttpResponseMessage>(new EgnyteApiException(refusal.Kind, exchange.Operation)
        {
            RetryAfter = refusal.RetryAfter,
            IsKeptForWrites = refusal.IsKeptForWrites,
            IsTurnedAway = true,
            MayHaveActed = exchange.MayHaveActed,
        });
    }

    private static Turn TurnOf(EgnyteExchange exchange, EgnytePriority line, ResilienceContext context, string? key, bool isLookUp) =>
        new(line, exchange.Call.ArrivedAt, exchange.LatestStart, key, RequestMark.Of(context.GetRequestMessage()!)) { IsLookUp = isLookUp };

    private async ValueTask<Outcome<HttpResponseMessage>> WaitAsync<TState>(
        TokenPace pace,
        EgnyteExchange exchange,
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback,
        ResilienceContext context,
        TState state)
    {
        var key = exchange.IsWrite ? null : context.GetRequestMessage()!.RequestUri!.PathAndQuery;
        while (pace.FindRead(key, exchange.Call.Priority, exchange.LatestStart) is { } shared)
        {
            if (await SharedAsync(shared, exchange, context) is { } outcome)
            {
                return outcome;
            }
        }

        var turn = TurnOf(exchange, exchange.IsReadOfAPerson ? pace.LineOfAPerson() : exchange.Call.Priority, context, key, exchange.IsLookUp);
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

    /// <summary>
    /// What another read of the same thing was answered, or that the day is over; null where there was no answer: another caller's
    /// time, patience or luck is not this one's.
    /// </summary>
    private async Task<Outcome<HttpResponseMessage>?> SharedAsync(Turn turn, EgnyteExchange exchange, ResilienceContext context)
    {
        Outcome<HttpResponseMessage> outcome;
        try
        {
            outcome = await turn.Shared!.Task.WaitAsync(context.CancellationToken);
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (OperationCanceledException cancelled)
        {
            return Outcome.FromException<HttpResponseMessage>(cancelled);
        }

        if (outcome.Exception is EgnyteApiException { Kind: EgnyteFailure.QuotaExhausted, RetryAfter: { } wait } refused)
        {
            return Refused(exchange, new Refusal(refused.Kind, wait, refused.IsKeptForWrites));
        }

        if (outcome.Result is not { Content: EgnyteContent content } answer)
        {
            return null;
        }

        exchange.AttemptStartedAt = time.GetTimestamp();
        return Outcome.FromResult(new HttpResponseMessage(answer.StatusCode) { RequestMessage = context.GetRequestMessage(), Content = content.Copy() });
    }

    private async ValueTask<Outcome<HttpResponseMessage>> AsStrangerAsync<TState>(
        EgnyteExchange exchange,
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback,
        ResilienceContext context,
        TState state)
    {
        if (!pace.Strangers.TryFind(exchange.Call.TokenHash, out var stranger))
        {
            return NoRoom(exchange);
        }

        try
        {
            await stranger.EnterAsync(PatienceOf(exchange), time, context.CancellationToken);
        }
        catch (TimeoutException)
        {
            return NoRoom(exchange);
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
                return await FirstAsync(stranger.Pace, exchange, callback, context, state);
            }
        }
        finally
        {
            stranger.Leave();
        }

        return await ExecuteCore(callback, context, state);
    }

    private async ValueTask<Outcome<HttpResponseMessage>> FirstAsync<TState>(
        TokenPace own, EgnyteExchange exchange, Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback, ResilienceContext context, TState state)
    {
        if (IsRefused)
        {
            exchange.LeftAt = null;
            return await callback(context, state);
        }

        if (RefusalOfTheDay(own, exchange, context) is { } refusal)
        {
            return Refused(exchange, refusal);
        }

        // Among strangers a look-up waits as long as a write: or invented writes would keep every one of them out.
        var turn = TurnOf(exchange, exchange.Call.Priority, context, key: null, isLookUp: false);
        try
        {
            if (await pace.Strangers.Common.WaitAsync(turn, context.CancellationToken) is not null)
            {
                return NoRoom(exchange);
            }
        }
        catch (OperationCanceledException cancelled)
        {
            return Outcome.FromException<HttpResponseMessage>(cancelled);
        }

        try
        {
            // A throttle that was a stranger's is waited out by it alone.
            return await WaitAsync(own, TurnOf(exchange, exchange.Call.Priority, context, key: null, exchange.IsLookUp), exchange, callback, context, state);
        }
        finally
        {
            if (turn.LeftAt is not null)
            {
                pace.Strangers.Common.Done(isAnswered: true);
            }
        }
    }

    /// <summary>There is no room among the strangers. While Egnyte does not answer, that is why: the few calls of strangers that are sent open no breaker.</summary>
    private Outcome<HttpResponseMessage> NoRoom(EgnyteExchange exchange)
    {
        if (outage.Since is null)
        {
            return Refused(exchange, new Refusal(EgnyteFailure.Throttled, WhenStrangersAreMany));
        }

        exchange.WasRefusedHere = true;
        return Outcome.FromException<HttpResponseMessage>(exchange.Unavailable());
    }

    private TimeSpan PatienceOf(EgnyteExchange exchange)
    {
        var left = time.GetElapsedTime(time.GetTimestamp(), exchange.LatestStart);
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < PatienceWithAStranger ? left : PatienceWithAStranger;
    }
}
