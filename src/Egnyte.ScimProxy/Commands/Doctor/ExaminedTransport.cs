using System.Globalization;
using Egnyte.ScimProxy.EgnyteApi;

namespace Egnyte.ScimProxy.Commands.Doctor;

/// <summary>The transport of a connection, which notes what the typed client does not show: the certificate, headers and the number of calls.</summary>
internal sealed class ExaminedTransport : DelegatingHandler
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);
    private int _calls;

    public ExaminedTransport(Uri address) =>
        InnerHandler = EgnyteConnection.OpenTransport(address, certificate => Certificate = (certificate.Subject, certificate.Issuer, certificate.NotAfter));

    /// <summary>Of the last TLS connection; null where there was none.</summary>
    public (string Subject, string Issuer, DateTimeOffset Expires)? Certificate { get; private set; }

    /// <summary>How far this machine's clock is ahead of Egnyte's, to about a second; null where Egnyte did not say.</summary>
    public TimeSpan? ClockIsAhead { get; private set; }

    public int Calls => _calls;

    /// <summary>Whether any response had this header.</summary>
    public bool HasSeen(string header) => _headers.ContainsKey(header);

    /// <summary>The number in a header of the last response that had it; null where none had.</summary>
    public int? NumberIn(string header) =>
        _headers.TryGetValue(header, out var value) && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        var response = await base.SendAsync(request, cancellationToken);
        lock (_headers)
        {
            foreach (var header in response.Headers.NonValidated)
            {
                _headers[header.Key] = header.Value.ToString();
            }

            ClockIsAhead = response.Headers.Date is { } date ? TimeProvider.System.GetUtcNow() - date : ClockIsAhead;
        }

        return response;
    }
}
