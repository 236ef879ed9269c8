using System.Text;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Pipeline;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

/// <summary>behaviour.md §5: a code of the gateway has precedence over status and body.</summary>
[Collection(nameof(OneClockForAll))]
public sealed class MasheryTests
{
    private const string Header = "X-Mashery-Error-Code";

    private static readonly (string Code, EgnyteFailure Kind)[] Codes =
    [
        ("ERR_403_DEVELOPER_OVER_QPS", EgnyteFailure.Throttled),
        ("ERR_403_SERVICE_OVER_QPS", EgnyteFailure.Throttled),
        ("ERR_403_DEVELOPER_OVER_RATE", EgnyteFailure.QuotaExhausted),
        ("ERR_403_SERVICE_OVER_RATE", EgnyteFailure.Unavailable),
        ("ERR_403_DEVELOPER_INACTIVE", EgnyteFailure.TokenRejected),
        ("ERR_403_NOT_AUTHORIZED", EgnyteFailure.TokenRejected),
        ("ERR_401_INVALID_OR_EXPIRED_TOKEN", EgnyteFailure.TokenRejected),
        ("ERR_403_DEVELOPER_UNKNOWN_REFERER", EgnyteFailure.Forbidden),
        ("ERR_403_SERVICE_REQUIRES_SSL", EgnyteFailure.Forbidden),
    ];

    private static readonly string[] Bodies =
        [
            "", "{}", """{"message":"no"}""", """{"Errors":[{"description":"User 1 not found.","code":"404"}]}""", "<html>no</html>",
            "<?xml version=\"1.0\"?><h1>no</h1>", "plain", "{\"cut",
        ];

    private static readonly int[] Statuses = [200, 302, 400, 401, 403, 404, 409, 429, 500, 503, 596];

    public static TheoryData<string, EgnyteFailure, int> EachCodeWithEachStatus =>
        [.. from code in Codes from status in Statuses select (code.Code, code.Kind, status)];

    [Theory]
    [MemberData(nameof(EachCodeWithEachStatus))]
    public async Task Code_WithAnyStatusAndBody_HasOneMeaning(string code, EgnyteFailure kind, int status)
    {
        foreach (var body in Bodies)
        {
            using var egnyte = new FakeEgnyte();
            egnyte.AlwaysAnswers(status, body, (Header, code), ("Retry-After", "100"));

            var failure = await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));

