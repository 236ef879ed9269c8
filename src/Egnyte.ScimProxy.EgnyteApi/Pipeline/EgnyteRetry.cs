using Polly;
using Polly.Retry;

namespace Egnyte.ScimProxy.EgnyteApi.Pipeline;

/// <summary>What may be repeated: by meaning, not by method alone.</summary>
internal static class EgnyteRetry
{
    private const int MaxFaults = 3;

    // A throttle is no fault, but an Egnyte that throttles for ever is not asked for ever.
    private const int MaxThrottles = 10;

    private static readonly TimeSpan MaxFaultTime = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(0.75);

    public static RetryStrategyOptions<HttpResponseMessage> Options(TimeProvider time) => new()
    {
        MaxRetryAttempts = MaxFaults + MaxThrottles,
        ShouldHandle = args => new(IsRepeated(args, time)),
        DelayGenerator = args => new(DelayBefore(CallState.Of(args.Context.GetRequestMessage()))),
    };

    private static bool IsRepeated(RetryPredicateArguments<HttpResponseMessage> args, TimeProvider time)
    {
        var failure = EgnyteResilience.FailureOf(args.Outcome);
        if (failure is null && args.Outcome.Exception is null)
        {
            return false;
        }

        var callState = CallState.Of(args.Context.GetRequestMessage());
        if (callState.WasRejectedHere || failure is { MayBeAbsence: true })
        {
            return false;
        }

        callState.LastWasThrottle = failure?.Kind == EgnyteFailure.Throttled;
        return callState.LastWasThrottle
            ? IsWaitedOut(failure!, callState, time)
            : EgnyteResilience.IsFault(args.Outcome) && IsTriedAgain(callState, failure?.RetryAfter, time);
    }

    // Egnyte does not carry out a throttled call, so any call may be sent again if there is time.
    private static bool IsWaitedOut(EgnyteApiException throttle, CallState callState, TimeProvider time) =>
        ++callState.Throttles <= MaxThrottles &&
        throttle.RetryAfter < time.GetElapsedTime(time.GetTimestamp(), callState.Call.Deadline);

    // A create or an invitation is repeated only when Egnyte certainly never saw it.
    private static bool IsTriedAgain(CallState callState, TimeSpan? asked, TimeProvider time)
    {
        callState.AskedToWait = asked;
        if (++callState.Faults == 1)
        {
            callState.FaultsSince = callState.AttemptStartedAt;
        }

        return (callState.IsRepeatable || !callState.MayHaveActed)
            && callState.Faults < MaxFaults

            // Too late for another attempt, the fault itself is reported, not the missing slot.
            && time.GetTimestamp() + time.Ticks(asked ?? LongestPause) < callState.LatestStart
            && time.GetElapsedTime(callState.FaultsSince) + (asked ?? TimeSpan.Zero) < MaxFaultTime;
    }

    // After a throttle there is no delay here: the rate limiter holds the token until Egnyte allows calls.
    private static TimeSpan? DelayBefore(CallState callState) =>
        callState.LastWasThrottle ? TimeSpan.Zero : callState.AskedToWait + Jittered(0.1) ?? Jittered(callState.Faults == 1 ? 0.2 : 0.6);

#pragma warning disable CA5394 // Jitter need not be unpredictable, only different.
    private static TimeSpan Jittered(double seconds) => TimeSpan.FromSeconds(seconds * (0.75 + (Random.Shared.NextDouble() / 2)));
#pragma warning restore CA5394
}
