using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.EgnyteApi.RateLimiting;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

[Collection(nameof(OneClockForAll))]
public sealed class PriorityTests
{
    /// <summary>They had been let in; those who came before them later are no fault of Egnyte's.</summary>
    [Fact]
    public async Task ACall_ThatOthersPassUntilItIsTooLate_IsRejectedAtOnceWithARetryAfter()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User);
        await egnyte.Finish(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));
        var lists = Enumerable.Range(1000, 60).Select(id => ReadAsync(egnyte, id, EgnytePriority.List)).ToList();
        await RunAsync(egnyte, seconds: 9);
        var waited = lists.Count(list => !list.IsCompleted);

        var writes = Enumerable.Range(1, 60).Select(id => egnyte.Api.UpdateUserAsync(id, new(), egnyte.Call(), FakeEgnyte.Stop)).ToList();
        await FakeEgnyte.Settle();
        var refused = lists.Where(list => list.IsFaulted).ToList();
        var outage = egnyte.Connection.OutageSince;
        await egnyte.Drive(Task.WhenAll([.. lists, .. writes]));

        Assert.InRange(refused.Count, 1, waited - 1);
        Assert.All(
            lists.Where(list => list.IsFaulted),
            list => Assert.Equal(EgnyteFailure.Throttled, Assert.IsType<EgnyteApiException>(list.Exception!.InnerException).Kind));
        Assert.Equal((null, null), (outage, egnyte.Connection.OutageSince));
        Assert.All(writes, write => Assert.True(write.IsCompletedSuccessfully));
    }

    /// <summary>Each call is sent when the queue expected it, whatever else is queued.</summary>
    [Theory]
    [InlineData(60, 20, 10)]
    [InlineData(60, 20, 0)]
    [InlineData(0, 60, 10)]
    [InlineData(60, 0, 10)]
    [InlineData(30, 30, 30)]
    public void EveryPlace_IsWhereItWasForeseen(int deactivations, int ordinary, int lists)
    {
        var queue = new PriorityCallQueue();
        using var request = new HttpRequestMessage();
        var calls = Enumerable.Repeat(EgnytePriority.Deactivation, deactivations)
            .Concat(Enumerable.Repeat(EgnytePriority.Ordinary, ordinary))
            .Concat(Enumerable.Repeat(EgnytePriority.List, lists))
            .Select(priority =>
                new QueuedCall(
                    new CallState(new EgnyteCallContext("token", TokenHash.Of("token"), 0, "request-1") { Priority = priority }, HttpMethod.Put, "", 1),
                    request))
            .ToList();
        calls.ForEach(queue.Add);
        var foreseen = calls.GroupBy(call => call.Queue)
            .SelectMany(ofPriority => ofPriority.Select((call, ahead) => (Call: call, Place: queue.Before(call.Queue, ahead))))
            .ToList();

        var served = new List<QueuedCall>();
        while (queue.Next is { } next)
        {
            queue.Serve(next);
            served.Add(next);
        }

        Assert.All(foreseen, place => Assert.InRange(served.IndexOf(place.Call) - place.Place, -8, 8));
    }

    [Fact]
    public async Task Deactivations_GoFirst_ListsLast_AndNobodyStarves()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User);
        await egnyte.Finish(Task.WhenAll(Reads(egnyte, 2)));
        egnyte.Seen.Clear();

        var lists = Enumerable.Range(300, 2).Select(id => ReadAsync(egnyte, id, EgnytePriority.List));
        var others = Enumerable.Range(200, 12).Select(id => ReadAsync(egnyte, id, EgnytePriority.Ordinary));
        var leavers = Enumerable.Range(100, 4).Select(id => ReadAsync(egnyte, id, EgnytePriority.Deactivation));
        await egnyte.Drive(Task.WhenAll([.. lists, .. others, .. leavers]));

        // Three deactivations, then one of the others; seven of others, then one list. Two turns of the same instant may be sent in either order.
        var lines = string.Concat(egnyte.Seen.Chunk(2).SelectMany(pair => pair.Select(seen => seen.PathAndQuery.Split('/')[^1][0]).Order()));
        Assert.Equal("111212232222222322", lines);
    }

    /// <summary>An app of Okta's wizard reads whom it deactivates first; where many are read, they wait with the others.</summary>
    [Fact]
    public async Task ReadsOfAUser_GoWithDeactivations_WhileFewAreQueued()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User);
        await egnyte.Finish(Task.WhenAll(Reads(egnyte, 2)));
        egnyte.Seen.Clear();

        var others = Enumerable.Range(200, 10).Select(id => ReadAsync(egnyte, id, EgnytePriority.Ordinary)).ToList();
        var people = Reads(egnyte, 6, first: 100);
        var waiting = (egnyte.Connection.Queued(EgnytePriority.Deactivation), egnyte.Connection.Queued(EgnytePriority.Ordinary));
        await egnyte.Drive(Task.WhenAll([.. others, .. people]));

        Assert.Equal((0, 16), waiting);
        var lines = string.Concat(egnyte.Seen.Chunk(2).SelectMany(pair => pair.Select(seen => seen.PathAndQuery.Split('/')[^1][0]).Order()));
        Assert.Equal("1112122222222211", lines);
    }

    /// <summary>A read of a user does not tell whether a deactivation follows.</summary>
    [Fact]
    public async Task ADeactivation_GoesBeforeReadsOfAPerson()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User);
        await egnyte.Finish(Task.WhenAll(Reads(egnyte, 2)));
        egnyte.Seen.Clear();

        var others = Enumerable.Range(200, 4).Select(id => ReadAsync(egnyte, id, EgnytePriority.Ordinary)).ToList();
        var people = Reads(egnyte, 4, first: 100);
        var leaver = ReadAsync(egnyte, 300, EgnytePriority.Deactivation);
        var waiting = egnyte.Connection.Queued(EgnytePriority.Deactivation);
        await egnyte.Drive(Task.WhenAll([.. others, .. people, leaver]));

        Assert.Equal(1, waiting);
        Assert.Contains(egnyte.Seen.Take(2), seen => seen.PathAndQuery.EndsWith("/300", StringComparison.Ordinal));
    }

    /// <summary>
    /// Another replica uses the whole rate, so that each call of a token that this one has not seen accepted is throttled. None of them may be
    /// the first call that all others wait for.
    /// </summary>
    [Fact]
    public async Task ADeactivation_IsTheNextCall_WhileEachCallOfAnUnverifiedTokenIsThrottled()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(429, "", ("Retry-After", "1"));
        var others = Enumerable.Range(200, 10).Select(id => ReadAsync(egnyte, id, EgnytePriority.Ordinary)).ToList();
        await RunAsync(egnyte, seconds: 3);
        await FakeEgnyte.Settle();
        var seen = egnyte.Seen.Count;

        var deactivation = ReadAsync(egnyte, 300, EgnytePriority.Deactivation);
        await RunAsync(egnyte, seconds: 3);
        var next = egnyte.Seen[seen].PathAndQuery;
        egnyte.AlwaysAnswers(200, FakeEgnyte.User);
        await egnyte.Drive(Task.WhenAll([.. others, deactivation]));

        Assert.EndsWith("/300", next, StringComparison.Ordinal);
    }

    private static Task ReadAsync(FakeEgnyte egnyte, long id, EgnytePriority priority) => priority is EgnytePriority.Ordinary
        ? egnyte.Api.GetGroupAsync($"{id}", egnyte.Call(), FakeEgnyte.Stop)
        : egnyte.Api.GetUserAsync(id, egnyte.Call() with { Priority = priority }, FakeEgnyte.Stop);

    private static async Task RunAsync(FakeEgnyte egnyte, double seconds)
    {
        for (var end = egnyte.Time.GetUtcNow().AddSeconds(seconds); egnyte.Time.GetUtcNow() < end;)
        {
            await FakeEgnyte.Settle();
            egnyte.Time.TryJump();
        }
    }

    private static Task<EgnyteUser>[] Reads(FakeEgnyte egnyte, int count, int first = 1) =>
        [.. Enumerable.Range(first, count).Select(id => egnyte.Api.GetUserAsync(id, egnyte.Call(), FakeEgnyte.Stop))];
}