            Assert.Equal((kind, code), (failure.Kind, failure.ErrorCode));
        }
    }

    [Theory]
    [InlineData("err_403_not_authorized")]
    [InlineData("  ERR_403_NOT_AUTHORIZED  ")]
    [InlineData("ERR_403_NOT_AUTHORIZED\tx")]
    public async Task Code_InAnotherSpelling_IsTheSame(string code)
    {
        using var egnyte = new FakeEgnyte().Answers(403, "", (Header, code)).Answers(403, "", (Header, code), (Header, code));

        Assert.Equal(EgnyteFailure.TokenRejected, (await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop))).Kind);
        Assert.Equal(EgnyteFailure.TokenRejected, (await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop))).Kind);
    }

    [Theory]
    [InlineData(403, "<h1>Developer Over Qps</h1>", EgnyteFailure.Throttled)]
    [InlineData(403, "<?xml version=\"1.0\" encoding=\"utf-8\"?><h1>Service Over Qps</h1>", EgnyteFailure.Throttled)]
    [InlineData(403, "<h1 class=\"x\">developer&nbsp;over&nbsp;rate</h1>", EgnyteFailure.QuotaExhausted)]
    [InlineData(403, "<h1>Service Over Rate</h1>", EgnyteFailure.Unavailable)]
    [InlineData(403, "<h1>Developer Inactive</h1>", EgnyteFailure.TokenRejected)]
    [InlineData(403, "<h1>Not Authorized</h1>", EgnyteFailure.TokenRejected)]
    [InlineData(403, "<h1>Unknown Referer</h1>", EgnyteFailure.Forbidden)]
    [InlineData(403, "<h1>Service Requires SSL</h1>", EgnyteFailure.Forbidden)]
    [InlineData(429, """{"message":"Developer Over Rate"}""", EgnyteFailure.QuotaExhausted)]
    [InlineData(403, """{"message":"no","code":"ERR_403_NOT_AUTHORIZED"}""", EgnyteFailure.TokenRejected)]

    // Egnyte's own words for a missing permission.
    [InlineData(403, """{"message":"Not Authorized"}""", EgnyteFailure.Forbidden)]
    [InlineData(403, """{"message":"no","code":"NOT_AUTHORIZED"}""", EgnyteFailure.Forbidden)]
    [InlineData(403, """{"message":"You are not authorized to do this"}""", EgnyteFailure.Forbidden)]
    [InlineData(403, "<h1>You are Not Authorized</h1>", EgnyteFailure.Unavailable)]
    [InlineData(400, """{"message":"Developer Over Rate is no valid name"}""", EgnyteFailure.InvalidInput)]
    [InlineData(503, "<h1>Developer Inactive</h1>", EgnyteFailure.Unavailable)]
    [InlineData(596, "<h1>Service Not Found</h1>", EgnyteFailure.Unavailable)]
    public async Task Text_WithoutTheHeader_SpeaksForMasheryWhereItIsKnown(int status, string body, EgnyteFailure kind)
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(status, body, ("Retry-After", "100"));

        Assert.Equal(kind, (await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop))).Kind);
    }

    [Fact]
    public async Task ServiceOverRate_LeavesTheTokensQuotaUntouched()
    {
        using var egnyte = new FakeEgnyte()
            .Answers(200, FakeEgnyte.User)
            .Answers(403, "", (Header, "ERR_403_SERVICE_OVER_RATE"), ("Retry-After", "100"))
            .Answers(200, FakeEgnyte.User);
        await egnyte.Finish(egnyte.Api.GetUserAsync(12408258604, egnyte.Call(), FakeEgnyte.Stop));

        var failure = await egnyte.Failure(egnyte.Api.GetUserAsync(12408258604, egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal((EgnyteFailure.Unavailable, 100), (failure.Kind, failure.RetryAfter!.Value.TotalSeconds));
        Assert.Null(Assert.Single(egnyte.Connection.Tokens).ExhaustedFor);
        await egnyte.Finish(egnyte.Api.GetUserAsync(12408258604, egnyte.Call(), FakeEgnyte.Stop));
    }

    /// <summary>Two requests with invented tokens stopped a tenant, deactivations included.</summary>
    [Theory]
    [InlineData(400, "<html>no</html>")]
    [InlineData(403, "<html>blocked</html>")]
    [InlineData(403, "<?xml version=\"1.0\"?><error>no</error>")]
    [InlineData(404, "<html>no</html>")]
    [InlineData(404, "{}")]
    [InlineData(408, "")]
    [InlineData(403, "<h1>Service Over Rate</h1>")]
    public async Task A4xx_AsOftenAsItComes_IsNoOutageOfTheDomain(int status, string body)
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(status, body);
        for (var i = 0; i < 20; i++)
        {
            var failure = await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));
            Assert.Equal(EgnyteFailure.Unavailable, failure.Kind);
            Assert.InRange(failure.RetryAfter!.Value.TotalSeconds, 60, 120);
        }

        Assert.Equal((EgnyteBreakerState.Closed, null), (egnyte.Connection.Breaker, egnyte.Connection.OutageSince));
        egnyte.Answers(200, FakeEgnyte.User);
        await egnyte.Finish(egnyte.Api.GetUserAsync(12408258604, egnyte.Call(), FakeEgnyte.Stop));
    }

    [Theory]
    [InlineData(403, "ERR_403_NOT_AUTHORIZED")]
    [InlineData(401, "ERR_401_INVALID_OR_EXPIRED_TOKEN")]
    [InlineData(403, "ERR_403_DEVELOPER_INACTIVE")]
    public async Task UnknownTokens_AsOftenAsTheyCome_AreNoOutageOfTheDomain(int status, string code)
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(status, "<h1>no</h1>", (Header, code));
        for (var i = 0; i < 20; i++)
        {
            var failure = await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(token: $"unknown {i}"), FakeEgnyte.Stop));
            Assert.Equal(EgnyteFailure.TokenRejected, failure.Kind);
        }

        Assert.Equal((EgnyteBreakerState.Closed, null), (egnyte.Connection.Breaker, egnyte.Connection.OutageSince));
        egnyte.Answers(200, FakeEgnyte.User);
        await egnyte.Finish(egnyte.Api.GetUserAsync(12408258604, egnyte.Call(token: "known"), FakeEgnyte.Stop));
    }

    [Fact]
    public async Task ErrorText_ThatIsNoUtf8_LeavesStatusAndRetryAfter()
    {
        var latin1 = Encoding.Latin1.GetBytes("""{"clé":"x","message":"Trop de requêtes","code":"É"}""");
        using var egnyte = new FakeEgnyte()
            .Answers(401, latin1)
            .Answers(429, latin1, ("Retry-After", "1000"))
            .Answers(400, latin1)
            .Answers(400, Encoding.UTF8.GetBytes("""{"message":"\ud800"}"""));

        var failures = new List<EgnyteApiException>();
        for (var i = 0; i < 4; i++)
        {
            failures.Add(await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(token: $"token {i}"), FakeEgnyte.Stop)));
        }

        Assert.Equal(
            [EgnyteFailure.TokenRejected, EgnyteFailure.Throttled, EgnyteFailure.InvalidInput, EgnyteFailure.InvalidInput],
            failures.Select(failure => failure.Kind));
        Assert.Equal(1000, failures[1].RetryAfter!.Value.TotalSeconds);
        Assert.Equal("Trop de requ\ufffdtes", failures[2].Reason);
    }
}
