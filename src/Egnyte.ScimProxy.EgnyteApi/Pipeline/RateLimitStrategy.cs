using Egnyte.ScimProxy.EgnyteApi.RateLimiting;
using Polly;
using Polly.CircuitBreaker;

namespace Egnyte.ScimProxy.EgnyteApi.Pipeline;

/// <summary>Lets each attempt take its turn; who cannot be served in time is told at once when to come back.</summary>
internal sealed class RateLimitStrategy(EgnyteRateLimiter pace, EgnyteOutage outage, TimeProvider time, CircuitBreakerStateProvider breaker) : ResilienceStrategy<HttpResponseMessage>
{
    /// <summary>How long a call of an unverified token waits for admission; later, its client may have given up.</summary>
    private static readonly TimeSpan LongestWaitForAdmission = TimeSpan.FromSeconds(10);

    /// <summary>Okta's shortest wait (contract §1.4): the next attempt meets other calls, so nothing speaks for a longer one.</summary>
    private static readonly TimeSpan RetryOfUnverified = TimeSpan.FromSeconds(15);

    protected override async ValueTask<Outcome<HttpResponseMessage>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback, ResilienceContext context, TState state)
    {
        var exchange = CallState.Of(context.GetRequestMessage());
        var token = exchange.Token = pace.Find(exchange.Call.TokenHash);
        var (isFirst, isAdmitted, isTaken, isAnswered) = (false, false, false, false);
        try
        {
            isFirst = !token.IsVerified && await IsFirstAsync(exchange, context);
            if (breaker.CircuitState is CircuitState.Closed)
            {
                // Behind an open breaker nobody waits: one call asks whether Egnyte is back, and all others are rejected.
                var turn = new QueuedCall(exchange, context.GetRequestMessage()!);
                if (await token.Pace.TakeAsync(turn, context.CancellationToken) is { } refusal)
                {
                    throw Refused(exchange, refusal);
                }

                // A throttle applies to this token alone: its call has waited before it is admitted among the others.
                isTaken = turn.IsTaken;
                isAdmitted = isTaken && isFirst && await IsAdmittedAsync(exchange, context);
            }

            var outcome = await callback(context, state);
            isAnswered = outcome.Result is not null;
            return outcome;
        }
        catch (Exception refusal) when (refusal is EgnyteApiException or OperationCanceledException)
        {
            return Outcome.FromException<HttpResponseMessage>(refusal);
        }
        finally
        {
            if (isAdmitted)
            {
                pace.Unverified.Leave(exchange.Call.ClientAddress);
            }

            if (isTaken)
            {
                token.Pace.Done(isAnswered);
            }

            if (isFirst)
            {
                token.OneCall.Release();
            }
        }
    }

    /// <summary>Waits while another call finds out whether Egnyte takes the token; true if this one must.</summary>
    private async Task<bool> IsFirstAsync(CallState exchange, ResilienceContext context)
    {
        var token = exchange.Token!;
        await WaitAsync(token.OneCall.WaitAsync, TimeSpan.MaxValue, exchange, context);
        var isRefused = time.GetTimestamp() < token.RefusedUntil;
        if (!token.IsVerified && !isRefused)
        {
            return true;
        }

        token.OneCall.Release();
        return token.IsVerified ? false : throw Refused(exchange, new Rejection(EgnyteFailure.TokenRejected, RetryAfter: null));
    }

    private async Task<bool> IsAdmittedAsync(CallState exchange, ResilienceContext context)
    {
        var isAdmitted = false;
        await WaitAsync(async stop => isAdmitted = await pace.Unverified.EnterAsync(exchange.Call.ClientAddress, stop), LongestWaitForAdmission, exchange, context);
        return isAdmitted ? true : throw NoRoom(exchange);
    }

    /// <summary>Waits, at most so long, and until the call must have begun.</summary>
    private async Task WaitAsync(Func<CancellationToken, Task> wait, TimeSpan longest, CallState exchange, ResilienceContext context)
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

    // Too many unverified tokens. During an outage, the outage is the reason: one call at a time of a token may be too few to open the breaker.
    private EgnyteApiException NoRoom(CallState exchange)
    {
        exchange.WasRefusedHere = true;
        return outage.Since is null ? Refused(exchange, new Rejection(EgnyteFailure.Throttled, RetryOfUnverified)) : exchange.Unavailable();
    }

    private static EgnyteApiException Refused(CallState exchange, Rejection refusal)
    {
        exchange.WasRefusedHere = true;
        var isCached = refusal.Kind == EgnyteFailure.TokenRejected; // contract §1.6: the same 401 that Egnyte gave a moment ago
        return new EgnyteApiException(refusal.Kind, exchange.Operation)
        {
            ErrorCode = isCached ? "cached" : null,
            RetryAfter = refusal.RetryAfter,
            IsKeptForWrites = refusal.IsKeptForWrites,
            IsRejected = !isCached,
            MayHaveActed = exchange.MayHaveActed,
        };
    }
}
