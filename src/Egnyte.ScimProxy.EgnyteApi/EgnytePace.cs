using System.Collections.Concurrent;
using System.Globalization;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>Egnyte's calls per second, token by token (CB throttling.md: the limit is per access token).</summary>
internal sealed class EgnytePace(TimeProvider time)
{
    private const int MaxTokens = 1024;

    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan LongestHold = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<TokenHash, EgnytePaceQueue> _queues = new();

    public EgnytePaceQueue Of(TokenHash token) => _queues.TryGetValue(token, out var queue) ? queue : Add(token);

    /// <summary>Takes the limit from a response, where it says one (JS, NET, GO2).</summary>
    public void Learn(TokenHash token, HttpResponseMessage response)
    {
        if (response.Headers.NonValidated.TryGetValues("X-Accesstoken-Qps-Allotted", out var values)
            && int.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var allotted))
        {
            Of(token).Allot(Math.Clamp(allotted, 1, 100_000));
        }
    }

    /// <summary>Sends nothing more of a throttled token before Egnyte wants it.</summary>
    public void Hold(TokenHash token, TimeSpan wait) => Of(token).Hold(wait < LongestHold ? wait : LongestHold);

    /// <summary>Lets everybody go, to be refused by the open breaker.</summary>
    public void Release()
    {
        foreach (var (_, queue) in _queues)
        {
            queue.Release();
        }
    }

    private EgnytePaceQueue Add(TokenHash token)
    {
        if (_queues.Count >= MaxTokens)
        {
            MakeRoom();
        }

        return _queues.GetOrAdd(token, static (_, clock) => new EgnytePaceQueue(clock), time);
    }

    // A token without memory starts again at two calls a second: only those at rest are dropped, the oldest first.
    private void MakeRoom()
    {
        var resting = _queues.Where(entry => entry.Value.IsAtRest).OrderBy(entry => entry.Value.LastUsed).ToList();
        for (var i = 0; i < resting.Count && (i < MaxTokens / 4 || time.GetElapsedTime(resting[i].Value.LastUsed) > Idle); i++)
        {
            _queues.TryRemove(resting[i]);
        }
    }
}
