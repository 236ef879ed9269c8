using Egnyte.ScimProxy.EgnyteApi.Pacing;
using Polly;
using Polly.CircuitBreaker;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>Lets each attempt take its turn; who cannot be served in time is told at once when to come back.</summary>
internal sealed class EgnytePaceStrategy(EgnytePace pace, EgnyteOutage outage, TimeProvider time, CircuitBreakerStateProvider breaker) : ResilienceStrategy<HttpResponseMessage>
{
    /// <summary>How long the calls of an unverified token wait for the result of its first call.</summary>
    private static readonly TimeSpan LongestWaitForVerification = TimeSpan.FromSeconds(45);

    /// <summary>How long that call waits for admission; later, its client may have given up.</summary>
    private static readonly TimeSpan LongestWaitForAdmission = TimeSpan.FromSeconds(10);

    /// <summary>Okta's shortest wait (contract §1.4): the next attempt meets other calls, so nothing speaks for a longer one.</summary>
    private static readonly TimeSpan RetryOfUnverified = TimeSpan.FromSeconds(15);

    // Nobody waits in a queue whose end is a closed door; while one call asks whether it opens again, the others are refused.
    private bool IsRefused => breaker.CircuitState is not CircuitState.Closed;

    protected override ValueTask<Outcome<HttpResponseMessage>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback, ResilienceContext context, TState state)
    {
        var exchange = EgnyteExchange.Of(context.GetRequestMessage());
        if (pace.Find(exchange.Call.TokenHash) is not { } known)
        {
            return UnverifiedAsync(exchange, callback, context, state);
        }

        exchange.Pace = known;
        if (IsRefused)
        {
            return callback(context, state);
        }

        if (RefusalOfTheDay(known, exchange, context) is { } refusal)
        {
            return new(Refused(exchange, refusal));
        }

        if (!known.TryTake(exchange.Call.Priority, exchange.LatestStart, out var leftAt))
        {
            var line = exchange.IsReadOfAPerson ? known.LineOfAPerson() : exchange.Call.Priority;
            return WaitAsync(known, TurnOf(exchange, line, context), exchange, callback, context, state);
        }

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

    private static Turn TurnOf(EgnyteExchange exchange, EgnytePriority line, ResilienceContext context) =>
        new(line, exchange.Call.ArrivedAt, exchange.LatestStart, RequestMark.Of(context.GetRequestMessage()!)) { IsLookUp = exchange.IsLookUp };

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

        return turn.LeftAt is null ? await callback(context, state) : await CountedAsync(pace, callback, context, state);
    }

    private async ValueTask<Outcome<HttpResponseMessage>> UnverifiedAsync<TState>(
        EgnyteExchange exchange,
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback,
        ResilienceContext context,
        TState state)
    {
        if (!pace.Unverified.TryBegin(exchange.Call.TokenHash, out var token))
        {
            return NoRoom(exchange);
        }

        try
        {
            if (!token.OneCall.Wait(0, CancellationToken.None) && await WaitAsync(token.OneCall.WaitAsync, LongestWaitForVerification, exchange, context) is { } failed)
            {
                return failed;
            }

            try
            {
                if (pace.Find(exchange.Call.TokenHash) is null)
                {
                    exchange.Pace = token.Pace;
                    return pace.Unverified.IsRefused(token) ? RefusedBefore(exchange) : await FirstAsync(token.Pace, exchange, callback, context, state);
                }
            }
            finally
            {
                token.OneCall.Release();
            }
        }
        finally
        {
            pace.Unverified.End(token);
        }

        return await ExecuteCore(callback, context, state);
    }

    private async ValueTask<Outcome<HttpResponseMessage>> FirstAsync<TState>(
        TokenPace own, EgnyteExchange exchange, Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback, ResilienceContext context, TState state)
    {
        if (IsRefused)
        {
            return await callback(context, state);
        }

        if (RefusalOfTheDay(own, exchange, context) is { } refusal)
        {
            return Refused(exchange, refusal);
        }

        // A throttle applies to this token alone: its call waits before it is admitted among the others.
        var turn = TurnOf(exchange, exchange.Call.Priority, context);
        return await WaitAsync(own, turn, exchange, (admitted, sent) => AdmittedAsync(exchange, callback, admitted, sent), context, state);
    }

    private async ValueTask<Outcome<HttpResponseMessage>> AdmittedAsync<TState>(
        EgnyteExchange exchange, Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback, ResilienceContext context, TState state)
    {
        var calls = pace.Unverified.Calls;
        var isAdmitted = calls.TryEnter();
        if (!isAdmitted && await WaitAsync(async stop => isAdmitted = await calls.EnterAsync(exchange.Call.ClientAddress, stop), LongestWaitForAdmission, exchange, context) is { } failed)
        {
            return failed;
        }

        if (!isAdmitted)
        {
            return NoRoom(exchange);
        }

        try
        {
            return await callback(context, state);
        }
        finally
        {
            calls.Leave();
        }
    }

    /// <summary>Waits, at most until the call must have begun; null, or why the wait ended otherwise.</summary>
    private async ValueTask<Outcome<HttpResponseMessage>?> WaitAsync(
        Func<CancellationToken, Task> wait, TimeSpan longest, EgnyteExchange exchange, ResilienceContext context)
    {
        var left = time.GetElapsedTime(time.GetTimestamp(), exchange.LatestStart);
        using var timeout = new CancellationTokenSource(left < TimeSpan.Zero ? TimeSpan.Zero : left < longest ? left : longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.CancellationToken);
        try
        {
            await wait(either.Token);
            return null;
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            return NoRoom(exchange);
        }
        catch (OperationCanceledException cancelled)
        {
            return Outcome.FromException<HttpResponseMessage>(cancelled);
        }
    }

    /// <summary>
    /// Too many unverified tokens. During an outage, the outage is the reason: one call at a time of a token may be too few to open the breaker.
    /// </summary>
    private Outcome<HttpResponseMessage> NoRoom(EgnyteExchange exchange)
    {
        if (outage.Since is null)
        {
            return Refused(exchange, new Refusal(EgnyteFailure.Throttled, RetryOfUnverified));
        }

        exchange.WasRefusedHere = true;
        return Outcome.FromException<HttpResponseMessage>(exchange.Unavailable());
    }

    // Contract §1.6: the same 401 that Egnyte gave a moment ago.
    private static Outcome<HttpResponseMessage> RefusedBefore(EgnyteExchange exchange)
    {
        exchange.WasRefusedHere = true;
        return Outcome.FromException<HttpResponseMessage>(new EgnyteApiException(EgnyteFailure.TokenRefused, exchange.Operation) { ErrorCode = "cached", MayHaveActed = exchange.MayHaveActed });
    }
}
