using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>
/// Stands between the proxy and a simulated Egnyte, lets every call through, and changes one thing in one answer, or in each from then on.
/// A changed answer goes through HTTP again, as the proxy's own connections read it.
/// </summary>
internal sealed class HostileHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly Lock _lock = new();
    private readonly List<HostileCall> _calls = [];
    private readonly List<TrueAnswer> _earlier = [];
    private readonly ConcurrentBag<HttpMessageInvoker> _opened = [];
    private Random? _random;
    private IReadOnlyList<string> _otherIds = [];
    private int _place;
    private bool _isPersistent;
    private int _seen;

    /// <summary>The calls since the last <see cref="Begin"/>.</summary>
    public IReadOnlyList<HostileCall> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    public IEnumerable<AnswerMutation> Mutations => Calls.Select(call => call.Mutation).OfType<AnswerMutation>();

    public void Begin(Random random, int place, bool isPersistent, IReadOnlyList<string> otherIds)
    {
        lock (_lock)
        {
            (_random, _place, _isPersistent, _otherIds, _seen) = (random, place, isPersistent, otherIds, 0);
            _calls.Clear();
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        bool isChanged;
        lock (_lock)
        {
            isChanged = _random is not null && (_isPersistent ? _seen >= _place : _seen == _place);
            _seen++;
        }

        var response = await base.SendAsync(request, cancellationToken);
        var answer = await ReadAsync(request, response, cancellationToken);
        var other = isChanged ? await OtherAsync(request, cancellationToken) : null;
        AnswerMutation? mutation;
        lock (_lock)
        {
            mutation = !isChanged ? null : other is not null ? OfOther(answer, other) : Change(answer);
            if (mutation is { Status: < 300 } && answer.Path == TrueAnswer.OfTheOwner)
            {
                // Nothing but this answer tells whose token it is.
                mutation = mutation with { Fields = [AnswerMutation.EveryField] };
            }

            _earlier.Add(answer);
            _calls.Add(new HostileCall(answer, mutation));
        }

        if (mutation is null)
        {
            response.Content = new ByteArrayContent(answer.Body) { Headers = { ContentType = response.Content.Headers.ContentType } };
            return response;
        }

        // As EgnyteConnection's own.
        var sockets = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ActivityHeadersPropagator = null,
        };
        var wire = mutation.Wire ?? Written(mutation, response);
        sockets.ConnectCallback = (_, _) => new(new ScriptedStream(wire));
        var client = new HttpMessageInvoker(sockets);
        _opened.Add(client);
        response.Dispose();
        return await client.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var client in _opened)
        {
            client.Dispose();
        }

        base.Dispose(disposing);
    }

    private static async Task<TrueAnswer> ReadAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken) =>
        new(request.Method.Method, request.RequestUri!.PathAndQuery, (int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));

    private AnswerMutation Change(TrueAnswer answer)
    {
        var random = _random!;
        var json = answer.Parse();
        return random.Next(20) switch
        {
            < 3 => StatusMutations.Of(answer, random),
            3 or 4 => ByteMutations.Of(answer, random),
            5 => HeaderMutations.Of(answer, random),
            6 => WireMutations.Of(answer, random),
            7 when _earlier.Count > 0 => OfOther(answer, _earlier[random.Next(_earlier.Count)]),
            8 or 9 when json?.ContainsKey("id") is true => JsonMutations.OfId(answer, json, _otherIds, random),
            _ when json is not null => JsonMutations.Of(answer, json, random),
            _ => StatusMutations.Of(answer, random),
        };
    }

    /// <summary>The answer to another question, as a cache or a multiplexer gives it that has mixed up two calls.</summary>
    private static AnswerMutation OfOther(TrueAnswer answer, TrueAnswer other) =>
        new($"the answer to {other.Method} {other.Path} {other.Status}", other.Status, other.Body)
        {
            Fields = answer.IsAboutTheSame(other) ? [AnswerMutation.EveryField] : [],
        };

    private async Task<TrueAnswer?> OtherAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string path;
        lock (_lock)
        {
            if (_otherIds.Count == 0 || _random!.Next(15) > 0)
            {
                return null;
            }

            var id = _otherIds[_random.Next(_otherIds.Count)];
            path = _random.Next(6) switch
            {
                0 => $"/pubapi/v2/users/{id}",
                1 => $"/pubapi/v2/groups/{id}",
                2 => "/pubapi/v2/users?startIndex=1&count=3",
                3 => "/pubapi/v2/users?startIndex=1&count=1&filter=userName%20eq%20%22carla.cedar%22",
                4 => "/pubapi/v2/groups?startIndex=1&count=100",
                _ => TrueAnswer.OfTheOwner,
            };
        }

        using var question = new HttpRequestMessage(HttpMethod.Get, new Uri(request.RequestUri!, path));
        question.Headers.TryAddWithoutValidation("Authorization", request.Headers.NonValidated["Authorization"].ToString());
        using var response = await base.SendAsync(question, cancellationToken);
        return await ReadAsync(question, response, cancellationToken);
    }

    private static byte[] Written(AnswerMutation mutation, HttpResponseMessage truth)
    {
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {mutation.Status} X\r\n"));
        foreach (var (name, value) in truth.Headers.NonValidated.Concat(truth.Content.Headers.NonValidated)
            .Select(header => (header.Key, Value: header.Value.ToString()))
            .Where(header =>
                !mutation.Headers.Any(other => other.Name.Equals(header.Key, StringComparison.OrdinalIgnoreCase))
                    && header.Key is not ("Transfer-Encoding" or "Content-Length"))
            .Concat(mutation.Headers))
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {mutation.Body.Length}\r\n\r\n");
        return [.. Encoding.Latin1.GetBytes(head.ToString()), .. mutation.Body];
    }
}
