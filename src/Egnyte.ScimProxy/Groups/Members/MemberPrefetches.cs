using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Http;

namespace Egnyte.ScimProxy.Groups.Members;

/// <summary>
/// A tenant's prefetches in the background: of one token one after the other, since in parallel they would share its rate and
/// none would be whole before it expires; and no group of a token in two of them.
/// </summary>
internal sealed class MemberPrefetches : IDisposable
{
    private const int MostOfAToken = 4;

    private const int Most = 64;

    /// <summary>The oldest first.</summary>
    private readonly List<MemberPrefetch> _running = [];
    private bool _isStopping;

    /// <summary>Reads groups in the background, unless that is being done already: then it goes on for longer.</summary>
    /// <returns>Whether all of them are read, now or after others of the same token.</returns>
    public bool Begin(ScimCall call, IReadOnlyCollection<string> groups, ILogger logger)
    {
        lock (_running)
        {
            var rest = groups.ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var prefetch in _running.Where(prefetch => prefetch.Token == call.Egnyte.Token && prefetch.Left.Any(rest.Contains)))
            {
                prefetch.Extend();
                rest.ExceptWith(prefetch.Left);
            }

            // Read since the request looked: what is no longer left in a prefetch is in the cache.
            rest.RemoveWhere(group => call.Egnyte.HasCachedMembers(group));
            if (rest.Count == 0)
            {
                return true;
            }

            var ofToken = _running.Count(prefetch => prefetch.Token == call.Egnyte.Token);
            if (ofToken >= MostOfAToken || _running.Count >= Most || _isStopping)
            {
                return false;
            }

            var next = new MemberPrefetch(call, groups.Where(rest.Contains), logger);
            _running.Add(next);
            if (ofToken == 0)
            {
                next.Begin(Remove);
            }

            return true;
        }
    }

    /// <summary>One that is reading some of these groups for this token; null where none does.</summary>
    public MemberPrefetch? Find(TokenHash token, IReadOnlyCollection<string> groups)
    {
        lock (_running)
        {
            return _running.Find(prefetch => prefetch.Token == token && prefetch.Left.Any(left => groups.Contains(left, StringComparer.OrdinalIgnoreCase)));
        }
    }

    /// <summary>How many calls a token has still to make before all these groups are read, by whichever prefetch.</summary>
    public int CallsFor(TokenHash token, IReadOnlyCollection<string> groups)
    {
        lock (_running)
        {
            var (calls, rest) = (0, groups.ToHashSet(StringComparer.OrdinalIgnoreCase));
            foreach (var prefetch in _running.Where(prefetch => prefetch.Token == token))
            {
                if (rest.Count == 0)
                {
                    break;
                }

                var left = prefetch.Left;
                calls += left.Count;
                rest.ExceptWith(left);
            }

            return calls + rest.Count;
        }
    }

    /// <summary>Ends them all, and begins no more.</summary>
    public void Dispose()
    {
        lock (_running)
        {
            _isStopping = true;
            _running.ForEach(prefetch => prefetch.End());
        }
    }

    private void Remove(MemberPrefetch prefetch)
    {
        lock (_running)
        {
            _running.Remove(prefetch);
            prefetch.Dispose();
            _running.Find(next => next.Token == prefetch.Token)?.Begin(Remove);
        }
    }
}
