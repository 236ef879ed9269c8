using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Egnyte.ScimProxy.Testing;

/// <summary>An Egnyte that says what the test tells it to, call by call: for what the simulator would never do.</summary>
public sealed class ScriptedEgnyte : IAsyncDisposable
{
    private readonly ConcurrentQueue<(int Status, string Body)> _answers = new();
    private readonly ConcurrentQueue<string> _calls = new();
    private readonly WebApplication _app;

    private ScriptedEgnyte(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Each call, as <c>PATCH users/7 {"active":false}</c>.</summary>
    public IReadOnlyList<string> Calls => [.. _calls];

    public static async Task<ScriptedEgnyte> StartAsync(params (int Status, string Body)[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var egnyte = new ScriptedEgnyte(app);
        foreach (var answer in answers)
        {
            egnyte._answers.Enqueue(answer);
        }

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
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var path = context.Request.Path.Value!.Replace("/pubapi/v2/", "", StringComparison.Ordinal);
        _calls.Enqueue($"{context.Request.Method} {path}{context.Request.QueryString}{(body.Length > 0 ? $" {body}" : "")}");

        // An unexpected call gets an answer that no test wants.
        var (status, answer) = _answers.TryDequeue(out var next) ? next : (StatusCodes.Status418ImATeapot, "{}");
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers["X-Accesstoken-Qps-Allotted"] = 100_000.ToString(CultureInfo.InvariantCulture);
        if (answer.Length > 0)
        {
            await context.Response.WriteAsync(answer, context.RequestAborted);
        }
    }
}
