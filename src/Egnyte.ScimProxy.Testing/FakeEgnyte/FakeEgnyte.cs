using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using WireMock;
using WireMock.RequestBuilders;
using WireMock.ResponseProviders;
using WireMock.Server;
using WireMock.Settings;
using WireMock.Types;
using WireMock.Util;

namespace Egnyte.ScimProxy.Testing;

/// <summary>
/// A WireMock server that makes the calls of one conversation possible, in their order, and refuses every other call. The refusals and
/// the calls that never came are what <see cref="Complaints"/> says.
/// </summary>
public sealed class FakeEgnyte : IResponseProvider, IDisposable
{
    /// <summary>A status without a meaning, so that the proxy can take it for no answer of Egnyte.</summary>
    private const int Refused = 599;

    // A rate that the proxy does not limit: no call is queued unless Egnyte throttles.
    private const string CallsPerSecond = "100000";

    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly Queue<EgnyteExchange> _expected = new();
    private readonly List<string> _refused = [];
    private readonly HurriedTime _time;
    private readonly WireMockServer _server;

    public FakeEgnyte(HurriedTime time)
    {
        _time = time;
        _server = WireMockServer.Start(new WireMockServerSettings { Port = 0, HostingScheme = HostingScheme.Http, AllowBodyForAllHttpMethods = true });
        _server.Given(Request.Create().UsingAnyMethod()).RespondWith(this);
        Address = new Uri($"http://127.0.0.1:{_server.Port}");
    }

    public Uri Address { get; }

    public void Expect(IEnumerable<EgnyteExchange> exchanges)
    {
        lock (_lock)
        {
            foreach (var exchange in exchanges)
            {
                _expected.Enqueue(exchange);
            }
        }
    }

    /// <summary>What was called and not expected, and what was expected and not called.</summary>
    public IReadOnlyList<string> Complaints()
    {
        lock (_lock)
        {
            return [.. _refused, .. _expected.Select(exchange => $"Egnyte was never called: {Describe(exchange.Expect)}")];
        }
    }

    public async Task<(IResponseMessage Message, IMapping? Mapping)> ProvideResponseAsync(
        IMapping mapping, HttpContext context, IRequestMessage requestMessage, WireMockServerSettings settings)
    {
        var body = requestMessage.BodyAsBytes is { Length: > 0 } bytes ? Encoding.UTF8.GetString(bytes) : null;
        EgnyteReply? reply;
        lock (_lock)
        {
            var problem = _expected.TryPeek(out var next) ? Mismatch(next.Expect, context.Request, body) : "nothing more was expected";
            if (problem is not null)
            {
                _refused.Add(
                    $"Unexpected call to Egnyte: {context.Request.Method} "
                    + $"{context.Request.Path}{Uri.UnescapeDataString(context.Request.QueryString.Value ?? "")} {body} ({problem})");
            }

            reply = problem is null ? _expected.Dequeue().Reply : new EgnyteReply { Status = Refused };
        }

        await FailAsync(reply.Fault, context);
        return (Message(reply), null);
    }

    public void Dispose() => _server.Dispose();

    private static string? Mismatch(EgnyteCall expected, HttpRequest call, string? body)
    {
        if (call.Method != expected.Method || call.Path != expected.Path)
        {
            return $"expected {Describe(expected)}";
        }

        if (call.Query.Count != expected.Query.Count || expected.Query.Any(pair => call.Query[pair.Key] != pair.Value))
        {
            return $"expected the query {JsonSerializer.Serialize(expected.Query)}";
        }

        if (expected.Headers.FirstOrDefault(header => call.Headers[header.Key] != header.Value) is { Key: not null } header)
        {
            return $"expected the header {header.Key}: {header.Value}, found {call.Headers[header.Key]}";
        }

        if (body is not null && call.ContentLength is null)
        {
            return "a body in chunks, without Content-Length, which some gateways refuse";
        }

        return (expected.Body, body) switch
        {
            (null, null) => null,
            ({ } json, not null) when JsonElement.DeepEquals(json, JsonElement.Parse(body)) => null,
            _ => $"expected the body {expected.Body?.GetRawText() ?? "(none)"}",
        };
    }

    private async Task FailAsync(EgnyteFault? fault, HttpContext context)
    {
        switch (fault)
        {
            case EgnyteFault.Reset:
                context.Abort();
                break;
            case EgnyteFault.Silence:
                var hungUp = new TaskCompletionSource();
                await using (context.RequestAborted.Register(hungUp.SetResult))
                {
                    _time.Advance(AttemptTimeout);
                    await hungUp.Task;
                }

                break;
        }
    }

    private static ResponseMessage Message(EgnyteReply reply)
    {
        var headers = new Dictionary<string, WireMockList<string>>(StringComparer.OrdinalIgnoreCase)
        {
            ["Content-Type"] = new(reply.Text is null ? "application/json;charset=utf-8" : "text/html"),
            ["X-Accesstoken-Qps-Allotted"] = new(CallsPerSecond),
        };
        foreach (var (name, value) in reply.Headers)
        {
            headers[name] = new(value);
        }

        return new ResponseMessage
        {
            StatusCode = reply.Status,
            Headers = headers,
            BodyData = (reply.Text ?? reply.Body?.GetRawText()) is { } text
                ? new BodyData { DetectedBodyType = BodyType.String, BodyAsString = text, Encoding = Encoding.UTF8 }
                : null,
        };
    }

    private static string Describe(EgnyteCall call) =>
        $"{call.Method} {call.Path} {(call.Query.Count == 0 ? "" : JsonSerializer.Serialize(call.Query))} {call.Body?.GetRawText()}".TrimEnd();
}
