using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.IntegrationTests.Commands;

/// <summary>The lines that <c>serve</c> writes, in each form of the platform's console log.</summary>
public sealed partial class ConsoleLogTests(RunningEgnyte running) : IClassFixture<RunningEgnyte>
{
    private const string RequestId = "balancer-7";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Each request writes a line, and the test reads none of them: the pipe is full after some hundred lines, and the queue behind it after 2,500.
    /// </summary>
    [Fact]
    public async Task AnOutputThatNothingReads_HoldsNoRequest()
    {
        const int Requests = 6000;
        await using var proxy = await MeasuredProxy.StartAsync();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);

        var answered = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, Requests), patience.Token, async (_, cancelled) =>
        {
            using var body = new StringContent("{", Encoding.UTF8, "application/scim+json");
            using var answer = await proxy.Client.PostAsync("Users", body, cancelled);
            Interlocked.Add(ref answered, (int)answer.StatusCode == 400 ? 1 : 0);
        });

        Assert.Equal(Requests, answered);
    }

    [Fact]
    public async Task ByDefault_AnEventIsOneLine_WithUtcTimeAndRequestId()
    {
        var lines = await LinesOfAWriteAsync("[1001]");

        Assert.All(lines, line => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [a-z]{4}: [A-Za-z.]+\[\d+\] ", line));
        Assert.Matches(
            @" info: Egnyte\.ScimProxy\.Users\.[A-Za-z]+\[1001\].* => RequestId:balancer-7\b.* Created Egnyte user \d+ of tenant default", lines[^1]);
        AssertIsNow(lines[^1][..24]);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("JSON")]
    public async Task AsJson_EachLineIsAnObject_WithUtcTimeAndRequestId(string format)
    {
        var lines = await LinesOfAWriteAsync("\"EventId\":1001,", ("Logging__Console__FormatterName", format));

        var events = lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        AssertIsNow(events[^1].GetProperty("Timestamp").GetString()!);
        Assert.Equal("Information", events[^1].GetProperty("LogLevel").GetString());
        Assert.Equal("default", events[^1].GetProperty("State").GetProperty("Tenant").GetString());
        Assert.Contains(
            events[^1].GetProperty("Scopes").EnumerateArray(), scope => scope.TryGetProperty("RequestId", out var id) && id.GetString() == RequestId);
    }

    [Fact]
    public async Task ForSystemd_ALineBeginsWithItsPriority()
    {
        var lines = await LinesOfAWriteAsync("[1001]", ("Logging__Console__FormatterName", "systemd"));

        Assert.Matches(
            @"^<6>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z Egnyte\.ScimProxy\.Users\.[A-Za-z]+\[1001\].* => RequestId:balancer-7\b", lines[^1]);
    }

    [Fact]
    public async Task AnOperatorsOwnSettings_Win()
    {
        var lines = await LinesOfAWriteAsync(
            "[1001]",
            ("Logging__Console__FormatterOptions__TimestampFormat", "HH:mm "),
            ("Logging__Console__FormatterOptions__IncludeScopes", "false"));

        Assert.Matches(@"^\d\d:\d\d info: [A-Za-z.]+\[1001\] Created Egnyte user", lines[^1]);
    }

    /// <summary>A dot in a variable's name is refused by shells: <c>export Logging__LogLevel__Egnyte.ScimProxy=Debug</c>.</summary>
    [Fact]
    public async Task ALevel_CanBeSetByAVariable_ThatAShellAccepts()
    {
        var lines = await LinesOfAWriteAsync(
            "[1001]", ("Logging__LogLevel__Default", "None"), ("Logging__LogLevel__Egnyte_ScimProxy_Users", "Debug"));

        Assert.All(lines, line => Assert.Contains(" Egnyte.ScimProxy.Users.", line, StringComparison.Ordinal));
    }

    /// <summary>What the process writes after its banner, up to the line of a created user.</summary>
    private async Task<string[]> LinesOfAWriteAsync(string mark, params (string, string)[] settings)
    {
        await using var process = new ProxyProcess(["serve"], [
            ("ScimProxy__Tenants__default__EgnyteBaseAddress", running.Egnyte.Simulator.Address.ToString()),
            ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            .. settings,
        ]);
        var address = Address().Match(await process.ReadUntilAsync("  health: ")).Value;
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{address}/scim/v2/Users")
        {
            Content = new StringContent(NewUser($"user-{Guid.NewGuid():N}"), Encoding.UTF8, "application/scim+json"),
        };
        request.Headers.Add("Authorization", $"Bearer {ScimProxyApplication.Token}");
        request.Headers.Add("X-Request-Id", RequestId);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(201, (int)response.StatusCode);
        var written = await process.ReadUntilAsync(mark).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return written.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static string NewUser(string name) => $$"""
        {"userName":"{{name}}","name":{"givenName":"New","familyName":"User"},"emails":[{"value":"{{name}}@example.com"}],"active":true}
        """;

    // A loaded machine may take a while between the event and this line: an hour is what a wrong time zone would differ by.
    private static void AssertIsNow(string time) => Assert.InRange(
        DateTimeOffset.ParseExact(time, "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        DateTimeOffset.UtcNow.AddMinutes(-10),
        DateTimeOffset.UtcNow.AddMinutes(1));

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
