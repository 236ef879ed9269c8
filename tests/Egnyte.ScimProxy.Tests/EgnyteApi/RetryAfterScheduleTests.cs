using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.EgnyteApi.RateLimiting;
using Microsoft.Extensions.Time.Testing;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

/// <summary>The Retry-After of calls that cannot be sent in time; a client that ignores it delays no other client.</summary>
[Collection(nameof(OneClockForAll))]
public sealed class RetryAfterScheduleTests
{
    private const string QuotaAllotted = "X-Accesstoken-Quota-Allotted";
    private const string QuotaCurrent = "X-Accesstoken-Quota-Current";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Writes_ThatAreTooMany_AreToldOnePlaceAfterTheOther()
    {
        using var egnyte = await KnownAsync();

        var waits = await RefusalsOfAsync(egnyte, Enumerable.Range(1, 200).Select(id => WriteAsync(egnyte, id)));

        // Who comes first is served: 40 s of two calls a second. Those after it are told a turn each; one may have waited in vain, and comes last.
        Assert.InRange(waits.Count, 110, 140);
        Assert.InRange(waits.Zip(waits.Skip(1)).Count(pair => (pair.Second - pair.First).TotalSeconds is > 0.4 and < 0.6), waits.Count - 3, waits.Count);
    }

    /// <summary>It retries at once, twenty times: that reserves one slot, and the next client gets the next one.</summary>
    [Fact]
    public void ACallThatComesTooEarly_IsToldTheSamePlaceAgain()
    {
        var time = new FakeTimeProvider();
        var rate = new CallPacer(time, callsPerSecond: 2, new Random(1));
        var schedule = new RetryAfterSchedule(time, new DailyQuota(time, assumed: 1000, reservePercent: 20));
        var free = time.GetTimestamp() + (30 * time.TimestampFrequency);
        TimeSpan Ask(UInt128 mark) => schedule.Next(mark, free, calls: 1, waiting: 0, rate);

        var first = Ask(1);
        var again = Enumerable.Range(0, 20).Select(_ => Ask(1)).ToList();
        time.Advance(10 * Second);
        var later = Ask(1);
        var other = Ask(2);

        Assert.Equal(30, first.TotalSeconds);
        Assert.All(again, wait => Assert.Equal(first, wait));
        Assert.Equal(20, later.TotalSeconds);
        Assert.InRange(other.TotalSeconds, 20.4, 20.6);
    }

    /// <summary>Those who arrive are told the end of the schedule, which may be tomorrow; Egnyte wants a minute's rest.</summary>
    [Fact]
    public async Task ADeactivation_ThatCannotGoNow_GetsNoSlotBehindCallsThatArrive()
    {
        using var egnyte = await KnownAsync((QuotaAllotted, "1000"), (QuotaCurrent, "900"));
        var arriving = await RefusalsOfAsync(egnyte, Enumerable.Range(1, 200).Select(id => WriteAsync(egnyte, id)));
        egnyte.Answers(429, "", ("Retry-After", "60"));
        await egnyte.Failure(WriteAsync(egnyte, 500));

        var leaver = await egnyte.Failure(egnyte.Api.UpdateUserAsync(
            501, new() { Active = false }, egnyte.Call() with { Priority = EgnytePriority.Deactivation, ArrivedAt = egnyte.Time.GetTimestamp() },
            FakeEgnyte.Stop));

        Assert.InRange(arriving[^1].TotalHours, 5, 7);
        Assert.InRange(leaver.RetryAfter!.Value.TotalSeconds, 1, 62);
    }

    /// <summary>The reserve is kept from lists, for the writes of the same day.</summary>
    [Fact]
    public async Task AListThatAsksAgainAndAgain_ForTomorrowsCalls_PutsOffNoWriteOfToday()
    {
        using var egnyte = await KnownAsync((QuotaAllotted, "1000"), (QuotaCurrent, "850"));
        var lists = new List<TimeSpan>();

        for (var asked = 0; asked < 30; asked++)
        {
            var failure = await egnyte.Failure(egnyte.Api.ListUsersAsync(1, 100, null, egnyte.Call() with { Priority = EgnytePriority.List }, FakeEgnyte.Stop));
            Assert.Equal(EgnyteFailure.QuotaExhausted, failure.Kind);
            lists.Add(failure.RetryAfter!.Value);
            egnyte.Time.Advance(100 * Second);
        }

        var waits = await RefusalsOfAsync(egnyte, Enumerable.Range(1, 110).Select(id => WriteAsync(egnyte, id)));

        Assert.All(lists, wait => Assert.InRange(wait.TotalHours, 5, 6.1));
        Assert.NotEmpty(waits);
        Assert.All(waits, wait => Assert.InRange(wait.TotalSeconds, 20, 120));
    }

