using System.Net;
using Egnyte.ScimProxy.EgnyteApi.RateLimiting;
using Refit;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>One API call and its attempts, as the pipeline sees them.</summary>
internal sealed class CallState(EgnyteCallContext call, HttpMethod method, string route, long frequency)
{
    private static readonly HttpRequestOptionsKey<CallState> Key = new("Egnyte.ScimProxy.Exchange");

    private static readonly HttpRequestOptionsKey<string> Template = new(HttpRequestMessageOptions.RelativePathTemplate);

    // A write that was sent runs to its end, so it is not sent when there is hardly time for a response.
    private const int SecondsForAWrite = 10;

    // A read can be cancelled at any time, but a call without a slot must end with a Retry-After, not with a time-out.
    private const int SecondsForARead = 2;

    public EgnyteCallContext Call { get; } = call;

    /// <summary>When the call must have begun, as a timestamp.</summary>
    public long LatestStart => Call.Deadline - ((IsWrite ? SecondsForAWrite : SecondsForARead) * frequency);

    public string Method => method.Method;

    public string Route => route;

    public string Operation => $"{method} {route}";

    public bool IsWrite => method != HttpMethod.Get;

    /// <summary>Whether it is a read of one thing, after which the client will most likely write.</summary>
    public bool IsLookUp => !IsWrite && Call.Priority == EgnytePriority.Ordinary;

    /// <summary>Whether it reads one user, as a client does before it changes or deactivates that user.</summary>
    public bool IsReadOfUser => IsLookUp && route == "/pubapi/v2/users/{id}";

    public bool IsPost => method == HttpMethod.Post;

    /// <summary>Whether a resource that exists is changed, so that it can be read where the answer does not show it.</summary>
    public bool IsUpdate => method == HttpMethod.Patch || method == HttpMethod.Put;

    public bool IsDelete => method == HttpMethod.Delete;

    public bool IsOfOneResource => route.EndsWith("/{id}", StringComparison.Ordinal);

    /// <summary>Whether doing it twice is the same as doing it once.</summary>
    public bool IsRepeatable => !IsPost && !Call.SendsInvitation;

    /// <summary>Whether a write is in flight, or was and its outcome is unknown.</summary>
    public bool MayHaveActed { get; set; }

    /// <summary>Whether that held of the attempts before the last one.</summary>
    public bool MayHaveActedBefore { get; set; }

    public long AttemptStartedAt { get; set; }

    /// <summary>The status of Egnyte's response to the last attempt; null without one.</summary>
    public HttpStatusCode? Status { get; set; }

    public int Faults { get; set; }

    public long FaultsSince { get; set; }

    /// <summary>The Retry-After of the last fault, where it had one.</summary>
    public TimeSpan? AskedToWait { get; set; }

    public int Throttles { get; set; }

    public bool LastWasThrottle { get; set; }

    /// <summary>Whether the proxy rejected the last attempt: no slot in time, daily quota exhausted, or too many unverified tokens.</summary>
    public bool WasRejectedHere { get; set; }

    /// <summary>The token, set before each attempt.</summary>
    public RateLimitedToken? Token { get; set; }

    public static CallState Begin(HttpRequestMessage request, TimeProvider time)
    {
        if (!request.Options.TryGetValue(EgnyteCallContext.Key, out var call) || !request.Options.TryGetValue(Template, out var route))
        {
            throw new InvalidOperationException("Only the generated IEgnyteApi may send through this handler.");
        }

        var callState = new CallState(call, request.Method, route, time.TimestampFrequency);
        request.Options.Set(Key, callState);
        return callState;
    }

    /// <summary>One row of the collection that a resource belongs to, for the same call.</summary>
    public static CallState Begin(HttpRequestMessage request, CallState ofOneResource, TimeProvider time)
    {
        request.Options.Set(EgnyteCallContext.Key, ofOneResource.Call);
        request.Options.Set(Template, ofOneResource.Route[..ofOneResource.Route.LastIndexOf('/')]);
        return Begin(request, time);
    }

    public static CallState Of(HttpRequestMessage? request) =>
        request is not null && request.Options.TryGetValue(Key, out var callState)
            ? callState
            : throw new InvalidOperationException("The request did not come through EgnyteCallHandler.");

    public EgnyteApiException Unavailable(Exception? cause = null) => Failed(EgnyteFailure.Unavailable, cause);

    /// <summary>A 2xx of Egnyte's own whose body does not show the resource.</summary>
    public EgnyteApiException Unusable(Exception cause) => Failed(IsUpdate ? EgnyteFailure.Unshown : EgnyteFailure.Unavailable, cause, isUnusable: true);

    private EgnyteApiException Failed(EgnyteFailure kind, Exception? cause, bool isUnusable = false) =>
        new(kind, Operation, cause) { MayHaveActed = MayHaveActed, AttemptBeganAt = AttemptStartedAt, IsUnusable = isUnusable };
}
