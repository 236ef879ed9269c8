using System.Diagnostics.CodeAnalysis;

namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>
/// The tokens of a tenant that this process has not seen accepted. Egnyte refuses an invented token with 401 and counts it against nobody's
/// quota, so only the number of calls at once is limited. A flood of invented tokens then delays a valid one by little.
/// </summary>
internal sealed class UnverifiedTokens(TimeProvider time, PaceSettings settings)
{
    /// <summary>At 1 s a call this is 64 tokens a second, and at the usual 100 to 300 ms several hundred.</summary>
    private const int MostCalls = 64;

    /// <summary>Two seconds of work at 1 s a call: a call that would wait longer is rejected early, so that its client can retry.</summary>
    private const int MostQueued = 128;

    /// <summary>More than the requests of unverified tokens that a tenant serves at once.</summary>
    private const int MostTokens = 1024;

    /// <summary>As many as the verified tokens that are kept, four times over.</summary>
    private const int MostAccepted = 4096;

    /// <summary>Contract §1.6.</summary>
    private static readonly TimeSpan RefusalIsCachedFor = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<TokenHash, UnverifiedToken> _tokens = [];
    private readonly HashSet<TokenHash> _accepted = [];
    private readonly Queue<TokenHash> _acceptedInOrder = new();

    /// <summary>Limits the calls of all unverified tokens.</summary>
    public FairConcurrencyLimiter Calls { get; } = new(MostCalls, MostQueued);

    public int Waiting(EgnytePriority priority)
    {
        lock (_lock)
        {
            return _tokens.Values.Sum(token => token.Pace.Waiting(priority)) + (priority == EgnytePriority.Ordinary ? Calls.Queued : 0);
        }
    }

    /// <summary>The tokens whose daily quota is exhausted: Egnyte counts calls of valid tokens only.</summary>
    public IReadOnlyList<KeyValuePair<TokenHash, TokenPace>> Exhausted()
    {
        lock (_lock)
        {
            return [.. _tokens.Where(entry => entry.Value.Pace.Quota.IsExhausted).Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Pace))];
        }
    }

    /// <summary>Admits every waiting call, to be rejected by the open breaker.</summary>
    public void Release()
    {
        Calls.Release();
        lock (_lock)
        {
            foreach (var token in _tokens.Values)
            {
                token.Pace.Release();
            }
        }
    }

    /// <summary>Begins a call, which must be ended.</summary>
    public bool TryBegin(TokenHash hash, [NotNullWhen(true)] out UnverifiedToken? token)
    {
        lock (_lock)
        {
            if (!_tokens.TryGetValue(hash, out token))
            {
                if (_tokens.Count >= MostTokens && !MakeRoom())
                {
                    return false;
                }

                _tokens.Add(hash, token = new UnverifiedToken(new TokenPace(time, settings)));
            }

            token.Calls++;
            return true;
        }
    }

    public void End(UnverifiedToken token)
    {
        lock (_lock)
        {
            token.Calls--;
        }
    }

    /// <summary>Whether Egnyte refused the token a moment ago.</summary>
    public bool IsRefused(UnverifiedToken token)
    {
        lock (_lock)
        {
            return token.RefusedAt is { } at && time.GetElapsedTime(at) < RefusalIsCachedFor;
        }
    }

    public void Accept(TokenHash hash)
    {
        lock (_lock)
        {
            _tokens.Remove(hash);
            if (!_accepted.Add(hash))
            {
                return;
            }

            _acceptedInOrder.Enqueue(hash);
            if (_acceptedInOrder.Count > MostAccepted)
            {
                _accepted.Remove(_acceptedInOrder.Dequeue());
            }
        }
    }

    /// <summary>Egnyte refused the token. If it was accepted before, it may be repaired in Egnyte, and then it must work at once.</summary>
    public void Refuse(TokenHash hash)
    {
        lock (_lock)
        {
            if (!_accepted.Contains(hash) && _tokens.TryGetValue(hash, out var token))
            {
                token.RefusedAt = time.GetTimestamp();
            }
        }
    }

    private bool MakeRoom()
    {
        foreach (var idle in _tokens.Where(entry => entry.Value.Calls == 0).Select(entry => entry.Key).ToList())
        {
            _tokens.Remove(idle);
        }

        return _tokens.Count < MostTokens;
    }
}
