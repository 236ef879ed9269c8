using System.Net;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>What the pipeline must know of a call and the wire does not show; made once per SCIM request.</summary>
/// <param name="Token">The bearer token.</param>
/// <param name="TokenHash">Its hash.</param>
/// <param name="Deadline">When the answer must be there, as a timestamp of the connection's <see cref="TimeProvider"/>.</param>
/// <param name="RequestId">Sent as <c>X-Egnyte-Request-Id</c>, as the JS SDK does.</param>
public sealed record EgnyteCallContext(string Token, TokenHash TokenHash, long Deadline, string RequestId)
{
    /// <summary>The name of the request option that carries the call.</summary>
    public const string PropertyName = "Egnyte.ScimProxy.Call";

    internal static readonly HttpRequestOptionsKey<EgnyteCallContext> Key = new(PropertyName);

    /// <summary>Whether the change mails an invitation, so that it must not be made twice.</summary>
    public bool SendsInvitation { get; init; }

    /// <summary>The priority with which the call is queued.</summary>
    public EgnytePriority Priority { get; init; } = EgnytePriority.Ordinary;

    /// <summary>When the SCIM request arrived, as a timestamp: earlier requests are served first.</summary>
    public long ArrivedAt { get; init; }

    /// <summary>The address of the client, for the limit on unverified tokens.</summary>
    public IPAddress? ClientAddress { get; init; }

    /// <summary>Counts the calls; shared by all calls of a SCIM request.</summary>
    public EgnyteUsage Usage { get; init; } = new();

    internal string Authorization => field ??= "Bearer " + Token;

    /// <summary>The request id only: the token never appears in a text.</summary>
    public override string ToString() => $"EgnyteCallContext {RequestId}";
}

/// <summary>What the calls of one SCIM request cost so far.</summary>
public sealed class EgnyteUsage
{
    private int _calls;
    private long _queued;

    /// <summary>How many calls were made to Egnyte: each attempt is one, those that found no connection included.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>How long its calls waited for the rate limit, all together: some may have waited at the same time.</summary>
    public TimeSpan Queued => new(Interlocked.Read(ref _queued));

    internal void AddCall() => Interlocked.Increment(ref _calls);

    internal void AddQueued(TimeSpan time) => Interlocked.Add(ref _queued, time.Ticks);
}
