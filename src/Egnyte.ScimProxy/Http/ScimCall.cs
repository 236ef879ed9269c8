using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Groups;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;
using Egnyte.ScimProxy.Security;
using Egnyte.ScimProxy.Tenants;
using Egnyte.ScimProxy.Users;

namespace Egnyte.ScimProxy.Http;

/// <summary>One authenticated SCIM request: whose tenant, which token, how long it may take, and where its answers live.</summary>
internal sealed class ScimCall
{
    /// <summary>Okta hangs up at 60 s; the rest is for the way back.</summary>
    public static readonly TimeSpan TimeBudget = TimeSpan.FromSeconds(50);

    private readonly ScimService _service;
    private readonly long _beganAt;

    private ScimCall(HttpContext http, Tenant tenant, TenantMapping mapping, EgnyteCallContext egnyteCall, ScimService service, long beganAt) =>
        (Http, Tenant, Mapping, Call, _service, _beganAt) = (http, tenant, mapping, egnyteCall, service, beganAt);

    public TimeProvider Time => _service.Time;

    public DateTimeOffset Now => _service.Time.GetUtcNow();

    /// <summary>How long ago something was that Egnyte's side has a timestamp of.</summary>
    public TimeSpan TimeSince(long timestamp) => _service.Time.GetElapsedTime(timestamp);

    public HttpContext Http { get; }

    public Tenant Tenant { get; }

    /// <summary>The mapping that this request began with: a profile that changes meanwhile does not touch it.</summary>
    public TenantMapping Mapping { get; }

    /// <summary>What goes with each call to Egnyte: token, deadline, request id.</summary>
    public EgnyteCallContext Call { get; private set; }

    public IEgnyteApi Egnyte => Tenant.Connection.Api;

    /// <summary>How long this request may still take; never less than nothing.</summary>
    public TimeSpan TimeLeft => TimeSpan.FromSeconds(Math.Max(0, (double)(Call.Deadline - _service.Time.GetTimestamp()) / _service.Time.TimestampFrequency));

    /// <summary>Ends a read when the caller hangs up.</summary>
    public CancellationToken WhileCallerWaits => Http.RequestAborted;

    /// <summary>A write runs to its end or to its deadline: a client that disconnected will retry, and half a write has no use.</summary>
    public static CancellationToken ToTheEnd => CancellationToken.None;

    public QueryParameters Query { get; private set; } = QueryParameters.None;

    public AttributeSelection? Selection { get; private set; }

    /// <summary>The version that a write asks for; null where it does not care.</summary>
    public Precondition? Precondition { get; private init; }

    /// <summary>Where this tenant's SCIM service begins for the caller, without a slash at the end.</summary>
    public string BaseUrl => field ??= PublicAddress.Of(Http.Request, _service.PublicUrl);

    /// <summary>Called by the framework for each handler that takes a <see cref="ScimCall"/>.</summary>
    /// <exception cref="ScimException">401 without a token, 400 for a query that cannot be read.</exception>
    public static ValueTask<ScimCall> BindAsync(HttpContext context)
    {
        var service = context.GetEndpoint()!.Metadata.GetRequiredMetadata<ScimService>();
        var name = context.Request.RouteValues["tenant"] as string ?? TenantDirectory.DefaultName;
        var tenant = service.Tenants.Serving(name);
        var token = context.Features.Get<BearerToken>() ?? throw BearerToken.Missing(context.Request);
        BaseUrlMistake.RequireId(context.Request);

        // Known before anything is done: what a write answers names its address.
        if (service.PublicUrl is not { Length: > 0 } && !PublicAddress.IsHost(PublicAddress.HostOf(context.Request)))
        {
            throw new ScimException(ScimError.InvalidSyntax(
                "The request's Host header is missing or is not a host name with an optional port, so that the proxy cannot tell its own "
                + "address. Correct the base URL in the client, or set ScimProxy:PublicUrl."));
        }

        var now = context.Features.Get<RequestStart>()?.Timestamp ?? service.Time.GetTimestamp();
        var deadline = now + (long)(TimeBudget.TotalSeconds * service.Time.TimestampFrequency);
        var egnyteCall = new EgnyteCallContext(token.Value, token.Hash, deadline, context.TraceIdentifier)
        {
            ArrivedAt = now,
            ClientAddress = context.Connection.RemoteIpAddress,
        };
        var call = new ScimCall(context, tenant, tenant.Mapping.Named(name), egnyteCall, service, now) { Precondition = Precondition.Of(context.Request) };
        context.Features.Set(call);

        // Read before anything is done: a query that cannot be read must not be found out after a write.
        call.Query = QueryParameters.Read(context.Request.QueryString);
        call.Selection = call.Query == QueryParameters.None ? null : AttributeSelection.Parse(call.Query["attributes"], call.Query["excludedAttributes"]);
        return ValueTask.FromResult(call);
    }

    /// <summary>Deactivations have the highest priority.</summary>
    public void ComesFirst() => Call = Call with { Priority = EgnytePriority.Deactivation };

    /// <summary>Lists wait behind everything else.</summary>
    public void ComesLast() => Call = Call with { Priority = EgnytePriority.List };

    /// <summary>Takes the selection of a search from its body (RFC 7644 §3.4.3).</summary>
    public void Select(string? attributes, string? excludedAttributes) => Selection = AttributeSelection.Parse(attributes, excludedAttributes);

    /// <summary>The same caller, token and deadline for one operation of a bulk request, with the version that it asks for.</summary>
    public ScimCall ForOperation(string? version) =>
        new(Http, Tenant, Mapping, Call, _service, _service.Time.GetTimestamp()) { Precondition = version is null ? null : new Precondition(version, default) };

    /// <summary>RFC 7644 §3.5.2: 200 with the resource or 204, as the profile's client prefers; 200 always where attributes were asked for.</summary>
    public bool ShowsPatched(PatchAnswer preferred) => preferred is PatchAnswer.Resource || Selection is { IsExplicit: true };

    public ScimAnswer AnswerToPatch(ScimAnswer resource, PatchAnswer preferred) => ShowsPatched(preferred)
        ? resource
        : new EmptyAnswer(StatusCodes.Status204NoContent, resource.Location, resource.Version);

    /// <summary>Caches a read for the write that follows, unless the user was written since this request began.</summary>
    public EgnyteUser RememberRead(EgnyteUser user)
    {
        Tenant.Connection.Users.Store(Call.TokenHash, user, _beganAt);
        return user;
    }

    /// <summary>The response to an own write replaces the cache entry.</summary>
    public EgnyteUser RememberWritten(EgnyteUser user)
    {
        Tenant.Connection.Users.Store(Call.TokenHash, user);
        return user;
    }

    public void Invalidate(EgnyteUserId id) => Tenant.Connection.Users.Invalidate(Call.TokenHash, id.Value);

    /// <summary>Invalidates the members of a group before and after a write: a page that is read in between may show either state.</summary>
    public InvalidationScope Writing(EgnyteGroupId id) => new(() => Tenant.Connection.Members.InvalidateGroup(id.Value));

    /// <summary>The same for the groups of a user who is deleted.</summary>
    public InvalidationScope Deleting(EgnyteUserId id) => new(() => Tenant.Connection.Members.InvalidateUser(id.Value));
}
