using System.Globalization;

namespace Egnyte.ScimProxy.IntegrationTests.Lists;

/// <summary>Lists of users at every alignment of startIndex and count: each user once, the numbers right, no Egnyte call too many.</summary>
public sealed class UserListTests(UsersOfEverySize sizes) : IClassFixture<UsersOfEverySize>
{
    private const string ListRoute = "GET /pubapi/v2/users";

    private const int DefaultCount = 100;
    private const int MaxCount = 200;
    private const int EgnytePage = 100;

    private static readonly int[] Sizes = [0, 1, 99, 100, 101, 250];
    private static readonly int?[] Counts = [1, 2, 7, 99, 100, 101, 150, 199, 200, 500, null];
    private static readonly int?[] Starts = [null, 1, 2, 50, 99, 100, 101, 102, 150, 199, 200, 201, 250, 251, 1000];

    public static TheoryData<int, int?> Walks => [.. from size in Sizes from count in Counts select new TheoryDataRow<int, int?>(size, count)];

    [Theory]
    [MemberData(nameof(Walks))]
    public async Task Walk_FromTheFirstToTheLastPage_MeetsEachUserOnceInOrder(int users, int? count)
    {
        var egnyte = await sizes.OfAsync(users);
        var met = new List<string>();
        int page;
        do
        {
            page = (await GetPageAsync(egnyte, met.Count + 1, count, met)).Count;
        }
        while (page > 0);

        Assert.Equal(IdsOf(egnyte), met);
        Assert.Equal(users, met.Count);
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public async Task Page_FromAnyStart_HoldsTheUsersOfThatPlace(int users, int? count)
    {
        var egnyte = await sizes.OfAsync(users);
        foreach (var start in Starts)
        {
            var page = await GetPageAsync(egnyte, start, count, []);

            Assert.Equal(IdsOf(egnyte).Skip((start ?? 1) - 1).Take(Math.Min(count ?? DefaultCount, MaxCount)), page);
        }
    }

    [Fact]
    public async Task Page_OfTwoHundredAndFiftyUsers_IsRightAtEveryAlignment()
    {
        const int users = 250;
        var egnyte = await sizes.OfAsync(users);
        var ids = IdsOf(egnyte);
        foreach (var count in new[] { 1, 99, 100, 101, 199, 200 })
        {
            for (var start = 1; start <= users + 2; start++)
            {
                var page = await GetPageAsync(egnyte, start, count, []);

                Assert.Equal(ids.Skip(start - 1).Take(count), page);
            }
        }
    }

    [Theory]
    [InlineData("startIndex=0", 1)]
    [InlineData("startIndex=-5", 1)]
    [InlineData("startIndex=", 1)]
    [InlineData("count=", 1)]
    [InlineData("startIndex=-99999999999", 1)]
    [InlineData("startIndex=3&count=98", 3)]
    [InlineData("startIndex=%2b2&count=98", 2)]
    public async Task List_WithAStartThatIsNotAPlace_BeginsAtTheFirst(string query, int startIndex)
    {
        var egnyte = await sizes.OfAsync(250);

        var answer = await egnyte.Client.GetScimAsync("Users?" + query);

        var page = ScimShape.AssertList(answer, 250, startIndex);
        Assert.Equal(IdsOf(egnyte).Skip(startIndex - 1).Take(page.Count), page.Select(user => user.GetProperty("id").GetString()));
        Assert.Equal(query.Contains("98", StringComparison.Ordinal) ? 98 : 100, page.Count);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0, "-1")]
    [InlineData(99, "0")]
    [InlineData(250, "0")]
    [InlineData(250, "-7")]
    [InlineData(250, "-99999999999")]
    public async Task List_OfNoRows_StillTellsHowManyThereAre(int users, string count)
    {
        var egnyte = await sizes.OfAsync(users);
        egnyte.Simulator.Calls.Clear();

        var answer = await egnyte.Client.GetScimAsync($"Users?count={count}");

        Assert.Empty(ScimShape.AssertList(answer, users, 1));
        Assert.Equal(1, egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData("startIndex=2147483647")]
    [InlineData("startIndex=9223372036854775807")]
    [InlineData("startIndex=1000000&count=200")]
    public async Task List_BeyondTheEnd_IsEmptyAndTellsHowManyThereAre(string query)
    {
        var egnyte = await sizes.OfAsync(101);
        egnyte.Simulator.Calls.Clear();

        var answer = await egnyte.Client.GetScimAsync("Users?" + query);

        Assert.Equal(200, answer.Status);
        Assert.Equal((101, 0), (answer.Json.GetProperty("totalResults").GetInt32(), answer.Json.GetProperty("itemsPerPage").GetInt32()));
        Assert.Equal(0, answer.Json.GetProperty("Resources").GetArrayLength());
        Assert.Equal(1, egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData("startIndex=abc")]
    [InlineData("startIndex=1.5")]
    [InlineData("count=ten")]
    [InlineData("count=1e2")]
    [InlineData("startIndex=99999999999999999999")]
    [InlineData("startIndex=1&startIndex=2")]
    public async Task List_WithANumberThatIsNone_IsRefusedWithoutACall(string query)
    {
        var egnyte = await sizes.OfAsync(99);
        egnyte.Simulator.Calls.Clear();

        var answer = await egnyte.Client.GetScimAsync("Users?" + query);

        ScimShape.AssertError(answer, 400, "invalidValue");
        Assert.Contains(query[..query.IndexOf('=', StringComparison.Ordinal)], answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, egnyte.Simulator.Calls.Count);
    }

    [Fact]
    public async Task Walk_WhileAUserIsAdded_MissesNoEarlierUser()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false);
        egnyte.Simulator.Domain.SeedUsers(150);
        var before = IdsOf(egnyte);

        // The total that Egnyte tells changes between the two calls of one page: the page is read again.
        egnyte.Simulator.Calls.Recorded += call =>
        {
            if (call.Sequence == 1)
            {
                egnyte.Simulator.Domain.SeedUsers(1);
            }
        };
        var answer = await egnyte.Client.GetScimAsync("Users?count=200");

        var page = ScimShape.AssertList(answer, 151, 1);
        Assert.Equal(before, page.Select(user => user.GetProperty("id").GetString()).Take(150));
        Assert.Equal(4, egnyte.Simulator.Calls.CountOf(ListRoute));
    }

