using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Egnyte.ScimProxy.IntegrationTests;

/// <summary>
/// Whatever an operator turns on, no log line, span or metric holds a token or a user's data. <see cref="ConversationTests"/> looks for the data of each
/// conversation in its log.
/// </summary>
public sealed class LeakTests
{
    private const string Marker = "marker.of.jane";

    /// <summary>One in so many conversations is enough for spans and metrics, whose tags are written in few places.</summary>
    private const int Sample = 7;

    [Theory]
    [InlineData("GET /scim/v2/Users/marker.of.jane@example.com HTTP/1.1")]
    [InlineData("GET /scim/v2/Users?filter=userName%20eq%20%22marker.of.jane%22 HTTP/1.1")]
    [InlineData("GET /scim/v2/marker.of.jane HTTP/1.1")]
    [InlineData("GET /marker.of.jane/scim/v2/Users HTTP/1.1")]
    [InlineData("GET //scim//v2//Users//marker.of.jane HTTP/1.1")]
    [InlineData("PUT /scim/v2/marker.of.jane/Users HTTP/1.1")]
    [InlineData("GET /scim/v2/Users/marker.of.jane%00 HTTP/1.1")]
    [InlineData("GET /scim/v2/Users/marker.of.jane HTTP/9.1")]
    [InlineData("GET marker.of.jane HTTP/1.1")]
    [InlineData("marker.of.jane /scim/v2/Users HTTP/1.1")]
    [InlineData("GET /scim/v2/Users?a=marker.of.jane\u0001 HTTP/1.1")]
    [InlineData("GET /scim/v2/Users HTTP/1.1", "Host: marker.of.jane")]
    [InlineData("GET /scim/v2/Users HTTP/1.1", "Host: marker.of.jane:x")]
    [InlineData("GET /scim/v2/Users HTTP/1.1", "Authorization: Bearer marker.of.jane")]
    [InlineData("GET /scim/v2/Users HTTP/1.1", "Authorization: marker.of.jane")]
    [InlineData("GET /scim/v2/Users HTTP/1.1", "X-Forwarded-Host: marker.of.jane")]
    [InlineData("GET /scim/v2/Users HTTP/1.1", "X-Request-Id: marker.of.jane@example.com")]
    [InlineData("GET /scim/v2/Users HTTP/1.1", "Bad Header marker.of.jane")]
    [InlineData("GET /scim/v2/Users HTTP/1.1", "marker.of.jane")]
    [InlineData("POST /scim/v2/Users HTTP/1.1", "Content-Type: marker.of.jane")]
    [InlineData("POST /scim/v2/Users HTTP/1.1", "Content-Length: marker.of.jane")]
    [InlineData("POST /scim/v2/Users HTTP/1.1", "Transfer-Encoding: marker.of.jane")]
    [InlineData("POST /scim/v2/Users HTTP/1.1", "Content-Encoding: marker.of.jane")]
    public async Task Request_WithAMarkerAnywhere_LeavesNoneInTheLog(string line, string header = "Accept: */*")
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: ConversationRunner.AllLogs);
        var authorization = header.StartsWith("Authorization", StringComparison.Ordinal) ? "" : $"Authorization: Bearer {ScimProxyApplication.Token}\r\n";
        var host = header.StartsWith("Host", StringComparison.Ordinal) ? "" : "Host: scim.example.com\r\n";
        var request = $"{line}\r\n{host}{authorization}{header}\r\nConnection: close\r\n\r\n{{\"userName\":\"{Marker}\"}}";

        await RawHttp.SendAsync(egnyte.Proxy.Address, request);
        await egnyte.Proxy.DisposeAsync();

        var texts = egnyte.Proxy.Logs.Lines.SelectMany(
            logged => logged.Scopes.Append(logged.Text).Append(logged.Exception ?? "").Select(text => $"{logged.Category}: {text}"));
        Assert.DoesNotContain(
            texts, text => text.Contains(Marker, StringComparison.OrdinalIgnoreCase) || text.Contains(ScimProxyApplication.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SpansAndMetrics_OfConversations_HoldNothingOfAUser()
    {
        var told = new ConcurrentDictionary<string, bool>();
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("Egnyte", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                told.TryAdd($"{span.DisplayName} {span.StatusDescription}", true);
                foreach (var (key, value) in span.TagObjects)
                {
                    told.TryAdd($"{key}={value}", true);
                }
            },
        };
        ActivitySource.AddActivityListener(spans);
        using var metrics = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name.StartsWith("Egnyte", StringComparison.Ordinal))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        metrics.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add(told, instrument, tags));
        metrics.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(told, instrument, tags));
        metrics.Start();
        var conversations = Conversation.Files.Where((_, number) => number % Sample == 0).Select(file => (file, Conversation.Read(file)))
            .Where(read => read.Item2.NeedsCache is null).ToList();

        await Parallel.ForEachAsync(
            conversations, TestContext.Current.CancellationToken, async (read, _) => await ConversationRunner.RunAsync(read.file, read.Item2));

        Assert.Contains(told.Keys, text => text.StartsWith("scim_proxy.egnyte.calls tenant=default", StringComparison.Ordinal));
        Assert.Contains(told.Keys, text => text.StartsWith("scim_proxy.outcome=", StringComparison.Ordinal));
        var secrets = conversations.SelectMany(read => PersonalData.In(read.Item2)).Append(ScimProxyApplication.Token).Distinct().ToList();
        Assert.All(told.Keys, text => Assert.DoesNotContain(secrets, secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    private static void Add(ConcurrentDictionary<string, bool> told, Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (key, value) in tags)
        {
            told.TryAdd($"{instrument.Name} {key}={value}", true);
        }
    }
}
