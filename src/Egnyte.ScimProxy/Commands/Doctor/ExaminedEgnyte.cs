using System.Net;
using System.Net.Http.Headers;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Commands.Doctor;

/// <summary>One tenant's Egnyte under examination, reached as the proxy reaches it: rate limit, retries and error reading included.</summary>
internal sealed class ExaminedEgnyte : IDisposable
{
    /// <summary>As long as a SCIM request has.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(50);

    private readonly List<DoctorFinding> _findings = [];
    private readonly List<DoctorAdvice> _settings = [];
    private readonly string _token;
    private readonly TokenHash _hash;
    private readonly Action<string> _progress;
    private readonly EgnyteConnection _connection;
    private readonly CancellationToken _cancellationToken;

    /// <param name="tenant">The tenant's settings.</param>
    /// <param name="options">The same as they are written.</param>
    /// <param name="token">The access token.</param>
    /// <param name="progress">Told what is being examined.</param>
    /// <param name="cancellationToken">Ends the examination.</param>
    public ExaminedEgnyte(TenantSettings tenant, TenantOptions options, string token, Action<string> progress, CancellationToken cancellationToken)
    {
        (Tenant, _token, _hash, _progress, _cancellationToken) = (tenant, token, TokenHash.Of(token), progress, cancellationToken);
        Address = TenantFactory.AddressOf(options);
        Transport = new ExaminedTransport(Address);
        _connection = EgnyteConnection.Open(Address, TenantFactory.ConnectionOf(options, TimeProvider.System, notify: null) with { Innermost = Transport });
    }

    public TenantSettings Tenant { get; }

    public Uri Address { get; }

    public ExaminedTransport Transport { get; }

    /// <summary>What is known of the token; null until Egnyte has accepted it.</summary>
    public EgnyteTokenState? Token => _connection.Tokens is [var known, ..] ? known : null;

    /// <summary>Whether further calls would fail alike, after as long a time.</summary>
    public bool IsOver { get; set; }

    public DoctorReport Report => new(Tenant.Name, Address.ToString(), _findings, _settings, Transport.Calls, Token?.QuotaLeft);

    public void Add(string name, DoctorOutcome outcome, string text) => _findings.Add(new(name, outcome, Printable.Of(text)));

    public void Advise(TenantSetting setting, string value, string reason) => _settings.Add(new(Tenant.Key(setting), value, reason));

    /// <summary>What a call answers; its failure is a finding.</summary>
    /// <param name="name">What is examined.</param>
    /// <param name="call">The call.</param>
    /// <param name="textOf">What the finding says of a failure, where more is known than its kind.</param>
    public async Task<T?> TryAsync<T>(string name, Func<EgnyteSession, Task<T>> call, Func<EgnyteApiException, string?>? textOf = null)
    {
        if (IsOver)
        {
            return default;
        }

        try
        {
            return await CallAsync(name, call);
        }
        catch (EgnyteApiException failure)
        {
            IsOver = failure.Kind is EgnyteFailure.Unavailable or EgnyteFailure.QuotaExhausted or EgnyteFailure.Throttled;
            Add(name, DoctorOutcome.Failed, textOf?.Invoke(failure) ?? WhatToDo(failure));
            return default;
        }
    }

    /// <summary>What a call answers.</summary>
    public Task<T> CallAsync<T>(string name, Func<EgnyteSession, Task<T>> call) => call(Open(name, _cancellationToken));

    /// <summary>The same, also after the examination was interrupted.</summary>
    public Task CallToTheEndAsync(string name, Func<EgnyteSession, Task> call) => call(Open(name, CancellationToken.None));

    /// <summary>The status of a list of one user that is sent past the rate limiter.</summary>
    public async Task<HttpStatusCode> SendAtOnceAsync()
    {
        using var client = new HttpClient(Transport, disposeHandler: false) { BaseAddress = Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "pubapi/v2/users?startIndex=1&count=1");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        using var response = await client.SendAsync(request, _cancellationToken);
        return response.StatusCode;
    }

    /// <summary>What a failed call means for the operator.</summary>
    public string WhatToDo(EgnyteApiException failure) => failure.Kind switch
    {
        EgnyteFailure.TokenRejected => $"Egnyte refuses it ({failure.Cause}): it is wrong, revoked, expired, or of another domain. Make a new one.",
        EgnyteFailure.NoSuchDomain =>
            $"there is no Egnyte at {Address} ({failure.Cause}). Correct {Tenant.Key(TenantSettingsFormat.EgnyteDomain)}.",
        EgnyteFailure.QuotaExhausted => $"the daily quota of the token is exhausted ({failure.Cause}). It returns in {Rounded(failure.RetryAfter)}.",
        EgnyteFailure.Throttled =>
            $"Egnyte throttles the token ({failure.Cause}): other programs use all its calls. Try again later, or make an API key for the proxy alone.",
        EgnyteFailure.Unavailable => $"no answer that can be used ({failure.Cause}). Look for a wrong domain, a firewall, a proxy, or an outage of Egnyte.",
        _ => $"no answer that can be used ({failure.Kind}, {failure.Cause}).",
    };

    public void Dispose() => _connection.Dispose();

    public static string Rounded(TimeSpan? time) => time switch
    {
        null => "an unknown time",
        { TotalHours: >= 2 } hours => $"{hours.TotalHours:0} h",
        { TotalMinutes: >= 2 } minutes => $"{minutes.TotalMinutes:0} min",
        { } seconds => $"{seconds.TotalSeconds:0} s",
    };

    private EgnyteSession Open(string name, CancellationToken cancellationToken)
    {
        _progress(name);
        var now = TimeProvider.System.GetTimestamp();
        var deadline = now + (long)(Deadline.TotalSeconds * TimeProvider.System.TimestampFrequency);
        var context = new EgnyteCallContext(_token, _hash, deadline, $"doctor-{Guid.NewGuid():n}") { ArrivedAt = now };
        return _connection.OpenSession(context, cancellationToken);
    }
}
