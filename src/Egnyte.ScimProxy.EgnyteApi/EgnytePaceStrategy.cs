using Egnyte.ScimProxy.EgnyteApi.Pacing;
using Polly;
using Polly.CircuitBreaker;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>Lets each attempt take its turn; who cannot be served in time is told at once when to come back.</summary>
internal sealed class EgnytePaceStrategy(EgnytePace pace, EgnyteOutage outage, TimeProvider time, CircuitBreakerStateProvider breaker) : ResilienceStrategy<HttpResponseMessage>
{
    /// <summary>How long a call of an unverified token waits for admission; later, its client may have given up.</summary>
    private static readonly TimeSpan LongestWaitForAdmission = TimeSpan.FromSeconds(10);

    /// <summary>Okta's shortest wait (contract §1.4): the next attempt meets other calls, so nothing speaks for a longer one.</summary>
    private static readonly TimeSpan RetryOfUnverified = TimeSpan.FromSeconds(15);

    // Nobody waits in a queue whose end is a closed door; while one call asks whether it opens again, the others are refused.
    private bool IsRefused => breaker.CircuitState is not CircuitState.Closed;

    protected override async ValueTask<Outcome<HttpResponseMessage>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback, ResilienceContext context, TState state)
    {
        var exchange = EgnyteExchange.Of(context.GetRequestMessage());
        exchange.Token = pace.Find(exchange.Call.TokenHash);
        try
        {
            return exchange.Token.IsVerified
                ? await InTurnAsync(exchange, context, () => callback(context, state))
                : await UnverifiedAsync(exchange, context, () => callback(context, state));
        }
        catch (Exception refusal) when (refusal is EgnyteApiException or OperationCanceledException)
        {
            return Outcome.FromException<HttpResponseMessage>(refusal);
        }
    }

    private async ValueTask<Outcome<HttpResponseMessage>> UnverifiedAsync(
        EgnyteExchange exchange, ResilienceContext context, Func<ValueTask<Outcome<HttpResponseMessage>>> send)
    {
        var token = exchange.Token!;
        await WaitAsync(token.OneCall.WaitAsync, TimeSpan.MaxValue, exchange, context);
        try
        {
            if (!token.IsVerified)
            {
                // A throttle applies to this token alone: its call waits before it is admitted among the others.
                return time.GetTimestamp() < token.RefusedUntil
                    ? throw RefusedBefore(exchange)
                    : await InTurnAsync(exchange, context, () => AdmittedAsync(exchange, context, send));
            }
        }
        finally
        {
            token.OneCall.Release();
        }

        return await InTurnAsync(exchange, context, send);
    }

    private async ValueTask<Outcome<HttpResponseMessage>> AdmittedAsync(
        EgnyteExchange exchange, ResilienceContext context, Func<ValueTask<Outcome<HttpResponseMessage>>> send)
    {
        if (IsRefused)
        {
            return await send();
        }

        var isAdmitted = false;
        await WaitAsync(async stop => isAdmitted = await pace.Unverified.EnterAsync(exchange.Call.ClientAddress, stop), LongestWaitForAdmission, exchange, context);
        if (!isAdmitted)
        {
            throw NoRoom(exchange);
        }

        try
        {
            return await send();
        }
        finally
        {
            pace.Unverified.Leave(exchange.Call.ClientAddress);
        }
    }

    private async ValueTask<Outcome<HttpResponseMessage>> InTurnAsync(
        EgnyteExchange exchange, ResilienceContext context, Func<ValueTask<Outcome<HttpResponseMessage>>> send)
    {
        if (IsRefused)
        {
            return await send();
        }

        var own = exchange.Token!.Pace;
        var turn = new Turn(exchange, context.GetRequestMessage()!);
        if (await own.TakeAsync(turn, context.CancellationToken) is { } refusal)
        {
            throw Refused(exchange, refusal);
        }

        if (!turn.IsTaken)
        {
            return await send();
        }

        var isAnswered = false;
        try
        {
            var outcome = await send();
            isAnswered = outcome.Result is not null;
            return outcome;
        }
        finally
        {
            own.Done(isAnswered);
        }
    }

    /// <summary>Waits, at most so long, and until the call must have begun.</summary>
    private async Task WaitAsync(Func<CancellationToken, Task> wait, TimeSpan longest, EgnyteExchange exchange, ResilienceContext context)
    {
        var left = time.GetElapsedTime(time.GetTimestamp(), exchange.LatestStart);
        using var timeout = new CancellationTokenSource(left < TimeSpan.Zero ? TimeSpan.Zero : left < longest ? left : longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.CancellationToken);
        try
        {
            await wait(either.Token);
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            throw NoRoom(exchange);
        }
    }

    /// <summary>
    /// Too many unverified tokens. During an outage, the outage is the reason: one call at a time of a token may be too few to open the breaker.
    /// </summary>
    private EgnyteApiException NoRoom(EgnyteExchange exchange)
    {
        exchange.WasRefusedHere = true;
        return outage.Since is null ? Refused(exchange, new Refusal(EgnyteFailure.Throttled, RetryOfUnverified)) : exchange.Unavailable();
    }

    private static EgnyteApiException Refused(EgnyteExchange exchange, Refusal refusal)
    {
        exchange.WasRefusedHere = true;
        return new EgnyteApiException(refusal.Kind, exchange.Operation)
        {
            RetryAfter = refusal.RetryAfter,
            IsKeptForWrites = refusal.IsKeptForWrites,
            IsTurnedAway = true,
            MayHaveActed = exchange.MayHaveActed,
        };
    }

    // Contract §1.6: the same 401 that Egnyte gave a moment ago.
    private static EgnyteApiException RefusedBefore(EgnyteExchange exchange)
    {
        exchange.WasRefusedHere = true;
        return new EgnyteApiException(EgnyteFailure.TokenRefused, exchange.Operation) { ErrorCode = "cached", MayHaveActed = exchange.MayHaveActed };
    }
}
