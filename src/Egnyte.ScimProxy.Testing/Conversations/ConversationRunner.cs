using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Egnyte.ScimProxy.Testing;

/// <summary>Holds a conversation against the real host, with a fake Egnyte behind it that knows this conversation alone.</summary>
public static class ConversationRunner
{
    /// <summary>The levels at which most is logged: own categories at Trace, the framework at Debug.</summary>
    public static KeyValuePair<string, string?>[] AllLogs { get; } =
    [
        new("Logging:LogLevel:Default", "Debug"),
        new("Logging:LogLevel:Microsoft", "Debug"),
        new("Logging:LogLevel:System", "Debug"),
        new("Logging:LogLevel:Polly", "Debug"),
        new("Logging:LogLevel:Egnyte.ScimProxy", "Trace"),
        new("Logging:LogLevel:Egnyte.ScimProxy.AccessLog", "Trace"),
    ];

    /// <param name="file">Its path below <see cref="Conversation.Folder"/>, of which the first folder names the client.</param>
    /// <param name="conversation">What it says.</param>
    public static async Task RunAsync(string file, Conversation conversation)
    {
        var speaker = SpeakingClient.Of(file);
        var time = new HurriedTime();
        using var egnyte = new FakeEgnyte(time);
        await using var proxy = await ScimProxyApplication.StartAsync(
            conversation.AddressOf(egnyte), [.. speaker.Settings, .. conversation.TenantSettings, .. AllLogs], time);
        await LearnRateLimitAsync(egnyte, proxy, conversation);
        using var client = new HttpClient();

        foreach (var (number, turn) in conversation.InTurns().Index())
        {
            egnyte.Expect(turn.Egnyte);
            using var request = ToHttp(turn.Request, proxy.Address, speaker);
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

            var complaints = egnyte.Complaints().Concat(Differences(turn.Response, answer, body, proxy.Address)).ToList();
            Assert.True(
                complaints.Count == 0, $"{conversation.Why}\nturn {number + 1}: {string.Join("\n", complaints)}\nanswer: {(int)answer.StatusCode} {body}");
            Assert.DoesNotContain([.. conversation.Never ?? [], ScimProxyApplication.Token], secret => body.Contains(secret, StringComparison.Ordinal));
        }

        var log = proxy.Logs.Lines;
        Assert.DoesNotContain(log, line => line.Level >= LogLevel.Error);
        Assert.All(
            conversation.Warns ?? [],
            text => Assert.Contains(log, line => line.Level is LogLevel.Warning && line.Text.Contains(text, StringComparison.Ordinal)));
        string[] secrets = [.. conversation.Never ?? [], ScimProxyApplication.Token, .. PersonalData.In(conversation)];
        var lines = log.SelectMany(line => line.Scopes.Append(line.Text).Append(line.Exception ?? "").Select(text => $"{line.Category}: {text}")).Distinct();
        Assert.DoesNotContain(lines, line => secrets.Any(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    // The rate limit of a token is known from Egnyte's first answer on: it is read first, so that no call of a conversation is queued.
    private static async Task LearnRateLimitAsync(FakeEgnyte egnyte, ScimProxyApplication proxy, Conversation conversation)
    {
        if (conversation.EgnyteAddress is not null)
        {
            return;
        }

        egnyte.Expect(
            [
                new EgnyteExchange
                {
                    Expect = new() { Method = "GET", Path = "/pubapi/v2/users/1" },
                    Reply = new() { Body = JsonElement.Parse("""{"id":1,"userName":"first"}""") },
                },
            ]);
        using var first = await proxy.Client.GetAsync("Users/1", TestContext.Current.CancellationToken);
        first.EnsureSuccessStatusCode();
    }

    private static HttpRequestMessage ToHttp(ScimRequest request, Uri address, SpeakingClient speaker)
    {
        var http = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(address, request.Path));
        if (request.Body is { } body)
        {
            http.Content = new StringContent(body.GetRawText(), Encoding.UTF8, MediaTypeHeaderValue.Parse(speaker.MediaType));
        }

        foreach (var (name, value) in speaker.Headers.Where(header => !request.Headers.ContainsKey(header.Key))
            .Concat(request.Headers)
            .Where(header => header.Value is not null))
        {
            var headers = name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) ? (HttpHeaders)http.Content!.Headers : http.Headers;
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, value);
        }

        return http;
    }

    private static IEnumerable<string> Differences(ExpectedAnswer expected, HttpResponseMessage answer, string body, Uri address)
    {
        var scim = new Uri(address, "/scim/v2").ToString();
        IEnumerable<string> differences =
        [
            .. (int)answer.StatusCode == expected.Status ? Array.Empty<string>() : [$"status: expected {expected.Status}"],
            .. expected.Headers.Select(header =>
                (header.Key,
                 Expected: header.Value.Replace("{scim}", scim, StringComparison.Ordinal),
                 Found: answer.Headers.TryGetValues(header.Key, out var values) ? string.Join(", ", values) : "(nothing)"))
                .Where(header => header.Expected != header.Found).Select(header => $"header {header.Key}: expected {header.Expected}, found {header.Found}"),
        ];
        if (expected.Body is not { } json)
        {
            return [.. differences, .. expected.Status == 204 && body.Length == 0 ? Array.Empty<string>() : ["a body that the conversation does not name"]];
        }

        using var document = JsonDocument.Parse(body);
        var mediaType = answer.Content.Headers.ContentType?.MediaType;
        IEnumerable<string> always = mediaType == "application/scim+json" ? [] : [$"media type {mediaType}"];
        if (expected.Status >= 400)
        {
            var error = JsonElement.Parse(
                $$"""{ "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": "{{expected.Status}}", "detail": { "$any": true } }""");
            always = always.Concat(JsonExpectation.Differences(error, document.RootElement, scim));
        }

        return [.. differences, .. always, .. JsonExpectation.Differences(json, document.RootElement, scim)];
    }
}
