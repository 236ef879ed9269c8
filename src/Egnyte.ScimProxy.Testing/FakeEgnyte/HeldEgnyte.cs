using System.Globalization;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Egnyte.ScimProxy.Testing;

/// <summary>An Egnyte whose every call waits until the test answers it, and which tells when its caller hung up; it announces so many calls a second.</summary>
public sealed class HeldEgnyte : IAsyncDisposable
{
    private readonly Channel<HeldCall> _calls = Channel.CreateUnbounded<HeldCall>();
    private readonly WebApplication _app;
    private readonly int _callsPerSecond;
    private int _count;

    private HeldEgnyte(WebApplication app, int callsPerSecond) => (_app, _callsPerSecond) = (app, callsPerSecond);

    public Uri Address => new(_app.Urls.First());

    /// <summary>How many calls have come.</summary>
    public int Count => Volatile.Read(ref _count);

    public static async Task<HeldEgnyte> StartAsync(int callsPerSecond = 100_000)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var egnyte = new HeldEgnyte(app, callsPerSecond);
        app.Run(egnyte.HoldAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return egnyte;
    }

    /// <summary>The next call, in the order of their coming.</summary>
    public ValueTask<HeldCall> NextAsync() => _calls.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    private async Task HoldAsync(HttpContext context)
    {
        var call = new HeldCall($"{context.Request.Method} {context.Request.Path.Value!.Replace("/pubapi/v2/", "", StringComparison.Ordinal)}");
        await using var hungUp = context.RequestAborted.Register(call.HangUp);
        Interlocked.Increment(ref _count);
        await _calls.Writer.WriteAsync(call, context.RequestAborted);
        if (await call.AnswerAsync is not { } body)
        {
            return;
        }

        context.Response.StatusCode = call.Status;
        context.Response.ContentType = "application/json";
        context.Response.Headers["X-Accesstoken-Qps-Allotted"] = _callsPerSecond.ToString(CultureInfo.InvariantCulture);
        await context.Response.WriteAsync(body.Replace("{id}", context.Request.Path.Value!.Split('/')[^1], StringComparison.Ordinal), context.RequestAborted);
    }
}

/// <summary>A call that waits for its answer.</summary>
public sealed class HeldCall(string what)
{
    private readonly TaskCompletionSource<string?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string What => what;

    public int Status { get; private set; } = StatusCodes.Status200OK;

    /// <summary>What the caller is answered, or null once it hung up.</summary>
    public Task<string?> AnswerAsync => _answer.Task;

    /// <summary>Answers 200 with this body, in which <c>{id}</c> is the id that the call names.</summary>
    public void Answer(string body) => _answer.TrySetResult(body);

    /// <summary>Answers that Egnyte does not know the token.</summary>
    public void Refuse()
    {
        Status = StatusCodes.Status401Unauthorized;
        _answer.TrySetResult("{}");
    }

    public void HangUp() => _answer.TrySetResult(null);
}
