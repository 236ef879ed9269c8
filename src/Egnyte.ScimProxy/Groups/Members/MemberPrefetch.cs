using System.Collections.Concurrent;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Telemetry;

namespace Egnyte.ScimProxy.Groups.Members;

/// <summary>Reads the members of some groups in the background, for a client that must retry. The members are stored in the connection's cache.</summary>
internal sealed partial class MemberPrefetch : IDisposable
{
    private const int CallsAtOnce = 4;

    /// <summary>How long it reads without a retry of the client: the first members expire from the cache then.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>What its calls have beyond that: it is over by our word, and not because Egnyte was too slow.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    private readonly EgnyteSession _session;
    private readonly TimeProvider _time;
    private readonly string _tenant;
    private readonly ILogger _logger;
    private readonly string[] _groups;
    private readonly ConcurrentDictionary<string, bool> _left;
    private readonly CancellationTokenSource _end;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _deadline;
    private bool _hasBegun;

    public MemberPrefetch(ScimCall call, IEnumerable<string> groups, ILogger logger)
    {
        (_session, _time, _tenant, _logger) = (call.Egnyte, call.Time, call.Tenant.Name, logger);
        _groups = [.. groups.Distinct(StringComparer.OrdinalIgnoreCase)];
        _left = new(_groups.Select(group => KeyValuePair.Create(group, true)), StringComparer.OrdinalIgnoreCase);
        _end = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        Extend();
    }

    public TokenHash Token => _session.Token;

    /// <summary>The groups that are still to be read.</summary>
    public ICollection<string> Left => _left.Keys;

    /// <summary>Ends with the prefetch, and never fails.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Begins to read, unless the client has not retried for so long. Call it under the lock under which it is extended.</summary>
    public void Begin(Action<MemberPrefetch> ended)
    {
        _hasBegun = true;
        var patience = _time.GetElapsedTime(_time.GetTimestamp(), _deadline) - Grace;
        _end.CancelAfter(patience > TimeSpan.Zero ? patience : TimeSpan.Zero);
        _ = Task.Run(async () =>
        {
            await RunAsync();
            ended(this);
            _completion.SetResult();
        });
    }

    /// <summary>The client has retried: the prefetch continues as if it had just begun, also while it waits for others.</summary>
    public void Extend()
    {
        Volatile.Write(ref _deadline, _time.GetTimestamp() + (long)((Patience + Grace).TotalSeconds * _time.TimestampFrequency));
        if (_hasBegun)
        {
            _end.CancelAfter(Patience);
        }
    }

    public void Dispose() => _end.Dispose();

    // Not on this thread, which may hold the lock that the end of it takes.
    public void End() => _ = _end.CancelAsync();

    private async Task RunAsync()
    {
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = _end.Token };
            await Parallel.ForEachAsync(_groups, options, async (group, _) =>
            {
                await ReadAsync(group, _end.Token);
                _left.TryRemove(group, out var _);
            });
            Log.Done(_logger, _tenant, _groups.Length);
        }
        catch (Exception) when (_end.IsCancellationRequested)
        {
            Log.Ended(_logger, _tenant, _left.Count, _groups.Length);
        }
        catch (Exception failure)
        {
            // No caller awaits this task: the client's next attempt meets the same failure and reports it.
            if (failure is EgnyteApiException { Kind: EgnyteFailure.TokenRejected })
            {
                _session.InvalidateToken();
            }

            Log.Failed(
                _logger,
                _tenant,
                _left.Count,
                _groups.Length,
                failure is EgnyteApiException of ? $"{of.Kind} ({of.Cause})" : failure.GetType().Name);
        }
    }

    private async Task ReadAsync(string group, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                // As if it came just now: a page whose request is older than all others would hold up every other list.
                await _session.InBackground(Volatile.Read(ref _deadline), cancellationToken).ReadListedGroupAsync(group);
                return;
            }
            catch (EgnyteApiException failure) when (failure.Kind is EgnyteFailure.NotFound)
            {
                // Deleted meanwhile: the page that is read next does not hold it.
                return;
            }
            catch (EgnyteApiException failure) when (failure.Kind is EgnyteFailure.Throttled)
            {
                // Writes and single reads come first.
                await Task.Delay(failure.RetryAfter is { } wait && wait > ShortestPause ? wait : ShortestPause, _time, cancellationToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventIds.GroupMembersRead,
            LogLevel.Debug,
            "Read the members of {Groups} groups of tenant {Tenant} in the background.")]
        public static partial void Done(ILogger logger, string tenant, int groups);

        [LoggerMessage(
            EventIds.GroupMembersEnded,
            LogLevel.Debug,
            "Stopped reading members of groups of tenant {Tenant} in the background, {Left} of {Groups} unread: the client did not retry, or "
            + "the proxy stops.")]
        public static partial void Ended(ILogger logger, string tenant, int left, int groups);

        [LoggerMessage(
            EventIds.GroupMembersFailed,
            LogLevel.Warning,
            "Reading members of groups of tenant {Tenant} in the background failed as {Kind}, {Left} of {Groups} unread: the client's next "
            + "attempt goes on.")]
        public static partial void Failed(ILogger logger, string tenant, int left, int groups, string kind);
    }
}
