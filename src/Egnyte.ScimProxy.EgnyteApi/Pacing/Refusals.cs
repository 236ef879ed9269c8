namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>
/// What those of one token are told who cannot be served: leavers apart, since they go before the others, and lists, since a part of the
/// day's calls is kept from them. Not for several threads at once.
/// </summary>
internal sealed class Refusals(TimeProvider time, DailyQuota quota, CallPacer rate)
{
    private readonly ReturnSchedule _deactivations = new(time, quota, isOfLists: false);
    private readonly ReturnSchedule _lists = new(time, quota, isOfLists: true);
    private readonly ReturnSchedule _others = new(time, quota, isOfLists: false);

    /// <summary>The answer to a call whose turn comes too late. Polite, whatever the queue: who is refused is told when their turn really comes.</summary>
    /// <param name="turn">The call.</param>
    /// <param name="before">How many calls come before it, those included that will follow them.</param>
    /// <param name="waiting">How many calls those will make who wait now.</param>
    public Refusal OfThePace(Turn turn, int before, int waiting)
    {
        var free = Math.Max(time.GetTimestamp(), rate.NextAt(0, isUrgent: turn.Leaves)) + time.Ticks(before / rate.Own);
        return new Refusal(EgnyteFailure.Throttled, ScheduleOf(turn.Priority).Next(turn.Mark, free, CallsOf(turn.IsLookUp), waiting, rate));
    }

    /// <summary>The answer to a call that the day's quota, or what it keeps for writes, does not allow.</summary>
    public Refusal OfTheDay(EgnytePriority priority, bool isLookUp, UInt128 mark) =>
        new(EgnyteFailure.QuotaExhausted, ScheduleOf(priority).NextDay(mark, CallsOf(isLookUp), rate), IsKeptForWrites: !quota.IsExhausted && quota.Left > 0);

    /// <summary>Begins anew, because there are calls again.</summary>
    public void Clear()
    {
        _deactivations.Clear();
        _lists.Clear();
        _others.Clear();
    }

    private ReturnSchedule ScheduleOf(EgnytePriority priority) => priority switch
    {
        EgnytePriority.Deactivation => _deactivations,
        EgnytePriority.List => _lists,
        _ => _others,
    };

    // A client that looks up writes next.
    private static int CallsOf(bool isLookUp) => isLookUp ? 2 : 1;
}