    /// <summary>
    /// Calls beyond the daily quota get a slot tomorrow. Once Egnyte has raised the limit or begun to count anew, later calls get one today.
    /// </summary>
    [Theory]
    [InlineData("5000", "951")]
    [InlineData("1000", "10")]
    public async Task CallsThatAreThereAgain_AreCountedForTheNext(string allotted, string used)
    {
        using var egnyte = await KnownAsync((QuotaAllotted, "1000"), (QuotaCurrent, "950"));
        var before = await RefusalsOfAsync(egnyte, Enumerable.Range(1, 120).Select(id => WriteAsync(egnyte, id)));
        egnyte.AlwaysAnswers(200, FakeEgnyte.User, (QuotaAllotted, allotted), (QuotaCurrent, used));
        await egnyte.Finish(WriteAsync(egnyte, 500));

        var after = await RefusalsOfAsync(egnyte, Enumerable.Range(1000, 120).Select(id => WriteAsync(egnyte, id)));

        Assert.Contains(before, wait => wait.TotalHours > 5);
        Assert.All(after, wait => Assert.InRange(wait.TotalSeconds, 20, 120));
    }

    /// <summary>The slots that were reserved at midnight are kept: later calls get slots after them.</summary>
    [Fact]
    public async Task TheTurnOfTheDay_LeavesThePlaces_ThatWereToldForIt()
    {
        using var egnyte = await KnownAsync((QuotaAllotted, "1000"), (QuotaCurrent, "999"));
        egnyte.Answers(403, "", ("X-Mashery-Error-Code", "ERR_403_DEVELOPER_OVER_RATE"));
        var first = await egnyte.Failure(WriteAsync(egnyte, 1));
        var told = await RefusalsOfAsync(egnyte, Enumerable.Range(100, 200).Select(id => WriteAsync(egnyte, id)));
        egnyte.AlwaysAnswers(200, FakeEgnyte.User, (QuotaAllotted, "1000"), (QuotaCurrent, "1"));
        egnyte.Time.Advance(first.RetryAfter!.Value + Second);
        await egnyte.Finish(WriteAsync(egnyte, 1));

        var later = await RefusalsOfAsync(egnyte, Enumerable.Range(1000, 100).Select(id => WriteAsync(egnyte, id)));

        Assert.Equal(200, told.Count);
        Assert.NotEmpty(later);
        Assert.All(later, wait => Assert.InRange(wait.TotalSeconds, 70, 300));
    }

    /// <summary>
    /// Egnyte states the end of an exhausted quota in whole seconds, rounded up, in a response that takes a while to arrive. A slot on the next day that
    /// was reserved before is not rejected for that: a client that doubles its waits would retry a day later.
    /// </summary>
    [Fact]
    public void TheFirstSlotOfTheNextDay_IsNotRejected_WhereEgnyteSaidALittleLater()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 4, 18, 0, 8, TimeSpan.Zero));
        var quota = new DailyQuota(time, assumed: 1000, reservePercent: 20);
        var schedule = new RetryAfterSchedule(time, quota);
        quota.Count(new TokenCounts(1, 2, 600, 600));
        var told = schedule.Next(1, time.GetTimestamp(), calls: 2, waiting: 0, new CallPacer(time, callsPerSecond: 2, new Random(1)));

        time.Advance(TimeSpan.FromMilliseconds(300_400));
        var untilMidnight = TimeSpan.FromDays(1) - time.GetUtcNow().TimeOfDay;
        quota.Exhaust(TimeSpan.FromSeconds(Math.Ceiling(untilMidnight.TotalSeconds)) + Second);
        time.Advance(told - TimeSpan.FromMilliseconds(300_400));

        Assert.Equal(new DateTime(2026, 5, 5), time.GetUtcNow().UtcDateTime.Date);
        Assert.False(quota.IsExhausted);
    }

    private static async Task<FakeEgnyte> KnownAsync(params (string, string)[] headers)
    {
        var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User, headers);
        await egnyte.Finish(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));
        egnyte.Time.Advance(5 * Second);
        return egnyte;
    }

    private static Task<EgnyteUser> WriteAsync(FakeEgnyte egnyte, int id) =>
        egnyte.Api.UpdateUserAsync(id, new(), egnyte.Call() with { ArrivedAt = egnyte.Time.GetTimestamp() }, FakeEgnyte.Stop);

    private static async Task<IReadOnlyList<TimeSpan>> RefusalsOfAsync(FakeEgnyte egnyte, IEnumerable<Task<EgnyteUser>> calls)
    {
        var all = calls.ToList();
        await egnyte.Drive(Task.WhenAll(all));
        return [.. all.Select(call => call.Exception?.InnerException).OfType<EgnyteApiException>().Select(failure => failure.RetryAfter).OfType<TimeSpan>()];
    }
}
