using System.Net;
using System.Security.Cryptography.X509Certificates;
using Egnyte.ScimProxy.EgnyteApi.Answers;
using Egnyte.ScimProxy.EgnyteApi.Caching;
using Egnyte.ScimProxy.EgnyteApi.Pipeline;
using Egnyte.ScimProxy.EgnyteApi.RateLimiting;
using Microsoft.Extensions.Http.Resilience;
using Polly.CircuitBreaker;
using Refit;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>One tenant's connection to its Egnyte domain: the typed client, its pipeline and its caches.</summary>
public sealed class EgnyteConnection : IDisposable
{
    /// <summary>The name of the source of the calls' spans.</summary>
    public const string ActivitySource = "Egnyte.ScimProxy.EgnyteApi";

    private readonly CircuitBreakerStateProvider _breaker = new();

    private readonly EgnyteConnectionOptions _options;

    private readonly EgnyteOutage _outage;

    private readonly HttpClient _client;

    private readonly EgnyteRateLimiter _limiter;

    private EgnyteConnection(Uri baseAddress, EgnyteConnectionOptions options)
    {
        _options = options;
        var time = options.Time;
        Action<EgnyteEvent> notify = options.Notify ?? (_ => { });
        _outage = new EgnyteOutage(time);
        _limiter = new EgnyteRateLimiter(options, notify);
        Proxy = OutgoingProxy.For(baseAddress);
        var attempt = new EgnyteAttemptHandler(
            time, _limiter, _outage, notify, Proxy is not null, options.Innermost ?? OpenTransport(baseAddress));
        var resilience = new ResilienceHandler(EgnyteResilience.Build(options, _limiter, _outage, _breaker, notify)) { InnerHandler = attempt };
        _client = new HttpClient(new EgnyteCallHandler(time, _outage, resilience))
        {
            BaseAddress = baseAddress,
            Timeout = Timeout.InfiniteTimeSpan, // the pipeline owns the clock
        };
        Api = RestService.ForGenerated<IEgnyteApi>(_client, Settings());
        Users = new EgnyteUserCache(time);
        Members = new EgnyteMembersCache(time);
    }

    /// <summary>The forward proxy that calls go through, without its credentials; null where they go directly.</summary>
    public Uri? Proxy { get; }

    /// <summary>The typed client.</summary>
    public IEgnyteApi Api { get; }

    /// <summary>The cached users of this tenant.</summary>
    public EgnyteUserCache Users { get; }

    /// <summary>The cached members of this tenant's groups.</summary>
    public EgnyteMembersCache Members { get; }

    /// <summary>Whether calls are refused at once because Egnyte keeps failing.</summary>
    public EgnyteBreakerState Breaker => _breaker.CircuitState switch
    {
        CircuitState.Open => EgnyteBreakerState.Open,
        CircuitState.HalfOpen => EgnyteBreakerState.HalfOpen,
        _ => EgnyteBreakerState.Closed,
    };

    /// <summary>When the current outage began, in UTC; null while Egnyte answers.</summary>
    public DateTimeOffset? OutageSince => _outage.Since;

    /// <summary>The tokens that Egnyte has accepted, or refuses because their daily quota is exhausted.</summary>
    public IReadOnlyList<EgnyteTokenState> Tokens => [.. _limiter.Valid.Select(token => StateOf(token.Key, token.Value.Limiter))];

    internal TimeProvider Time => _options.Time;

    /// <summary>Queued calls of a priority, those of unverified tokens included.</summary>
    public int Queued(EgnytePriority priority) => _limiter.Queued(priority);

    /// <summary>Opens a connection; nothing is sent yet.</summary>
    /// <param name="baseAddress">The domain, such as <c>https://acme.egnyte.com</c>.</param>
    /// <param name="options">How it is spoken to.</param>
    public static EgnyteConnection Open(Uri baseAddress, EgnyteConnectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(baseAddress);
        ArgumentNullException.ThrowIfNull(options);
        return new(baseAddress, options);
    }

