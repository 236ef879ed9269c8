using Egnyte.ScimProxy.EgnyteApi;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

[Collection(nameof(OneClockForAll))]
public sealed class ListTests
{
    [Theory]
    [InlineData(1, 100, 250, new[] { "1+100" }, 100)]
    [InlineData(1, 200, 250, new[] { "1+100", "101+100" }, 200)]
    [InlineData(1, 200, 150, new[] { "1+100", "101+100" }, 150)]
    [InlineData(1, 200, 100, new[] { "1+100" }, 100)]
    [InlineData(151, 200, 160, new[] { "151+100" }, 10)]
    [InlineData(1, 7, 250, new[] { "1+7" }, 7)]
    [InlineData(300, 100, 250, new[] { "300+100" }, 0)]
    [InlineData(1, 100, 0, new[] { "1+100" }, 0)]
    [InlineData(5, 0, 250, new[] { "5+1" }, 0)]
    public async Task AList_IsReadInPages_OfAtMost100(int startIndex, int count, int total, string[] calls, int rows)
    {
        using var egnyte = new FakeEgnyte();
        foreach (var call in calls)
        {
            var start = int.Parse(call.Split('+')[0], System.Globalization.CultureInfo.InvariantCulture);
            egnyte.Answers(200, Page(total, Math.Clamp(total - start + 1, 0, 100), start));
        }

        var list = await egnyte.Finish(EgnyteLists.ReadUsersAsync(egnyte.Api, startIndex, count, null, egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal((total, rows), (list.TotalResults, list.Rows.Count));
        Assert.Equal(Enumerable.Range(startIndex, rows), list.Rows.Select(row => (int)row.Id));
        Assert.Equal(
            calls.Select(call => "/pubapi/v2/users?startIndex=" + call.Replace("+", "&count=", StringComparison.Ordinal)),
            egnyte.Seen.Select(seen => seen.PathAndQuery));
    }

    [Fact]
    public async Task APageWithFewerRowsThanItSays_IsAdvancedByItsRows()
    {
        using var egnyte = new FakeEgnyte().Answers(200, Page(5, 2)).Answers(200, Page(5, 3, 3));

        var list = await egnyte.Finish(EgnyteLists.ReadUsersAsync(egnyte.Api, 1, 100, "userName eq \"a\"", egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal([1, 2, 3, 4, 5], list.Rows.Select(row => row.Id));
        Assert.StartsWith("/pubapi/v2/users?startIndex=3&count=98&filter=", egnyte.Seen[1].PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(4, 2)]
    public async Task AListThatChangedBetweenTwoPages_IsReadAgainFromItsStart(int secondTotal, int secondRows)
    {
        using var egnyte = new FakeEgnyte().Answers(200, Page(5, 2)).Answers(200, Page(secondTotal, secondRows, 3)).Answers(200, Page(4, 4));

        var list = await egnyte.Finish(EgnyteLists.ReadUsersAsync(egnyte.Api, 1, 100, null, egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal([1, 2, 3, 4], list.Rows.Select(row => row.Id));
        Assert.StartsWith("/pubapi/v2/users?startIndex=1&", egnyte.Seen[2].PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AListThatKeepsChanging_IsAnErrorAndNeverShort()
    {
        using var egnyte = new FakeEgnyte().Answers(200, Page(5, 2)).Answers(200, Page(5, 0)).Answers(200, Page(5, 2)).Answers(200, Page(6, 3, 3));

        var failure = await egnyte.Failure(EgnyteLists.ReadUsersAsync(egnyte.Api, 1, 100, null, egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal((EgnyteFailure.Unavailable, "GET /pubapi/v2/users", TimeSpan.FromSeconds(60)), (failure.Kind, failure.Operation, failure.RetryAfter));
    }

    [Fact]
    public async Task EverybodyOfAListThatGrew_IsReadAgainWithTheNewcomer()
    {
        using var egnyte = new FakeEgnyte().Answers(200, Page(4, 2)).Answers(200, Page(5, 2, 3)).Answers(200, Page(5, 5));

        var list = await egnyte.Finish(EgnyteLists.ReadAllUsersAsync(egnyte.Api, 100, egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal((5, 5), (list.TotalResults, list.Rows.Count));
    }

    [Fact]
    public async Task EverybodyOfAListThatIsTooLong_IsOneCallWhoseTotalSaysSo()
    {
        using var egnyte = new FakeEgnyte().Answers(200, Page(101, 100));

        var list = await egnyte.Finish(EgnyteLists.ReadAllUsersAsync(egnyte.Api, 100, egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal((101, 1), (list.TotalResults, egnyte.Seen.Count));
    }

    [Fact]
    public async Task MoreRowsThanAsked_AreCut()
    {
        using var egnyte = new FakeEgnyte()
            .Answers(200, """{"totalResults":3,"resources":[{"id":"a","displayName":"A"},{"id":"b","displayName":"B"},{"id":"c","displayName":"C"}]}""");

        var list = await EgnyteLists.ReadGroupsAsync(egnyte.Api, 1, 2, null, egnyte.Call(), FakeEgnyte.Stop);

        Assert.Equal(["a", "b"], list.Rows.Select(row => row.Id));
    }

    [Fact]
    public async Task ARowWithoutAnId_MakesTheListAnError()
    {
        using var egnyte = new FakeEgnyte()
            .AlwaysAnswers(200, """{"totalResults":2,"resources":[{"id":1,"userName":"a","active":true},{"userName":"x","active":true}]}""");

        var failure = await egnyte.Failure(EgnyteLists.ReadUsersAsync(egnyte.Api, 1, 2, null, egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal(EgnyteFailure.Unavailable, failure.Kind);
    }

    private static string Page(int total, int rows, int start = 1) =>
        $$"""
        {"startIndex":{{start}},"totalResults":{{total}},"itemsPerPage":100,
         "resources":[{{string.Join(',', Enumerable.Range(start, rows).Select(id => $$"""{"id":{{id}},"userName":"a","active":true}"""))}}]}
        """;
}
