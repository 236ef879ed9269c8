using System.Net;
using System.Text;
using Egnyte.ScimProxy.EgnyteApi;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

/// <summary>A domain that answers what the test says, in order, and refuses what the test did not expect.</summary>
internal sealed class FakeEgnyte : HttpMessageHandler
{
    public const string Token = "secret-token-of-the-tenant";

    /// <summary>The user or group that the call names.</summary>
    public const string User = """{"id":{id},"userName":"jane","displayName":"Jane","members":[],"email":"jane@example.com","active":true}""";

    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _answers = new();

    private Func<HttpResponseMessage>? _otherwise;

    public FakeEgnyte() =>
        Connection = EgnyteConnection.Open(new Uri("https://acme.egnyte.test"), new EgnyteConnectionOptions { Time = Time, Innermost = this });

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public JumpingTime Time { get; } = new(new DateTimeOffset(2026, 5, 4, 18, 0, 0, TimeSpan.Zero));

    public EgnyteConnection Connection { get; }

    public IEgnyteApi Api => Connection.Api;

    public List<SeenRequest> Seen { get; } = [];

    public EgnyteCallContext Call(double seconds = 50, string token = Token) =>
        new(token, TokenHash.Of(token), Time.GetTimestamp() + (long)(seconds * Time.TimestampFrequency), "request-1");

    public FakeEgnyte Answers(int status, string body, params (string Name, string Value)[] headers)
    {
        _answers.Enqueue(_ => Task.FromResult(Response(status, body, headers)));
        return this;
    }

    public FakeEgnyte Answers(int status, byte[] body, params (string Name, string Value)[] headers)
    {
        _answers.Enqueue(_ =>
        {
            var response = Response(status, "", headers);
            response.Content = new ByteArrayContent(body);
            return Task.FromResult(response);
        });
        return this;
    }

    public FakeEgnyte Answers(Func<HttpContent> content)
    {
        _answers.Enqueue(_ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content() }));
        return this;
    }

    public FakeEgnyte Throws(Exception exception)
    {
        _answers.Enqueue(_ => Task.FromException<HttpResponseMessage>(exception));
        return this;
    }

    public FakeEgnyte Hangs()
    {
        _answers.Enqueue(async cancellationToken =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, Time, cancellationToken);
            throw new InvalidOperationException();
        });
        return this;
    }

    public FakeEgnyte Takes(TimeSpan time, string body)
    {
        _answers.Enqueue(async cancellationToken =>
        {
            await Task.Delay(time, Time, cancellationToken);
            return Response(200, body, []);
        });
        return this;
    }

    public FakeEgnyte AlwaysAnswers(int status, string body, params (string Name, string Value)[] headers)
    {
        _otherwise = () => Response(status, body, headers);
        return this;
    }

    /// <summary>Lets the fake time pass until the task is done.</summary>
    public async Task<T> Finish<T>(Task<T> task)
    {
        await Drive(task);
        return await task;
    }

    public async Task<EgnyteApiException> Failure(Task task)
    {
        await Drive(task);
        return await Assert.ThrowsAsync<EgnyteApiException>(() => task);
    }

    public async Task Drive(Task task)
    {
        for (var jumps = 0; jumps < 500 && !task.IsCompleted; jumps++)
        {
            await Settle(task);
            if (!task.IsCompleted)
            {
                Time.TryJump();
            }
        }

        Assert.True(task.IsCompleted, "the call never ended");
    }

    /// <summary>Lets the thread pool finish what is due, or the task, without letting fake time pass.</summary>
    public static Task Settle(Task? task = null) => Idleness.WaitAsync(task);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : null;
        Func<CancellationToken, Task<HttpResponseMessage>>? answer;
        lock (_answers)
        {
            Seen.Add(new(
                request.Method.Method,
                request.RequestUri!.PathAndQuery,
                body,
                request.Content?.Headers.ContentLength,
                request.ToString() + request.Content?.Headers,
                Time.GetUtcNow()));
            _answers.TryDequeue(out answer);
        }

        var response = answer is not null ? await answer(cancellationToken)
            : _otherwise?.Invoke() ?? throw new InvalidOperationException($"Nobody expected {request.Method} {request.RequestUri}.");
        response.RequestMessage = request;
        return await WithIdAsync(response, request);
    }

    private static async Task<HttpResponseMessage> WithIdAsync(HttpResponseMessage response, HttpRequestMessage request)
    {
        if (response.Content is StringContent && await response.Content.ReadAsStringAsync(Stop) is var text && text.Contains("{id}", StringComparison.Ordinal))
        {
            var last = request.RequestUri!.Segments[^1];
            response.Content = new StringContent(
                text.Replace(
                    "{id}", long.TryParse(last, out _) ? last : $"\"{last}\"".Replace("\"users\"", "1", StringComparison.Ordinal), StringComparison.Ordinal),
                Encoding.UTF8,
                "text/plain");
        }

        return response;
    }

    private static HttpResponseMessage Response(int status, string body, (string Name, string Value)[] headers)
    {
        // Egnyte sends JSON as text/plain too (JS).
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "text/plain") };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }
}
