using Microsoft.Extensions.Http.Resilience;
using Polly.CircuitBreaker;
using Refit;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>One tenant's connection to its Egnyte domain: the typed client, its pipeline and what they remember.</summary>
public sealed class EgnyteConnection : IDisposable
{
    private readonly CircuitBreakerStateProvider _breaker = new();

    private readonly EgnyteOutage _outage;

    private readonly HttpClient _client;

    private EgnyteConnection(Uri baseAddress, TimeProvider time, HttpMessageHandler innermost)
    {
        _outage = new EgnyteOutage(time);
        var pace = new EgnytePace(time);
        var attempt = new EgnyteAttemptHandler(time, pace, _outage, innermost);
        var resilience = new ResilienceHandler(EgnyteResilience.Build(time, pace, _breaker)) { InnerHandler = attempt };
        _client = new HttpClient(new EgnyteCallHandler(time, _outage, resilience))
        {
            BaseAddress = baseAddress,
            Timeout = Timeout.InfiniteTimeSpan, // the pipeline owns the clock
        };
        Api = RestService.ForGenerated<IEgnyteApi>(_client, Settings());
        Users = new EgnyteUserMemo(time);
    }

    /// <summary>The typed client.</summary>
    public IEgnyteApi Api { get; }

    /// <summary>The users that this tenant's tokens saw a moment ago.</summary>
    public EgnyteUserMemo Users { get; }

    /// <summary>Whether calls are refused at once because Egnyte keeps failing.</summary>
    public bool IsBreakerOpen => _breaker.CircuitState is CircuitState.Open;

    /// <summary>When the current outage began, in UTC; null while Egnyte answers.</summary>
    public DateTimeOffset? OutageSince => _outage.Since;

    /// <summary>Opens a connection; nothing is sent yet.</summary>
    /// <param name="baseAddress">The domain, such as <c>https://acme.egnyte.com</c>.</param>
    /// <param name="time">The clock of deadlines, pace and breaker.</param>
    /// <param name="innermost">What sends, instead of sockets; disposed with the connection.</param>
    public static EgnyteConnection Open(Uri baseAddress, TimeProvider time, HttpMessageHandler? innermost = null)
    {
        ArgumentNullException.ThrowIfNull(baseAddress);
        ArgumentNullException.ThrowIfNull(time);
        return new(baseAddress, time, innermost ?? Sockets());
    }

    /// <summary>Closes the connections to the domain.</summary>
    public void Dispose() => _client.Dispose();

    private static SocketsHttpHandler Sockets() => new()
    {
        UseCookies = false,
        AllowAutoRedirect = false, // a redirect is an answer: there is no such domain
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(5), // short, so that a create that never left may be tried again
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // DNS is asked again
        ActivityHeadersPropagator = null, // our trace ids are no business of Egnyte's
    };

    private RefitSettings Settings() => new(new EgnyteContentSerializer())
    {
        Buffered = true, // a body carries its Content-Length: some gateways refuse chunks
        ExceptionFactory = response => new(response.Content is EgnyteContent { Failure: { } failure } ? _outage.Stamp(failure) : null),
        DeserializationExceptionFactory = (response, cause) => new(_outage.Stamp(((EgnyteContent)response.Content).Exchange.Unavailable(cause))),

        // Already an EgnyteApiException, or the caller's own cancellation.
        TransportExceptionFactory = (_, exception, _) => exception,
    };
}
