using System.Collections.Concurrent;
using System.Diagnostics;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests;

/// <summary>The spans of a request: what it was, each call to Egnyte with its queue time, and nothing of a user.</summary>
public sealed class TraceTests : IDisposable
{
    private const string RequestIdTag = "scim_proxy.request.id";
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Parent = $"00-{Trace}-00f067aa0ba902b7-01";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;

    public TraceTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("Egnyte.ScimProxy", StringComparison.Ordinal),
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task ACreate_IsARequestWithOneCall()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();

        var spans = await SpansOfAsync(egnyte, "POST", "Users", User("marker-create"));

        Assert.Equal(["POST /Users Server", "POST /pubapi/v2/users Client"], spans.Select(Text));
        Assert.Equal(
            ("default", "okta", "POST /Users", "ok", 201, 1, "/scim/v2/Users"),
            (spans[0].GetTagItem("scim_proxy.tenant"), spans[0].GetTagItem("scim_proxy.profile"), spans[0].GetTagItem("scim_proxy.operation"),
             spans[0].GetTagItem("scim_proxy.outcome"), spans[0].GetTagItem("http.response.status_code"), spans[0].GetTagItem("scim_proxy.egnyte.calls"),
             spans[0].GetTagItem("http.route")));
        Assert.Equal(
            ("POST", "/pubapi/v2/users", "127.0.0.1", 201),
            (spans[1].GetTagItem("http.request.method"), spans[1].GetTagItem("url.template"), spans[1].GetTagItem("server.address"),
             spans[1].GetTagItem("http.response.status_code")));
        AssertNothingOfAUser(spans);
    }

    [Fact]
    public async Task AThrottledCreate_HasAnAttemptMore_AndItsTimeInTheQueue()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        egnyte.Simulator.Controls.FailNext(new SimulatedFault { Kind = FailureKind.OverQps, On = "POST /pubapi/v2/users" });

        var spans = await SpansOfAsync(egnyte, "POST", "Users", User("marker-throttled"));

        Assert.Equal(["POST /Users Server", "POST /pubapi/v2/users Client Throttled", "POST /pubapi/v2/users Client"], spans.Where(IsCall).Select(Text));
        Assert.Equal(1, spans.Last(IsCall).GetTagItem("http.request.resend_count"));
        Assert.Equal(2, spans[0].GetTagItem("scim_proxy.egnyte.calls"));
        Assert.Contains(spans, span => span.DisplayName == "queue");
        AssertNothingOfAUser(spans);
    }

    [Fact]
    public async Task AReconciledCreate_ShowsTheLostResponse_AndTheLookUp()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        egnyte.Simulator.Controls.FailNext(new SimulatedFault { Kind = FailureKind.Abort, AfterEffect = true, On = "POST /pubapi/v2/users" });

        var spans = await SpansOfAsync(egnyte, "POST", "Users", User("marker-reconciled"));

        Assert.Equal(
            ["POST /Users Server", "POST /pubapi/v2/users Client Unavailable", "GET /pubapi/v2/users Client"], spans.Where(IsCall).Take(3).Select(Text));
        Assert.Equal(1, spans[0].GetTagItem("scim_proxy.reconciliations"));
        AssertNothingOfAUser(spans);
    }

    [Fact]
    public async Task ARequestThatFails_IsAnError()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        egnyte.Simulator.Controls.DownFor(TimeSpan.FromHours(1));

        var spans = await SpansOfAsync(egnyte, "DELETE", "Groups/marker-group", null);

        Assert.Equal(ActivityStatusCode.Error, spans[^1].Status);
        Assert.Equal("Unavailable", spans[^1].GetTagItem("error.type"));
        AssertNothingOfAUser(spans);
    }

    [Fact]
    public async Task ATraceOfATrustedProxy_IsContinued()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: new KeyValuePair<string, string?>("ScimProxy:TrustedProxies:0", "127.0.0.0/8"));

        var spans = await SpansOfAsync(egnyte, "GET", "Users?count=1", null);

        Assert.All(spans, span => Assert.Equal(Trace, span.TraceId.ToHexString()));
        Assert.Equal("00f067aa0ba902b7", spans[0].ParentSpanId.ToHexString());
    }

    /// <summary>It could choose what is sampled, and join others' traces.</summary>
    [Fact]
    public async Task ATraceOfAnyOtherClient_IsALink()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();

        var spans = await SpansOfAsync(egnyte, "GET", "Users?count=1", null);

        Assert.All(spans, span => Assert.NotEqual(Trace, span.TraceId.ToHexString()));
        Assert.Equal(Trace, Assert.Single(spans[0].Links).Context.TraceId.ToHexString());
        Assert.All(egnyte.Simulator.Calls.Snapshot(), call => Assert.DoesNotContain(Trace, call.ToString(), StringComparison.Ordinal));
    }

    private static string User(string name) => $$"""
        {"userName":"{{name}}","externalId":"00u-{{name}}","name":{"givenName":"Marker","familyName":"Marker"},
         "emails":[{"value":"{{name}}@example.com"}],"active":true}
        """;

    private static bool IsCall(Activity span) => span.Kind is not ActivityKind.Internal;

    private static string Text(Activity span) => $"{span.DisplayName} {span.Kind}{(span.GetTagItem("error.type") is { } error ? $" {error}" : "")}";

    private static void AssertNothingOfAUser(IEnumerable<Activity> spans) => Assert.DoesNotContain(
        spans.SelectMany(span => span.TagObjects.Select(tag => $"{tag.Value}").Append(span.DisplayName)),
        text => text.Contains("marker", StringComparison.OrdinalIgnoreCase));

    /// <summary>The spans of one request, the outermost first, then in the order of their beginning.</summary>
    private async Task<IReadOnlyList<Activity>> SpansOfAsync(SimulatedEgnyte egnyte, string method, string path, string? body)
    {
        var id = Guid.NewGuid().ToString("N");
        using var message = new HttpRequestMessage(new HttpMethod(method), path);
        message.Headers.Add("X-Request-Id", id);
        message.Headers.Add("traceparent", Parent);
        message.Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/scim+json");
        await egnyte.Client.SendScimAsync(message);

        // A request's span ends shortly after its response.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        Activity? root;
        while ((root = _spans.FirstOrDefault(span => span.GetTagItem(RequestIdTag) as string == id)) is null)
        {
            await Task.Delay(BetweenLooks, patience.Token);
        }

        var children = _spans.Where(span => span.TraceId == root.TraceId && span.ParentSpanId == root.SpanId).OrderBy(span => span.StartTimeUtc);
        return [root, .. children];
    }
}
