using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;
using Egnyte.ScimProxy.Security;
using Egnyte.ScimProxy.Tenants;
using Microsoft.AspNetCore.Http.Features;

namespace Egnyte.ScimProxy.Http;

/// <summary>One SCIM request over HTTP: its tenant, what it asks for, and where its answers are.</summary>
internal sealed class ScimCall
{
    /// <summary>Okta hangs up at 60 s; the rest is for the way back.</summary>
    public static readonly TimeSpan TimeBudget = TimeSpan.FromSeconds(50);

    private readonly ScimService _service;

    private ScimCall(HttpContext http, Tenant tenant, TenantMapping mapping, EgnyteSession egnyte, ScimService service) =>
        (Http, Tenant, Mapping, Egnyte, _service) = (http, tenant, mapping, egnyte, service);

    public TimeProvider Time => _service.Time;

    public HttpContext Http { get; }

    public Tenant Tenant { get; }

    /// <summary>The mapping that this request began with: a profile that changes meanwhile does not touch it.</summary>
    public TenantMapping Mapping { get; }

    /// <summary>The request's calls to Egnyte.</summary>
    public EgnyteSession Egnyte { get; }

    /// <summary>Ends with the client's connection.</summary>
    public CancellationToken ClientDisconnected => Http.RequestAborted;

    /// <summary>Shared by the operations of a bulk request.</summary>
    public RequestFacts Facts { get; private init; } = new();

    public QueryParameters Query { get; private set; } = QueryParameters.None;

    public AttributeSelection? Selection { get; private set; }

    /// <summary>The version that a write asks for; null where it does not care.</summary>
    public Precondition? Precondition { get; private init; }

    /// <summary>Where this tenant's SCIM service begins for the client, without a slash at the end.</summary>
    public string BaseUrl => field ??= PublicAddress.Of(Http.Request, _service.PublicUrl);

    /// <summary>Called by the framework for each handler that takes a <see cref="ScimCall"/>.</summary>
    /// <exception cref="ScimException">401 without a token, 400 for a query that cannot be read.</exception>
    public static ValueTask<ScimCall> BindAsync(HttpContext context)
    {
        var service = context.GetEndpoint()!.Metadata.GetRequiredMetadata<ScimService>();
        var credentials = context.Features.GetRequiredFeature<RequestCredentials>();
        var beganAt = credentials.BeganAt ?? service.Time.GetTimestamp();
        var egnyte = credentials.OpenSession(context, beganAt, beganAt + (long)(TimeBudget.TotalSeconds * service.Time.TimestampFrequency));
        BaseUrlMistake.RequireId(context.Request);

        // Known before anything is done: what a write answers names its address.
        if (service.PublicUrl is not { Length: > 0 } && !PublicAddress.IsHost(PublicAddress.HostOf(context.Request)))
        {
            throw new ScimException(ScimError.InvalidSyntax(
                "The request's Host header is missing or is not a host name with an optional port, so that the proxy cannot tell its own "
                + "address. Correct the base URL in the client, or set ScimProxy:PublicUrl."));
        }

        var mapping = credentials.Tenant.Mapping.Named(credentials.TenantName);
        var call = new ScimCall(context, credentials.Tenant, mapping, egnyte, service) { Precondition = Precondition.Of(context.Request) };
        context.Features.Set(call);

        // Read before anything is done: a query that cannot be read must not be found out after a write.
        call.Query = QueryParameters.Read(context.Request.QueryString);
        call.Selection = call.Query == QueryParameters.None ? null : AttributeSelection.Parse(call.Query["attributes"], call.Query["excludedAttributes"]);
        return ValueTask.FromResult(call);
    }

    /// <summary>Takes the selection of a search from its body (RFC 7644 §3.4.3).</summary>
    public void Select(string? attributes, string? excludedAttributes) => Selection = AttributeSelection.Parse(attributes, excludedAttributes);

    /// <summary>The same client, token and deadline for one operation of a bulk request, with the version that it asks for.</summary>
    public ScimCall ForOperation(string? version) =>
        new(Http, Tenant, Mapping, Egnyte.ForOperation(), _service)
        {
            Precondition = version is null ? null : new Precondition(version, default),
            Facts = Facts,
        };

    /// <summary>RFC 7644 §3.5.2: 200 with the resource or 204, as the profile's client prefers; 200 always where attributes were asked for.</summary>
    public bool ShowsPatched(PatchAnswer preferred) => preferred is PatchAnswer.Resource || Selection is { IsExplicit: true };

    public ScimAnswer AnswerToPatch(ScimAnswer resource, PatchAnswer preferred) => ShowsPatched(preferred)
        ? resource
        : new EmptyAnswer(StatusCodes.Status204NoContent, resource.Location, resource.Version);
}
