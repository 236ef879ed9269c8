namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>One attempt that waits. Its result is null when it may be sent, otherwise why it is rejected.</summary>
internal sealed class QueuedCall(CallState callState, HttpRequestMessage request)
    : TaskCompletionSource<Rejection?>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public CallState State => callState;

    /// <summary>Identifies the call over all its attempts.</summary>
    public UInt128 Fingerprint => RequestFingerprint.Of(request);

    /// <summary>Whether it deactivates a user.</summary>
    public bool IsDeactivation => callState.Call.Priority == EgnytePriority.Deactivation;

    /// <summary>The queue in which it waits.</summary>
    public EgnytePriority Queue { get; set; } = callState.Call.Priority;

    /// <summary>When it was queued, as a timestamp.</summary>
    public long QueuedAt { get; set; }

    /// <summary>Whether it could be sent in time when the limiter decided: then it keeps its slot, even if that comes somewhat later.</summary>
    public bool IsAccepted { get; set; }

    /// <summary>Whether it may be sent; false where its wait ended because the circuit breaker opened.</summary>
    public bool IsSent { get; set; }

    /// <summary>Whether that time is too late. A look-up has two thirds of its time, because the write that follows it is queued too.</summary>
    public bool IsTooLate(long sendAt) =>
        sendAt > (callState.IsLookUp && !IsAccepted ? QueuedAt + ((callState.LatestStart - QueuedAt) * 2 / 3) : callState.LatestStart);
}
