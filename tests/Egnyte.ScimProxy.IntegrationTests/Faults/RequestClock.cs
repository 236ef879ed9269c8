using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>The time of one SCIM request at a time: what never comes is given up at once, as if its time-out had passed.</summary>
/// <param name="time">The clock of all.</param>
/// <param name="margin">How far the clock goes beyond a request's deadline at most: what an earlier timer still adds to it makes that deadline later.</param>
internal sealed class RequestClock(HurriedTime time, TimeSpan margin)
{
    private static readonly TimeSpan AttemptTime = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan TimeBudget = TimeSpan.FromSeconds(50);

    private long _began;

    public TimeSpan Took => time.GetElapsedTime(Volatile.Read(ref _began));

    public TimeSpan Longest => TimeBudget + margin;

    public void Begin() => Volatile.Write(ref _began, time.GetTimestamp());

    /// <summary>Lets the time of a call's attempt pass, on another thread: its answer is not on its way yet.</summary>
    public void GiveUp(SimulatedCall call)
    {
        var began = Volatile.Read(ref _began);
        ThreadPool.QueueUserWorkItem(_ =>
        {
            var took = time.GetElapsedTime(began);
            var end = took + (call.At + AttemptTime - time.GetUtcNow());
            var left = (end < Longest ? end : Longest) - took;
            if (began == Volatile.Read(ref _began) && left > TimeSpan.Zero)
            {
                time.Advance(left);
            }
        });
    }
}
