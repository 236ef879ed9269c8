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

        var exchange = CallState.Of(args.Context.GetRequestMessage());
        if (exchange.WasRefusedHere || failure is { MayBeAbsence: true })
        {
            return false;
        }

        exchange.LastWasThrottle = failure?.Kind == EgnyteFailure.Throttled;
        return exchange.LastWasThrottle
            ? IsWaitedOut(failure!, exchange, time)
            : EgnyteResilience.IsFault(args.Outcome) && IsTriedAgain(exchange, failure?.RetryAfter, time);
    }

    // Egnyte did not act on what it throttled: anything may be sent again, when its turn comes in time.
    private static bool IsWaitedOut(EgnyteApiException throttle, CallState exchange, TimeProvider time) =>
        ++exchange.Throttles <= MaxThrottles &&
        throttle.RetryAfter < time.GetElapsedTime(time.GetTimestamp(), exchange.Call.Deadline);

    // A create or an invitation is repeated only when Egnyte certainly never saw it.
    private static bool IsTriedAgain(CallState exchange, TimeSpan? asked, TimeProvider time)
    {
        exchange.AskedToWait = asked;
        if (++exchange.Faults == 1)
        {
            exchange.FaultsSince = exchange.AttemptStartedAt;
        }

        return (exchange.IsRepeatable || !exchange.MayHaveActed)
            && exchange.Faults < MaxFaults

            // Too late for another attempt, the fault itself is the answer, and not that there is no turn.
            && time.GetTimestamp() + time.Ticks(asked ?? LongestPause) < exchange.LatestStart
            && time.GetElapsedTime(exchange.FaultsSince) + (asked ?? TimeSpan.Zero) < MaxFaultTime;
    }

    // After a throttle the pace holds the token: it knows when the turn comes, and who was there before.
    private static TimeSpan? DelayBefore(CallState exchange) =>
        exchange.LastWasThrottle ? TimeSpan.Zero : exchange.AskedToWait + Jittered(0.1) ?? Jittered(exchange.Faults == 1 ? 0.2 : 0.6);

#pragma warning disable CA5394 // Jitter need not be unpredictable, only different.
    private static TimeSpan Jittered(double seconds) => TimeSpan.FromSeconds(seconds * (0.75 + (Random.Shared.NextDouble() / 2)));
#pragma warning restore CA5394
}
