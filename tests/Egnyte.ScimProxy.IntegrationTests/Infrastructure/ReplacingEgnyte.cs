using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Egnyte.ScimProxy.IntegrationTests.Infrastructure;

/// <summary>An Egnyte with one group, g, whose PATCH takes the members for the whole membership (CLI), and that takes its time to answer.</summary>
public sealed class ReplacingEgnyte : IAsyncDisposable
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(20);

    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private long[] _members;

    private ReplacingEgnyte(WebApplication app, long[] members) => (_app, _members) = (app, members);

    public Uri Address => new(_app.Urls.First());

    public IReadOnlyList<long> Members => _members;

    public static async Task<ReplacingEgnyte> StartAsync(params long[] members)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var egnyte = new ReplacingEgnyte(app, members);
        app.Run(egnyte.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return egnyte;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = context.Request.Method == "GET" ? null : await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        await Task.Delay(Latency, context.RequestAborted);
        string answer;
        lock (_lock)
        {
            if (body is not null && body.RootElement.TryGetProperty("members", out var members))
            {
                _members = [.. members.EnumerateArray().Where(member => !member.TryGetProperty("operation", out _)).Select(member => member.GetProperty("value").GetInt64())];
            }

            answer = $$"""{"id":"g","displayName":"Staff","members":[{{string.Join(',', _members.Select(id => $$"""{"value":{{id}}}"""))}}]}""";
        }

        context.Response.ContentType = "application/json";
        context.Response.Headers["X-Accesstoken-Qps-Allotted"] = "100000";
        await context.Response.WriteAsync(answer, context.RequestAborted);
    }
}