    /// <summary>What a connection sends with where its options name nothing else.</summary>
    /// <param name="baseAddress">The domain.</param>
    /// <param name="certificateSeen">Told of the server's certificate when a TLS connection is made, before it is judged.</param>
    public static HttpMessageHandler OpenTransport(Uri baseAddress, Action<X509Certificate2>? certificateSeen = null)
    {
        ArgumentNullException.ThrowIfNull(baseAddress);
        return new SentOnceHandler(new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false, // a redirect is an answer: there is no such domain
            UseProxy = !baseAddress.IsLoopback, // as OutgoingProxy says
            AutomaticDecompression = DecompressionMethods.All, // without Accept-Encoding a server may choose any coding
            ConnectTimeout = TimeSpan.FromSeconds(5), // short, so that a create that never left may be tried again
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // DNS is asked again
            SslOptions = { RemoteCertificateValidationCallback = EgnyteCertificate.Validation(certificateSeen) },
            ActivityHeadersPropagator = null, // our trace ids are no business of Egnyte's
        });
    }

    /// <summary>Opens the calls of one SCIM request.</summary>
    /// <param name="call">Its token, deadline and id.</param>
    /// <param name="clientDisconnected">Ends its reads.</param>
    public EgnyteSession OpenSession(EgnyteCallContext call, CancellationToken clientDisconnected) => new(this, call, Time.GetTimestamp(), clientDisconnected);

    /// <summary>A connection of its own with the same limits, whose calls something else answers.</summary>
    /// <param name="innermost">What answers; disposed with the connection.</param>
    public EgnyteConnection AnsweredBy(HttpMessageHandler innermost) =>
        new(_client.BaseAddress!, _options with { Innermost = innermost, Notify = null, Observe = null });

    /// <summary>Whether this token is verified: Egnyte has accepted it.</summary>
    public bool Knows(TokenHash token) => _limiter.FindVerified(token) is not null;

    /// <summary>How long so many further calls of a token will take, after its queued calls; zero for an unverified token.</summary>
    public TimeSpan TimeFor(TokenHash token, EgnytePriority priority, int calls) =>
        _limiter.FindVerified(token)?.Limiter.TimeFor(priority, calls) ?? TimeSpan.Zero;

    /// <summary>How many calls of a priority the daily quota still allows; null for an unverified token.</summary>
    public int? QuotaLeft(TokenHash token, EgnytePriority priority) =>
        _limiter.FindVerified(token)?.Limiter.Quota is { } quota ? priority == EgnytePriority.List ? quota.LeftForLists : quota.Left : null;

    /// <summary>When the day's quota of a token returns: as Egnyte said, else at 00:00 UTC (GO2).</summary>
    public TimeSpan QuotaReturns(TokenHash token) => _limiter.FindVerified(token)?.Limiter.Quota.UntilReturn ?? TimeSpan.FromDays(1);

    /// <summary>Invalidates all cache entries of a token, because Egnyte refused it.</summary>
    public void Invalidate(TokenHash token)
    {
        Users.Invalidate(token);
        Members.Invalidate(token);
    }

    /// <summary>Closes the connections to the domain.</summary>
    public void Dispose() => _client.Dispose();

    private static EgnyteTokenState StateOf(TokenHash token, TokenRateLimiter limiter) => new(
        token.ToString()[..8],
        limiter.Allotted,
        limiter.IsShared,
        Enum.GetValues<EgnytePriority>().Sum(limiter.Queued),
        limiter.Quota.Allotted,
        limiter.Quota.Left,
        limiter.Quota.LeftForLists,
        limiter.Quota.IsStated,
        limiter.Quota.ExhaustedFor);

    private RefitSettings Settings() => new(new EgnyteContentSerializer())
    {
        Buffered = true, // a body carries its Content-Length: some gateways refuse chunks
        ExceptionFactory = response => new(response.Content is EgnyteContent { Failure: { } failure } ? _outage.Stamp(failure) : null),

        // Already an EgnyteApiException, or the caller's own cancellation.
        TransportExceptionFactory = (_, exception, _) => exception,
    };
}
