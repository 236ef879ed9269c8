namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>
/// When those come back who could not be served: one after the other, at the pace of the token, so that a burst is spread over the time
/// that it needs and nobody is sent away twice; whoever the day's quota does not suffice for comes on the next day. A place is as many
/// calls long as the client will make, and whoever comes before it is told the same place again. Not for several threads at once. All
/// times are timestamps.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="quota">The day's calls.</param>
internal sealed class RetryAfterSchedule(TimeProvider time, DailyQuota quota)
{
    /// <summary>Beyond so many, whoever comes is told the last place: a client that never does as it is told must not put off all others for ever.</summary>
    private const int MostPlaces = 4096;

    /// <summary>behaviour.md §1.4: Okta's ten attempts from 90 s on outlast the day.</summary>
    public static readonly TimeSpan LeastWhileTheDayDoesNotSuffice = TimeSpan.FromSeconds(90);

    // Retry-After is a whole number of seconds, and 0 would be an invitation to retry at once.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private readonly Dictionary<UInt128, long> _places = [];
    private long _end = long.MinValue;
    private int _raises;

    /// <summary>How long a call waits whose turn did not come.</summary>
    /// <param name="mark">Which call it is.</param>
    /// <param name="free">When its turn would come, were it let in.</param>
    /// <param name="calls">How many calls the client will make.</param>
    /// <param name="waiting">How many calls those will make who wait now.</param>
    /// <param name="rate">The pace.</param>
    public TimeSpan Next(UInt128 mark, long free, int calls, int waiting, CallPacer rate)
    {
        if (quota.Raises != _raises)
        {
            // There are more calls than was thought; those who were told a place may come then all the same.
            _places.Clear();
            (_end, _raises) = (long.MinValue, quota.Raises);
        }

        var now = time.GetTimestamp();
        if (!_places.TryGetValue(mark, out var place) || place < free)
        {
            place = WhereTheQuotaSuffices(Math.Max(_end, free), calls, rate.OfAll);
            Take(mark, place, calls, rate);
        }

        var toCome = calls + waiting + (int)(time.GetElapsedTime(now, Math.Max(now, _end)).TotalSeconds * rate.Own);
        var least = toCome > quota.Left ? LeastWhileTheDayDoesNotSuffice : Least;
        var wait = time.GetElapsedTime(now, place);
        return wait > least ? wait : least;
    }

    private void Take(UInt128 mark, long place, int calls, CallPacer rate)
    {
        if (_places.Count >= MostPlaces)
        {
            var now = time.GetTimestamp();
            foreach (var past in _places.Where(past => past.Value <= now).Select(past => past.Key).ToList())
            {
                _places.Remove(past);
            }
        }

        if (_places.Count < MostPlaces)
        {
            _places[mark] = place;
            _end = place + time.Ticks(calls / rate.Own);
        }
    }

    /// <summary>The first moment from a place on in whose day there are calls left after all that come before it.</summary>
    private long WhereTheQuotaSuffices(long place, int calls, double callsPerSecond)
    {
        if (!quota.IsTold && !quota.IsExhausted)
        {
            // By Egnyte's own count it is certain which calls are another day's; by an assumed one it is only likely.
            return place;
        }

        var (begins, left) = (time.GetTimestamp(), quota.Left);
        var ends = begins + time.Ticks(quota.UntilReturn);
        while (place >= ends || (time.GetElapsedTime(begins, place).TotalSeconds * callsPerSecond) + calls > left)
        {
            // The day begins with those who were told to come then, without a pause between them.
            place = Math.Max(place, ends);
            (begins, left, ends) = (ends, Math.Max(quota.Allotted, calls), ends + time.Ticks(TimeSpan.FromDays(1)));
        }

        return place;
    }
}
