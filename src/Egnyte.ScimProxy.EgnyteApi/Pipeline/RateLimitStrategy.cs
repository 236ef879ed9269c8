using Egnyte.ScimProxy.EgnyteApi.RateLimiting;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Egnyte.ScimProxy.EgnyteApi.Pipeline;

/// <summary>Holds each attempt until it may be sent. An attempt that cannot be sent in time is rejected at once with a Retry-After.</summary>
internal sealed class RateLimitStrategy(
    EgnyteConnectionOptions options, EgnyteRateLimiter limiter, EgnyteOutage outage, CircuitBreakerStateProvider breaker)
    : ResilienceStrategy<HttpResponseMessage>
{
    /// <summary>How long a call of an unverified token waits for admission: a valid token must be answered within 10 s during a flood.</summary>
    private static readonly TimeSpan LongestWaitForAdmission = TimeSpan.FromSeconds(10);

    /// <summary>Okta's shortest wait (contract §1.4): the next attempt competes with other calls, so a longer wait has no use.</summary>
    private static readonly TimeSpan RetryOfUnverified = TimeSpan.FromSeconds(15);

    private readonly TimeProvider _time = options.Time;

    protected override async ValueTask<Outcome<HttpResponseMessage>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback, ResilienceContext context, TState state)
    {
        var callState = CallState.Of(context.GetRequestMessage());
        var token = callState.Token = limiter.Find(callState.Call.TokenHash);
        var (isFirst, isAdmitted, isSent, isAnswered) = (false, false, false, false);
        var queuedAt = _time.GetTimestamp();
        TimeSpan? queued = null;
        try
        {
            isFirst = token.IsUnknown && await IsFirstAsync(callState, context);
            if (breaker.CircuitState is CircuitState.Closed)
            {
                // No call waits while the circuit breaker is open: one call probes Egnyte, all others are rejected.
                var queuedCall = new QueuedCall(callState, context.GetRequestMessage()!);
                if (await token.Limiter.WaitAsync(queuedCall, context.CancellationToken) is { } rejection)
                {
                    throw Rejected(callState, rejection);
                }

                // The call waits for its own rate limit first, because a call that is admitted holds one of the slots that all tokens share.
                isSent = queuedCall.IsSent;
                if (isSent && !token.IsVerified)
                {
                    await AdmitAsync(callState, context);
                    isAdmitted = true;
                }
            }

            (queued, callState.Status) = (_time.GetElapsedTime(queuedAt), null);
            EgnyteSpans.AddQueued(callState, queued.Value, isSent: true);
            var span = EgnyteSpans.StartAttempt(callState, context.GetRequestMessage()!.RequestUri);
            var outcome = await callback(context, state);
            EgnyteSpans.EndAttempt(span, OutcomeOf(outcome), (int?)callState.Status);
            if (outcome.Exception is not BrokenCircuitException)
            {
                callState.Call.Usage.AddCall();
                options.Observe?.Invoke(new(callState.Method, callState.Route, callState.Call.Priority, OutcomeOf(outcome), queued.Value));
            }

            isAnswered = outcome.Result is not null;
            return outcome;
        }
        catch (Exception rejection) when (rejection is EgnyteApiException or OperationCanceledException)
        {
            return Outcome.FromException<HttpResponseMessage>(rejection);
        }
        finally
        {
            if (queued is null)
            {
                queued = _time.GetElapsedTime(queuedAt);
                EgnyteSpans.AddQueued(callState, queued.Value, isSent: false);
            }

            callState.Call.Usage.AddQueued(queued.Value);
            if (isAdmitted)
            {
                limiter.Unverified.Leave(callState.Call.ClientAddress);
            }

            if (isSent)
            {
                token.Limiter.Done(isAnswered);
            }

            if (isFirst)
            {
                token.FirstCall.Release();
            }
        }
    }

    private static string OutcomeOf(Outcome<HttpResponseMessage> outcome) =>
        EgnyteResilience.FailureOf(outcome)?.Kind.ToString()
        ?? outcome.Exception switch
        {
            null => "Ok",
            TimeoutRejectedException => nameof(EgnyteFailure.Unavailable),
            BrokenCircuitException => "BreakerOpen",
            _ => "Cancelled",
        };

    /// <summary>Waits while another call verifies the token; true if this call must verify it.</summary>
    private async Task<bool> IsFirstAsync(CallState callState, ResilienceContext context)
    {
        var token = callState.Token!;
        await WaitAsync(token.FirstCall.WaitAsync, TimeSpan.MaxValue, callState, context);
        var wasRejected = _time.GetTimestamp() < token.RejectedUntil;
        if (token.IsUnknown && !wasRejected)
        {
            return true;
        }

        token.FirstCall.Release();
        return token.IsUnknown ? throw Rejected(callState, new Rejection(EgnyteFailure.TokenRejected, RetryAfter: null)) : false;
    }

    /// <summary>Waits for a slot among the calls of all unverified tokens.</summary>
    private async Task AdmitAsync(CallState callState, ResilienceContext context)
    {
        var isAdmitted = false;
        async Task EnterAsync(CancellationToken stop) => isAdmitted = await limiter.Unverified.EnterAsync(callState.Call.ClientAddress, stop);
        await WaitAsync(EnterAsync, LongestWaitForAdmission, callState, context);
        if (!isAdmitted)
        {
            throw NoRoom(callState);
        }
    }

    /// <summary>Waits at most so long, and never beyond the latest start of the call.</summary>
    private async Task WaitAsync(Func<CancellationToken, Task> wait, TimeSpan longest, CallState callState, ResilienceContext context)
    {
        var left = _time.GetElapsedTime(_time.GetTimestamp(), callState.LatestStart);
        using var timeout = new CancellationTokenSource(left < TimeSpan.Zero ? TimeSpan.Zero : left < longest ? left : longest, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.CancellationToken);
        try
        {
            await wait(either.Token);
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            throw NoRoom(callState);
        }
    }

    // There are too many unverified tokens. During an outage the outage is reported: one call at a time per token may be too few to open the breaker.
    private EgnyteApiException NoRoom(CallState callState)
    {
        callState.WasRejectedHere = true;
        return outage.Since is null ? Rejected(callState, new Rejection(EgnyteFailure.Throttled, RetryOfUnverified)) : callState.Unavailable();
    }

    private static EgnyteApiException Rejected(CallState callState, Rejection rejection)
    {
        callState.WasRejectedHere = true;
        var isCached = rejection.Kind == EgnyteFailure.TokenRejected; // contract §1.6: the same 401 that Egnyte gave a moment ago
        return new EgnyteApiException(rejection.Kind, callState.Operation)
        {
            ErrorCode = isCached ? "cached" : null,
            RetryAfter = rejection.RetryAfter,
            IsKeptForWrites = rejection.IsKeptForWrites,
            IsRejected = !isCached,
            MayHaveActed = callState.MayHaveActed,
        };
    }
}
