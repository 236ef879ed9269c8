using System.Diagnostics;
using System.Net;
using Egnyte.ScimProxy.Benchmarks.Servers;

namespace Egnyte.ScimProxy.Benchmarks.EndToEnd;

/// <summary>One workload against one server over connections that stay open; each answer is read whole, and some are compared word by word.</summary>
internal sealed class LoadGenerator : IDisposable
{
    public const int Connections = 32;

    private const int MostRequests = 2_000_000;
    private const int LargestAnswer = 512 * 1024;
    private const int ComparedEvery = 101;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Target _target;
    private readonly Workload _workload;
    private readonly Uri[] _questions;
    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = Connections,
        UseCookies = false,
        AllowAutoRedirect = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
    });

    private readonly byte[][] _buffers = [.. Enumerable.Range(0, Connections).Select(_ => new byte[LargestAnswer])];

    public LoadGenerator(Target target, Workload workload)
    {
        (_target, _workload) = (target, workload);
        _questions = [.. Enumerable.Range(0, workload.Questions).Select(question => new Uri(target.Server.Address, workload.Path(target.Dialect, question)))];
    }

    public string TargetName => _target.Name;

    /// <summary>Sends a few requests one after the other before the measurement: the first answer also tells the proxy the rate limit.</summary>
    public async Task CompareSomeAsync()
    {
        for (var question = 0; question < _questions.Length; question += _questions.Length / 50)
        {
            await AskAsync(question, _buffers[0], compare: true, CancellationToken.None);
        }
    }

    /// <summary>Asks on every connection until the time is over, and reads the server's counters before and after.</summary>
    public async Task<RoundResult> RunAsync(int round, TimeSpan duration)
    {
        var before = await _target.Server.ReadAsync();
        using var limit = new CancellationTokenSource(duration + Patience);
        var began = Stopwatch.GetTimestamp();
        var end = began + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var counts = await Task.WhenAll(
            Enumerable.Range(0, Connections).Select(connection => Task.Run(() => AskUntilAsync(end, round, connection, limit.Token))));
        var elapsed = Stopwatch.GetElapsedTime(began);
        return RoundResult.Of(counts.Sum(), elapsed, before, await _target.Server.ReadAsync());
    }

    public void Dispose() => _invoker.Dispose();

    private async Task<int> AskUntilAsync(long end, int round, int connection, CancellationToken cancellationToken)
    {
        var random = new RandomQuestion(round, connection);
        var count = 0;
        while (count < MostRequests / Connections && Stopwatch.GetTimestamp() < end)
        {
            await AskAsync(random.Next(_questions.Length), _buffers[connection], ++count % ComparedEvery == 0, cancellationToken);
        }

        return count;
    }

    private async Task AskAsync(int question, byte[] buffer, bool compare, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _questions[question]);
        request.Headers.TryAddWithoutValidation("Authorization", Authorization);
        using var response = await _invoker.SendAsync(request, cancellationToken);
        var length = await ReadAsync(response, buffer, cancellationToken);
        var isWhole = response.StatusCode is HttpStatusCode.OK && response.Content.Headers.ContentLength == length && buffer[length - 1] == '}';
        if (!isWhole || (compare && !_workload.IsRight(_target.Dialect, question, buffer.AsMemory(0, length))))
        {
            throw new BenchmarkException(
                $"{TargetName} answered {_questions[question]} with {(int)response.StatusCode}: "
                + $"{System.Text.Encoding.UTF8.GetString(buffer, 0, Math.Min(length, 500))}");
        }
    }

    private static async ValueTask<int> ReadAsync(HttpResponseMessage response, byte[] buffer, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        for (var length = 0; ;)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                return length;
            }

            length += read;
        }
    }

    private static string Authorization { get; } = "Bearer " + SimulatorServer.Token;
}
