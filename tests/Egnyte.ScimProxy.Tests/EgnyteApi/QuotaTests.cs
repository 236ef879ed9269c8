using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

/// <summary>What is left of the daily quota, around midnight and when Egnyte refuses every call.</summary>
[Collection(nameof(OneClockForAll))]
public sealed class QuotaTests : IDisposable
{
    private const string QuotaAllotted = "X-Accesstoken-Quota-Allotted";
    private const string QuotaCurrent = "X-Accesstoken-Quota-Current";
    private const string NoUsers = """{"totalResults":0,"itemsPerPage":0,"startIndex":1,"resources":[]}""";

    private static readonly (string, string) OverRate = ("X-Mashery-Error-Code", "ERR_403_DEVELOPER_OVER_RATE");

    private readonly List<EgnyteEvent> _all = [];
    private readonly FakeEgnyte _egnyte = new();
    private readonly EgnyteConnection _connection;

    public QuotaTests() => _connection = EgnyteConnection.Open(
        new Uri("https://acme.egnyte.test"), new EgnyteConnectionOptions { Time = _egnyte.Time, Innermost = _egnyte, Notify = _all.Add });

    private IEnumerable<EgnyteEventKind> Notices => _all.Select(notice => notice.Kind);

    public void Dispose()
    {
        _connection.Dispose();
        _egnyte.Dispose();
    }

    [Fact]
    public async Task TheDay_AsItIsUsedUp_IsWarnedOfTwice()
    {
        foreach (var used in (int[])[500, 799, 800, 810, 949, 950, 960, 999])
        {
            Counts(used);
            await _egnyte.Finish(_connection.Api.GetUserAsync(1, _egnyte.Call(), FakeEgnyte.Stop));
        }

        Assert.Equal(
            [(EgnyteEventKind.QuotaLow, 20, 200), (EgnyteEventKind.QuotaLow, 5, 50)],
            _all.Select(notice => (notice.Kind, notice.Percent!.Value, notice.CallsLeft!.Value)));
    }

