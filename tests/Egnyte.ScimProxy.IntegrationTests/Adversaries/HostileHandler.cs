using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>Stands between the proxy and a simulated Egnyte, lets every call through, and changes one thing in one answer, or in each from then on.</summary>
internal sealed class HostileHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly Lock _lock = new();
    private readonly List<string> _calls = [];
    private Random? _random;
    private IReadOnlyList<string> _otherIds = [];
    private int _place;
    private bool _isPersistent;
    private int _seen;

    /// <summary>The calls since the last <see cref="Begin"/>, as <c>GET /pubapi/v2/users/1 200</c>, with what was changed.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    public List<AnswerMutation> Mutations { get; } = [];

    public void Begin(Random random, int place, bool isPersistent, IReadOnlyList<string> otherIds)
    {
        lock (_lock)
        {
            (_random, _place, _isPersistent, _otherIds, _seen) = (random, place, isPersistent, otherIds, 0);
            _calls.Clear();
            Mutations.Clear();
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        lock (_lock)
        {
            var call = string.Create(CultureInfo.InvariantCulture, $"{request.Method} {request.RequestUri!.PathAndQuery} {(int)response.StatusCode}");
            var number = _seen++;
            if (_random is null || (_isPersistent ? number < _place : number != _place))
            {
                _calls.Add(call);
                response.Content = With(body, response.Content.Headers.ContentType, null);
                return response;
            }

            var mutation = AnswerMutation.Of(response.StatusCode, body, _otherIds, _random);
            Mutations.Add(mutation);
            _calls.Add($"{call} → {mutation.Name}");
            response.StatusCode = (HttpStatusCode)mutation.Status;
            response.Content = With(mutation.Body, response.Content.Headers.ContentType, mutation.Coding);
            return response;
        }
    }

    private static ByteArrayContent With(byte[] body, MediaTypeHeaderValue? type, string? coding)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = type;
        if (coding is not null)
        {
            content.Headers.ContentEncoding.Add(coding);
        }

        return content;
    }
}
