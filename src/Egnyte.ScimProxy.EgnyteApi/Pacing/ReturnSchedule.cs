namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>
/// When those come back who could not be served: one after the other, at the pace of the token, so that a burst is spread over the time
/// that it needs and nobody is sent away twice; whoever the day's quota does not suffice for comes on the next day. A place is as many
/// calls long as the client will make, and whoever comes before it is told the same place again. Not for several threads at once. All
/// times are timestamps.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="quota">The day's calls.</param>
/// <param name="isOfLists">Whether those come back whom a part of the day's calls is kept from.</param>
internal sealed class ReturnSchedule(TimeProvider time, DailyQuota quota, bool isOfLists)
{
    /// <summary>Beyond so many, whoever comes is told the last place: a client that never does as it is told must not put off all others for ever.</summary>
    private const int MostPlaces = 4096;

    /// <summary>behaviour.md §1.4: Okta's ten attempts from 90 s on outlast the day.</summary>
    private static readonly TimeSpan LeastWhileTheDayDoesNotSuffice = TimeSpan.FromSeconds(90);

    // Retry-After is a whole number of seconds, and 0 would be an invitation to retry at once.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private readonly Dictionary<UInt128, long> _places = [];
    private readonly Queue<(UInt128 Mark, long At)> _order = new();
    private long _last = long.MinValue;
    private int _allotted = int.MaxValue;
    private int _corrections;

    private int Left => isOfLists ? quota.LeftForLists : quota.Left;

    private int OfADay => isOfLists ? quota.Allotted - quota.Reserve : quota.Allotted;

    /// <summary>How long a call waits whose turn did not come.</summary>
    /// <param name="mark">Which call it is.</param>
    /// <param name="free">When its turn would come, were it let in.</param>
    /// <param name="calls">How many calls the client will make.</param>
    /// <param name="waiting">How many calls those will make who wait now.</param>
    /// <param name="rate">The pace.</param>
    public TimeSpan Next(UInt128 mark, long free, int calls, int waiting, CallPacer rate)
    {
        var now = Look();
        if (!_places.TryGetValue(mark, out var place))
        {
            place = Math.Max(_last, free);
            if (quota.IsTold)
            {
                // By Egnyte's own count it is certain which calls are another day's; by an assumed one it is only likely.
                place = WhereTheQuotaSuffices(place, calls, rate.OfAll);
            }

            Take(mark, place, calls, rate);
        }

        var wait = time.GetElapsedTime(now, Math.Max(place, free));
        var toCome = waiting + (int)(time.GetElapsedTime(now, _last).TotalSeconds * rate.Own);
        var least = toCome > Left ? LeastWhileTheDayDoesNotSuffice : Least;
        return wait > least ? wait : least;
    }

    /// <summary>How long a call waits for which nothing is left of the day.</summary>
    public TimeSpan NextDay(UInt128 mark, int calls, CallPacer rate)
    {
        var now = Look();
        var returns = now + time.Ticks(quota.UntilReturn);
        if (!_places.TryGetValue(mark, out var place) || place < returns)
        {
            Take(mark, place = WhereTheQuotaSuffices(Math.Max(_last, returns), calls, rate.OfAll), calls, rate);
        }

        return time.GetElapsedTime(now, place);
    }

    /// <summary>Begins anew, because there are more calls than was thought; those who were told a place may come then all the same.</summary>
    public void Clear()
    {
        _places.Clear();
        _order.Clear();
        _last = long.MinValue;
    }

    /// <summary>Forgets the places whose time has come.</summary>
    private long Look()
    {
        if (quota.Allotted > _allotted || quota.Corrections != _corrections)
        {
            Clear();
        }

        (_allotted, _corrections) = (quota.Allotted, quota.Corrections);
        var now = time.GetTimestamp();
        while (_order.TryPeek(out var first) && first.At <= now)
        {
            _order.Dequeue();
            if (_places.GetValueOrDefault(first.Mark) == first.At)
            {
                _places.Remove(first.Mark);
            }
        }

        return now;
    }

    private void Take(UInt128 mark, long place, int calls, CallPacer rate)
    {
        if (_order.Count < MostPlaces)
        {
            _places[mark] = place;
            _order.Enqueue((mark, place));
            _last = place + time.Ticks(calls / rate.Own);
        }
    }

    /// <summary>The first moment from a place on in whose day there are calls left after all that come before it.</summary>
    private long WhereTheQuotaSuffices(long place, int calls, double callsPerSecond)
    {
        var (begins, left) = (time.GetTimestamp(), Left);
        var ends = begins + time.Ticks(quota.UntilReturn);
        while (place >= ends || (time.GetElapsedTime(begins, place).TotalSeconds * callsPerSecond) + calls > left)
        {
            // The day begins with those who were told to come then, without a pause between them.
            place = Math.Max(place, ends);
            (begins, left, ends) = (ends, Math.Max(OfADay, calls), ends + time.Ticks(TimeSpan.FromDays(1)));
        }

        return place;
    }
}