    /// <summary>Where Egnyte's answers do not say it.</summary>
    [Fact]
    public async Task Calls_ThatNobodyCounts_AreCountedHere()
    {
        _egnyte.AlwaysAnswers(200, FakeEgnyte.User);
        using var connection = EgnyteConnection.Open(
            new Uri("https://acme.egnyte.test"), new EgnyteConnectionOptions { Time = _egnyte.Time, Innermost = _egnyte, CallsPerDay = 10, WriteReserve = 30 });
        for (var call = 0; call < 7; call++)
        {
            await _egnyte.Finish(connection.Api.GetUserAsync(1, _egnyte.Call(), FakeEgnyte.Stop));
        }

        var state = Assert.Single(connection.Tokens);
        var list = await _egnyte.Failure(connection.Api.ListUsersAsync(1, 1, null, _egnyte.Call() with { Priority = EgnytePriority.List }, FakeEgnyte.Stop));
        _egnyte.Time.Advance(TimeSpan.FromDays(1));
        await _egnyte.Finish(connection.Api.GetUserAsync(1, _egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal((10, 3, 0, false), (state.QuotaAllotted, state.QuotaLeft, state.QuotaLeftForLists, state.IsQuotaTold));
        Assert.Equal((EgnyteFailure.QuotaExhausted, true), (list.Kind, list.IsKeptForWrites));
        Assert.Equal(9, Assert.Single(connection.Tokens).QuotaLeft);
    }

    [Fact]
    public async Task AnExhaustedDay_IsAskedFor_EveryFiveMinutesAtMost()
    {
        await ExhaustAsync();
        var seen = _egnyte.Seen.Count;
        _egnyte.AlwaysAnswers(403, "", OverRate);
        var minutes = new List<int>();

        for (var minute = 1; minute <= 16; minute++)
        {
            _egnyte.Time.Advance(TimeSpan.FromMinutes(1));
            await _egnyte.Failure(_connection.Api.GetUserAsync(1, _egnyte.Call(), FakeEgnyte.Stop));
            if (_egnyte.Seen.Count > seen)
            {
                minutes.Add(minute);
                seen = _egnyte.Seen.Count;
            }
        }

        Assert.Equal([5, 10, 15], minutes);
    }

    /// <summary>Egnyte's clock may be a little behind, and an answer on its way: what it counts then is yesterday's.</summary>
    [Fact]
    public async Task ACountOfYesterday_JustAfterMidnight_KeepsNoListFromToday()
    {
        Counts(900);
        _egnyte.Time.Advance(TimeSpan.FromHours(6) - TimeSpan.FromSeconds(60));
        await _egnyte.Finish(_connection.Api.GetUserAsync(1, _egnyte.Call(), FakeEgnyte.Stop));
        _egnyte.Time.Advance(TimeSpan.FromSeconds(62));
        _egnyte.AlwaysAnswers(200, NoUsers, (QuotaAllotted, "1000"), (QuotaCurrent, "901"));
        await _egnyte.Finish(ListAsync());

        _egnyte.AlwaysAnswers(200, NoUsers, (QuotaAllotted, "1000"), (QuotaCurrent, "2"));
        await _egnyte.Finish(ListAsync());

        Assert.Equal(998, Assert.Single(_connection.Tokens).QuotaLeft);
    }

    /// <summary>behaviour.md §1.4: Okta doubles the first wait, so that ten of them must outlast the day.</summary>
    [Theory]
    [InlineData(850, EgnytePriority.List)]
    [InlineData(1000, EgnytePriority.Ordinary)]
    public async Task ADayThatIsUsedUp_JustBeforeItsEnd_IsToldAs90SecondsAtLeast(int used, EgnytePriority priority)
    {
        Counts(used);
        _egnyte.Time.Advance(TimeSpan.FromHours(6) - TimeSpan.FromSeconds(30));
        await _egnyte.Finish(_connection.Api.GetUserAsync(1, _egnyte.Call(), FakeEgnyte.Stop));
        if (priority is EgnytePriority.Ordinary)
        {
            _egnyte.AlwaysAnswers(403, "", OverRate, ("Retry-After", "20"));
            await _egnyte.Failure(_connection.Api.GetUserAsync(1, _egnyte.Call(), FakeEgnyte.Stop));
        }

        var failure = await _egnyte.Failure(_connection.Api.GetUserAsync(1, _egnyte.Call() with { Priority = priority }, FakeEgnyte.Stop));

        Assert.Equal((EgnyteFailure.QuotaExhausted, 90), (failure.Kind, failure.RetryAfter!.Value.TotalSeconds));
    }

    /// <summary>What stands before Egnyte may fail without asking it.</summary>
    [Theory]
    [InlineData(503)]
    [InlineData(401)]
    public async Task AProbe_ThatEgnyteDidNotAnswer_RenewsNothing(int status)
    {
        await ExhaustAsync();
        _egnyte.Time.Advance(TimeSpan.FromMinutes(6));
        _egnyte.AlwaysAnswers(status, "<html>");
        await _egnyte.Failure(_connection.Api.CreateUserAsync(new(), _egnyte.Call(), FakeEgnyte.Stop));

        Assert.DoesNotContain(EgnyteEventKind.QuotaRenewed, Notices);
    }

    /// <summary>The attempt that is made again is not another that asks before the next five minutes are over.</summary>
    [Fact]
    public async Task AProbe_ThatMeetsAFault_IsMadeAgain()
    {
        await ExhaustAsync();
        _egnyte.Time.Advance(TimeSpan.FromMinutes(6));
        _egnyte.Answers(503, "").AlwaysAnswers(200, FakeEgnyte.User);

        await _egnyte.Finish(_connection.Api.GetUserAsync(1, _egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal([EgnyteEventKind.QuotaExhausted, EgnyteEventKind.QuotaRenewed], Notices);
    }

    [Fact]
    public async Task AProbe_ThatIsAnswered_RenewsTheQuota()
    {
        await ExhaustAsync();
        _egnyte.Time.Advance(TimeSpan.FromMinutes(6));
        _egnyte.AlwaysAnswers(400, """{"errorMessage":"no"}""");
        await _egnyte.Failure(_connection.Api.CreateUserAsync(new(), _egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal([EgnyteEventKind.QuotaExhausted, EgnyteEventKind.QuotaRenewed], Notices);
        Assert.Null(Assert.Single(_connection.Tokens).ExhaustedFor);
    }

    /// <summary>The day's last call takes long, and the one after it is refused at once.</summary>
    [Fact]
    public async Task AnAnswer_ToACallThatLeftBefore_RenewsNothing()
    {
        var answered = new TaskCompletionSource();
        Counts(10);
        await _egnyte.Finish(_connection.Api.GetUserAsync(1, _egnyte.Call(), FakeEgnyte.Stop));
        _egnyte.Time.Advance(TimeSpan.FromSeconds(5));
        _egnyte.Answers(() => new HeldContent(answered.Task));
        var slow = _connection.Api.GetUserAsync(2, _egnyte.Call(), FakeEgnyte.Stop);
        await FakeEgnyte.Settle();
        _egnyte.Time.Advance(TimeSpan.FromSeconds(1));
        _egnyte.Answers(403, "", OverRate);
        await _egnyte.Failure(_connection.Api.GetUserAsync(3, _egnyte.Call(), FakeEgnyte.Stop));

        answered.SetResult();
        await _egnyte.Finish(slow);

        Assert.Equal([EgnyteEventKind.QuotaExhausted], Notices);
        Assert.NotNull(Assert.Single(_connection.Tokens).ExhaustedFor);
    }

    private void Counts(int used) => _egnyte.AlwaysAnswers(200, FakeEgnyte.User, (QuotaAllotted, "1000"), (QuotaCurrent, $"{used}"));

    private Task<EgnytePage<EgnyteUser>> ListAsync() =>
        _connection.Api.ListUsersAsync(1, 1, null, _egnyte.Call() with { Priority = EgnytePriority.List }, FakeEgnyte.Stop);

    private async Task ExhaustAsync()
    {
        _egnyte.Answers(200, FakeEgnyte.User).Answers(403, "", OverRate);
        await _egnyte.Finish(_connection.Api.GetUserAsync(1, _egnyte.Call(), FakeEgnyte.Stop));
        await _egnyte.Failure(_connection.Api.GetUserAsync(1, _egnyte.Call(), FakeEgnyte.Stop));
    }

    /// <summary>A user whose last byte comes when the test says so.</summary>
    private sealed class HeldContent(Task answered) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await answered;
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(FakeEgnyte.User.Replace("{id}", "2", StringComparison.Ordinal)));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
