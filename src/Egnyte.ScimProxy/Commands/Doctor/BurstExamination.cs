using System.Net;

namespace Egnyte.ScimProxy.Commands.Doctor;

/// <summary>
/// Whether Egnyte counts throttled calls, which no source says: sends more calls at once than the rate limit allows, past the proxy's own limiter, and
/// compares the day's count before and after.
/// </summary>
internal static class BurstExamination
{
    private const string Name = "Throttled calls";
    private const string Count = "X-Accesstoken-Quota-Current";

    private const int MostCalls = 60;

    /// <summary>Until the second in which the calls were made is over, whichever way Egnyte counts it.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(ExaminedEgnyte egnyte, CancellationToken cancellationToken)
    {
        try
        {
            await ProvokeAsync(egnyte, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            egnyte.Add(Name, DoctorOutcome.Skipped, $"a connection broke ({failure.HttpRequestError})");
        }
    }

    private static async Task ProvokeAsync(ExaminedEgnyte egnyte, CancellationToken cancellationToken)
    {
        if (egnyte.Token is not { IsQuotaTold: true } state || egnyte.Transport.NumberIn(Count) is not { } before)
        {
            egnyte.Add(Name, DoctorOutcome.Skipped, "Egnyte does not state how many calls were made today");
            return;
        }

        var calls = Math.Min(3 * state.CallsPerSecond, MostCalls);
        await Task.Delay(Settling, TimeProvider.System, cancellationToken);
        var statuses = await Task.WhenAll(Enumerable.Range(0, calls).Select(_ => egnyte.SendAtOnceAsync()));
        await Task.Delay(Settling, TimeProvider.System, cancellationToken);
        await egnyte.SendAtOnceAsync();
        var counted = egnyte.Transport.NumberIn(Count) - before - 1;
        var throttled = statuses.Count(status => status is HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests);
        egnyte.Add(Name, DoctorOutcome.Ok, $"{calls} calls at once: {throttled} were throttled, and {counted} counted for the day, so " + (counted switch
        {
            _ when throttled == 0 => "this says nothing",
            var all when all == calls => "throttled calls are counted",
            var others when others == calls - throttled => "throttled calls are not counted",
            _ => "other programs use the token too, and this says nothing",
        }));
    }
}
