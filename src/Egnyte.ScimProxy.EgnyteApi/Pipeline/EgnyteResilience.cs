using System.Diagnostics.CodeAnalysis;
using Egnyte.ScimProxy.EgnyteApi.Answers;
using Egnyte.ScimProxy.EgnyteApi.RateLimiting;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Egnyte.ScimProxy.EgnyteApi.Pipeline;

/// <summary>The strategies of a tenant's calls (time-outs, retries, rate limit, circuit breaker), outermost first.</summary>
internal static class EgnyteResilience
{
    private static readonly RateLimitOptions PaceOptions = new();

    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(20);

    /// <summary>
    /// With the break, less than the 6 s in which Egnyte's return shall be noticed: a call that an Egnyte swallowed that hangs would keep
    /// out all others for as long as an attempt may last. What may not be made twice is not cut short: it may be done already.
    /// </summary>
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Break = TimeSpan.FromSeconds(2.5);

    /// <summary>Every so many probes, one has the time of a normal attempt, for an Egnyte that is available again but slow.</summary>
    private const int PatientProbe = 10;

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "RateLimitOptions has nothing that Polly could validate by reflection.")]
    public static ResiliencePipeline<HttpResponseMessage> Build(
        EgnyteConnectionOptions options,
        EgnyteRateLimiter limiter,
        EgnyteOutage outage,
        CircuitBreakerStateProvider breaker,
        Action<EgnyteEvent> notify) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = options.Time }
            .AddTimeout(UntilDeadline(options.Time))        // Okta hangs up at 60 s: the SCIM request brings its deadline
            .AddRetry(EgnyteRetry.Options(options.Time))    // by meaning: what may be repeated, and for how long
            .AddStrategy(_ => new RateLimitStrategy(options, limiter, outage, breaker), PaceOptions) // queue time is not attempt time
            .AddCircuitBreaker(Breaker(limiter, breaker, notify)) // opening empties the queue at once
            .AddTimeout(Attempt(breaker))                   // the body included; HttpClient.Timeout is infinite
            .Build();

    /// <summary>What will pass by itself; throttles and refusals of the request are not faults.</summary>
    public static bool IsFault(Outcome<HttpResponseMessage> outcome) =>
        FailureOf(outcome) is { Kind: EgnyteFailure.Unavailable } || outcome.Exception is TimeoutRejectedException;

    /// <summary>
    /// A fault of the domain. No 4xx is one: two requests with invented tokens would stop the whole tenant (behaviour.md §5 note 1). Nor is a
    /// row that cannot be read: two lists would keep deactivations out (§1.5).
    /// </summary>
    private static bool IsOutage(Outcome<HttpResponseMessage> outcome) =>
        IsFault(outcome) && FailureOf(outcome) is not ({ IsClientError: true } or { IsUnusable: true });

    public static EgnyteApiException? FailureOf(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception as EgnyteApiException ?? (outcome.Result?.Content as EgnyteContent)?.Failure;

    private static TimeoutStrategyOptions UntilDeadline(TimeProvider time) => new()
    {
        // Polly takes zero or less for "no time-out".
        TimeoutGenerator = args =>
        {
            var left = time.GetElapsedTime(time.GetTimestamp(), CallState.Of(args.Context.GetRequestMessage()).Call.Deadline);
            return new(left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1));
        },
    };

    private static TimeoutStrategyOptions Attempt(CircuitBreakerStateProvider breaker)
    {
        var probes = 0;
        return new()
        {
            TimeoutGenerator = args => new(
                breaker.CircuitState is CircuitState.HalfOpen
                    && CallState.Of(args.Context.GetRequestMessage()).IsRepeatable
                    && Interlocked.Increment(ref probes) % PatientProbe != 0
                    ? ProbeTimeout
                    : AttemptTimeout),
        };
    }

    private static CircuitBreakerStrategyOptions<HttpResponseMessage> Breaker(
        EgnyteRateLimiter limiter, CircuitBreakerStateProvider state, Action<EgnyteEvent> notify)
    {
        // It opens again every few seconds while Egnyte is down: that is one outage.
        var isOpen = 0;
        return new()
        {
            FailureRatio = 0.8,
            MinimumThroughput = 6,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = Break,
            StateProvider = state,

            // While a probe is in flight, a client that disconnects proves nothing: neither the probe's client nor one of an earlier call.
            ShouldHandle = args =>
                new(IsOutage(args.Outcome) || (args.Outcome.Exception is OperationCanceledException && state.CircuitState is CircuitState.HalfOpen)),
            OnOpened = _ =>
            {
                limiter.Release();
                if (Interlocked.Exchange(ref isOpen, 1) == 0)
                {
                    notify(new EgnyteEvent(EgnyteEventKind.BreakerOpened, null));
                }

                return default;
            },
            OnClosed = _ =>
            {
                Volatile.Write(ref isOpen, 0);
                notify(new EgnyteEvent(EgnyteEventKind.BreakerClosed, null));
                return default;
            },
        };
    }
}
