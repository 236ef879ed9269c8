using Egnyte.ScimProxy.EgnyteApi;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

/// <summary>behaviour.md §1.1: a 404 is absence where Egnyte says so in its own form, or where one row of the same collection can be read.</summary>
[Collection(nameof(OneClockForAll))]
public sealed class AbsenceTests
{
    private const string Foreign = """{"message":"no Route matched with those values"}""";

    private const string Row = """{"startIndex":1,"totalResults":1,"itemsPerPage":1,"resources":[{"id":7,"userName":"jane"}]}""";

    private const string GroupRow = """{"startIndex":1,"totalResults":0,"itemsPerPage":0,"resources":[]}""";

    private static readonly (string, string)[] OverRate = [("X-Mashery-Error-Code", "ERR_403_DEVELOPER_OVER_RATE")];

    [Theory]
    [InlineData(Foreign)]
    [InlineData("""{"fault":{"faultstring":"Unable to identify proxy","detail":{"errorcode":"messaging.adaptors.http.flow.ApplicationNotFound"}}}""")]
    [InlineData("""{"timestamp":"2026-05-04T18:00:00Z","status":404,"error":"Not Found","path":"/pubapi/v2/users/1"}""")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("404 page not found")]
    [InlineData("{\"Errors\":[{\"descr")]
    public async Task Foreign404_OfAnyShape_CostsOneRow(string body)
    {
        using var egnyte = new FakeEgnyte().Answers(404, body).Answers(200, Row);

        var failure = await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal((EgnyteFailure.NotFound, "GET /pubapi/v2/users/{id}", false), (failure.Kind, failure.Operation, failure.MayHaveActed));
        Assert.Equal(["GET /pubapi/v2/users/1", "GET /pubapi/v2/users?startIndex=1&count=1"], egnyte.Seen.Select(seen => $"{seen.Method} {seen.PathAndQuery}"));
        Assert.All(egnyte.Seen, seen => Assert.Contains(FakeEgnyte.Token, seen.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task Foreign404_OfAGroup_IsConfirmedByAGroup(string method)
    {
        using var egnyte = new FakeEgnyte().Answers(404, """{"errorMessage":"Group with resource id not found"}""").Answers(200, GroupRow);

        Assert.Equal(EgnyteFailure.NotFound, (await egnyte.Failure(Make(method, egnyte))).Kind);

        Assert.Equal(
            [$"{method} /pubapi/v2/groups/g", "GET /pubapi/v2/groups?startIndex=1&count=1"], egnyte.Seen.Select(seen => $"{seen.Method} {seen.PathAndQuery}"));
    }

    [Theory]
    [InlineData(404, Foreign)]
    [InlineData(404, """{"Errors":[{"description":"no","code":"404"}]}""")]
    [InlineData(404, "<html>no</html>")]
    [InlineData(200, "<html>no</html>")]
    [InlineData(200, "{}")]
    [InlineData(200, "")]
    [InlineData(204, "")]
    [InlineData(302, "")]
    [InlineData(400, "{}")]
    [InlineData(401, "{}")]
    [InlineData(403, "{}")]
    [InlineData(500, "")]
    public async Task Foreign404_ThatIsNotConfirmed_IsTransient(int status, string body)
    {
        using var egnyte = new FakeEgnyte().Answers(404, Foreign).AlwaysAnswers(status, body);

        var failure = await egnyte.Failure(egnyte.Api.UpdateUserAsync(1, new() { Active = false }, egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal((EgnyteFailure.Unavailable, true), (failure.Kind, failure.MayHaveActed));
        Assert.InRange(failure.RetryAfter!.Value.TotalSeconds, 60, 120);
        Assert.Single(egnyte.Seen, seen => seen.Method == "PATCH");
    }

    [Fact]
    public async Task Foreign404_WhoseRowFailsOnce_IsConfirmedByTheNextAttempt()
    {
        using var egnyte = new FakeEgnyte().Answers(404, Foreign).Answers(503, "").Answers(200, Row);

        Assert.Equal(EgnyteFailure.NotFound, (await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop))).Kind);
    }

    [Fact]
    public async Task Foreign404_WhoseRowCannotBeReachedAtAll_IsTransient()
    {
        using var egnyte = new FakeEgnyte().Answers(404, Foreign);
        for (var i = 0; i < 3; i++)
        {
            egnyte.Throws(new HttpRequestException(HttpRequestError.NameResolutionError, "dns"));
        }

        Assert.Equal(EgnyteFailure.Unavailable, (await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop))).Kind);
    }

    [Fact]
    public async Task Foreign404_WhoseRowIsRefusedForTheDay_IsThat()
    {
        using var egnyte = new FakeEgnyte().Answers(404, Foreign).Answers(403, "", [.. OverRate, ("Retry-After", "7000")]);

        var failure = await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal(
            (EgnyteFailure.QuotaExhausted, 7000, "GET /pubapi/v2/users/{id}"), (failure.Kind, failure.RetryAfter!.Value.TotalSeconds, failure.Operation));
    }

    [Fact]
    public async Task Foreign404_WhoseRowHangs_IsTransientWithinTheDeadline()
    {
        using var egnyte = new FakeEgnyte().Answers(404, Foreign).Hangs().Hangs().Hangs();
        var began = egnyte.Time.GetUtcNow();

        Assert.Equal(EgnyteFailure.Unavailable, (await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop))).Kind);

        Assert.InRange((egnyte.Time.GetUtcNow() - began).TotalSeconds, 1, 50);
    }

    [Theory]
    [InlineData(200, Row, true)]
    [InlineData(404, Foreign, false)]
    public async Task Foreign404_ToTheRepetitionOfOurDelete_IsSuccessWhereItIsConfirmed(int status, string body, bool isDone)
    {
        using var egnyte = new FakeEgnyte().Answers(503, "").Answers(404, "").Answers(status, body);

        var delete = egnyte.Api.DeleteUserAsync(1, egnyte.Call(), FakeEgnyte.Stop);

        if (isDone)
        {
            await egnyte.Drive(delete);
            await delete;
        }
        else
        {
            Assert.Equal((EgnyteFailure.Unavailable, true), (await egnyte.Failure(delete) is var failure ? (failure.Kind, failure.MayHaveActed) : default));
        }
    }

    [Theory]
    [InlineData("<html>no</html>", null, 3)]
    [InlineData("""{"Errors":[{"description":"no","code":"404"}]}""", EgnyteFailure.NotFound, 1)]
    public async Task A404_ThatNeedsNoProof_CostsNoRow(string body, EgnyteFailure? kind, int calls)
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(404, body);

        Assert.Equal(kind ?? EgnyteFailure.Unavailable, (await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop))).Kind);

        Assert.Equal(Enumerable.Repeat("/pubapi/v2/users/1", calls), egnyte.Seen.Select(seen => seen.PathAndQuery));
    }

    private static Task Make(string method, FakeEgnyte egnyte) => method switch
    {
        "GET" => egnyte.Api.GetGroupAsync("g", egnyte.Call(), FakeEgnyte.Stop),
        "PUT" => egnyte.Api.ReplaceGroupAsync("g", new() { DisplayName = "IT" }, egnyte.Call(), FakeEgnyte.Stop),
        "PATCH" => egnyte.Api.UpdateGroupAsync("g", new() { DisplayName = "IT" }, egnyte.Call(), FakeEgnyte.Stop),
        _ => egnyte.Api.DeleteGroupAsync("g", egnyte.Call(), FakeEgnyte.Stop),
    };
}
