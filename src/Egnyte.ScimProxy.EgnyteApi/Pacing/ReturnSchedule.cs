namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>
/// When those come back who could not be served: one after the other, at the pace of the token, so that a burst is spread over the time
/// that it needs and nobody is sent away twice; whoever the day's quota does not suffice for comes on the next day. A place is as many
/// calls long as the client will make. Not for several threads at once. All times are timestamps.
/// </summary>
internal sealed class ReturnSchedule(TimeProvider time, DailyQuota quota)
{
    /// <summary>behaviour.md §1.4: Okta's ten attempts from 90 s on outlast the day.</summary>
    private static readonly TimeSpan LeastWhileTheDayDoesNotSuffice = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private long _last = long.MinValue;

    /// <summary>How long the next one waits whose turn did not come.</summary>
    /// <param name="free">When its turn would come, were it let in.</param>
    /// <param name="calls">How many calls it will make.</param>
    /// <param name="waiting">How many calls those will make who wait now.</param>
    /// <param name="rate">The pace.</param>
    public TimeSpan Next(long free, int calls, int waiting, TokenRate rate)
    {
        var now = time.GetTimestamp();
        var place = Math.Max(_last, free);
        if (quota.IsTold)
        {
            // By Egnyte's own count it is certain which calls are another day's; by an assumed one it is only likely.
            place = WhereTheQuotaSuffices(place, calls, rate.OfAll);
        }

        var wait = Take(now, place, calls, rate);
        var toCome = waiting + (int)(time.GetElapsedTime(now, _last).TotalSeconds * rate.Own);
        var least = toCome > quota.Left ? LeastWhileTheDayDoesNotSuffice : Least;
        return wait > least ? wait : least;
    }

    /// <summary>How long the next one waits for whom nothing is left of the day.</summary>
    public TimeSpan NextDay(int calls, TokenRate rate)
    {
        var now = time.GetTimestamp();
        return Take(now, WhereTheQuotaSuffices(Math.Max(_last, now + Ticks(quota.UntilReturn)), calls, rate.OfAll), calls, rate);
    }

    private TimeSpan Take(long now, long place, int calls, TokenRate rate)
    {
        _last = place + Ticks(TimeSpan.FromSeconds(calls / rate.Own));
        return time.GetElapsedTime(now, place);
    }

    /// <summary>The first moment from a place on in whose day there are calls left after all that come before it.</summary>
    private long WhereTheQuotaSuffices(long place, int calls, double callsPerSecond)
    {
        var (begins, left) = (time.GetTimestamp(), quota.Left);
        var ends = begins + Ticks(quota.UntilReturn);
        while (place >= ends || (time.GetElapsedTime(begins, place).TotalSeconds * callsPerSecond) + calls > left)
        {
            // The day begins with those who were told to come then, without a pause between them.
            place = Math.Max(place, ends);
            (begins, left, ends) = (ends, Math.Max(quota.Allotted, calls), ends + Ticks(TimeSpan.FromDays(1)));
        }

        return place;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