    /// <summary>One page, its numbers and its cost checked; its ids are added to <paramref name="met"/>.</summary>
    private static async Task<IReadOnlyList<string>> GetPageAsync(SimulatedEgnyte egnyte, int? start, int? count, List<string> met)
    {
        var users = egnyte.Simulator.Domain.UserCount;
        egnyte.Simulator.Calls.Clear();

        var answer = await egnyte.Client.GetScimAsync(
            "Users?"
                + string.Join(
                    '&', new[] { start is null ? null : $"startIndex={start}", count is null ? null : $"count={count}" }.Where(part => part is not null)));

        var rows = ScimShape.AssertList(answer, users, start ?? 1);
        var expected = Math.Clamp(users - (start ?? 1) + 1, 0, Math.Min(count ?? DefaultCount, MaxCount));
        Assert.Equal(expected, rows.Count);
        Assert.Equal(Math.Max(1, (expected + EgnytePage - 1) / EgnytePage), egnyte.Simulator.Calls.CountOf(ListRoute));
        Assert.Equal(egnyte.Simulator.Calls.CountOf(ListRoute), egnyte.Simulator.Calls.Count);
        var ids = rows.Select(user => user.GetProperty("id").GetString()!).ToList();
        met.AddRange(ids);
        return ids;
    }

    private static IReadOnlyList<string> IdsOf(SimulatedEgnyte egnyte) =>
        [.. egnyte.Simulator.Domain.AllUsers().Select(user => user.Id.ToString(CultureInfo.InvariantCulture))];
}
