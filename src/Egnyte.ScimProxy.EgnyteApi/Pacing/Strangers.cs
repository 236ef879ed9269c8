using System.Diagnostics.CodeAnalysis;

namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>
/// The tokens of a tenant that have never had a 2xx. They share one pace, in turn, so that a flood of invented tokens delays nobody whose
/// token is good; a new token that is good leaves with its first answer.
/// </summary>
internal sealed class Strangers(TimeProvider time, PaceSettings settings)
{
    private const int Most = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<TokenHash, Stranger> _tokens = [];

    /// <summary>The pace that all of them share.</summary>
    public TokenPace Common { get; } = new(time, settings);

    /// <summary>Calls that wait for their turn, for the common one or for their token's own.</summary>
    public int Waiting(EgnytePriority priority)
    {
        lock (_lock)
        {
            return Common.Waiting(priority) + _tokens.Values.Sum(stranger => stranger.Pace.Waiting(priority));
        }
    }

    /// <summary>Those whose day is used up, as far as they are remembered: Egnyte knows them, or it would not have counted.</summary>
    public IReadOnlyList<KeyValuePair<TokenHash, TokenPace>> Exhausted()
    {
        lock (_lock)
        {
            return [.. _tokens.Where(entry => entry.Value.Pace.Quota.IsExhausted).Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Pace))];
        }
    }

    /// <summary>Lets everybody go, to be refused by the open breaker.</summary>
    public void Release()
    {
        Common.Release();
        lock (_lock)
        {
            foreach (var stranger in _tokens.Values)
            {
                stranger.Pace.Release();
            }
        }
    }

    public bool TryFind(TokenHash token, [NotNullWhen(true)] out Stranger? stranger)
    {
        lock (_lock)
        {
            if (_tokens.TryGetValue(token, out stranger))
            {
                return true;
            }

            if (_tokens.Count >= Most)
            {
                foreach (var resting in _tokens.Where(entry => entry.Value.IsAtRest).Select(entry => entry.Key).ToList())
                {
                    _tokens.Remove(resting);
                }
            }

            if (_tokens.Count >= Most)
            {
                return false;
            }

            _tokens.Add(token, stranger = new Stranger(new TokenPace(time, settings)));
            return true;
        }
    }

    public void Remove(TokenHash token)
    {
        lock (_lock)
        {
            _tokens.Remove(token);
        }
    }
}
