namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>
/// The Retry-After of rejected calls. Each reserves a slot at the rate of the token, so that a burst is spread over the time that it needs
/// and a client that keeps to it is not rejected twice. Calls beyond the daily quota get a slot on the next day. A slot has the length of
/// the calls that the client will make; a client that retries too early gets the same slot again. Not thread-safe. All times are timestamps.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="quota">The daily quota.</param>
internal sealed class RetryAfterSchedule(TimeProvider time, DailyQuota quota)
{
    /// <summary>Bounds memory to four daily quotas. Further calls share the last slot, so that a client that ignores Retry-After delays no others.</summary>
    private const int MostSlots = 4096;

    /// <summary>behaviour.md §1.4: Okta's ten attempts, the first after 90 s, last longer than a day.</summary>
    public static readonly TimeSpan LeastWhileQuotaIsShort = TimeSpan.FromSeconds(90);

    // Retry-After is a whole number of seconds, and 0 means retry at once.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private readonly Dictionary<UInt128, long> _slots = [];
    private long _end = long.MinValue;
    private int _raises;

    /// <summary>The Retry-After of a rejected call.</summary>
    /// <param name="fingerprint">Identifies the call.</param>
    /// <param name="earliest">When it could be sent if it were queued.</param>
    /// <param name="calls">How many calls the client will make.</param>
    /// <param name="waiting">How many calls the queued requests will make.</param>
    /// <param name="pacer">The rate.</param>
    public TimeSpan Next(UInt128 fingerprint, long earliest, int calls, int waiting, CallPacer pacer)
    {
        if (quota.Raises != _raises)
        {
            // There are more calls than the slots assume. Clients may still retry in the slots that they were given.
            _slots.Clear();
            (_end, _raises) = (long.MinValue, quota.Raises);
        }

        var now = time.GetTimestamp();
        if (!_slots.TryGetValue(fingerprint, out var slot) || slot < earliest)
        {
            slot = WithinQuota(Math.Max(_end, earliest), calls, pacer.OfAll);
            Reserve(fingerprint, slot, calls, pacer);
        }

        var toCome = calls + waiting + (int)(time.GetElapsedTime(now, Math.Max(now, _end)).TotalSeconds * pacer.Own);
        var least = toCome > quota.Left ? LeastWhileQuotaIsShort : Least;
        var wait = time.GetElapsedTime(now, slot);
        return wait > least ? wait : least;
    }

    private void Reserve(UInt128 fingerprint, long slot, int calls, CallPacer pacer)
    {
        if (_slots.Count >= MostSlots)
        {
            var now = time.GetTimestamp();
            foreach (var past in _slots.Where(past => past.Value <= now).Select(past => past.Key).ToList())
            {
                _slots.Remove(past);
            }
        }

        if (_slots.Count < MostSlots)
        {
            _slots[fingerprint] = slot;
            _end = slot + time.Ticks(calls / pacer.Own);
        }
    }

    /// <summary>The first slot from a time on for which its day has calls left, after those of the slots before it.</summary>
    private long WithinQuota(long slot, int calls, double callsPerSecond)
    {
        if (!quota.IsStated && !quota.IsExhausted)
        {
            // Without Egnyte's own count it is not certain that the day's calls will not suffice.
            return slot;
        }

        var (begins, left) = (time.GetTimestamp(), quota.Left);
        var ends = begins + time.Ticks(quota.UntilReturn);
        while (slot >= ends || (time.GetElapsedTime(begins, slot).TotalSeconds * callsPerSecond) + calls > left)
        {
            // The slots of the next day follow each other from its start.
            slot = Math.Max(slot, ends);
            (begins, left, ends) = (ends, Math.Max(quota.Allotted, calls), ends + time.Ticks(TimeSpan.FromDays(1)));
        }

        return slot;
    }
}
