using Egnyte.ScimProxy.EgnyteApi;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

/// <summary>The clock of <see cref="FakeEgnyte"/> says Monday, 4 May 2026, 18:00:00 GMT, which is 1777917600 in seconds since 1970.</summary>
[Collection(nameof(OneClockForAll))]
public sealed class RetryAfterTests
{
    private const string OverQps = "ERR_403_DEVELOPER_OVER_QPS";

    private const string OverRate = "ERR_403_DEVELOPER_OVER_RATE";

    [Theory]
    [InlineData("7", 7)]
    [InlineData(" 7 ", 7)]
    [InlineData("1.5", 1.5)]
    [InlineData("0", 1)]
    [InlineData("-5", 1)]
    [InlineData("soon", 1)]
    [InlineData("", 1)]
    [InlineData("1777917630", 30)]
    [InlineData("1777917630.5", 30.5)]
    [InlineData("1777917630000", 30)]
    [InlineData("1777917000", 1)]
    [InlineData("1000000001", 1)]
    [InlineData("Mon, 04 May 2026 18:00:30 GMT", 30)]
    [InlineData("Mon, 04 May 2026 17:00:00 GMT", 1)]
    [InlineData("Monday, May 4, 2026 06:00:30 PM GMT", 30)]
    [InlineData("Monday, May 4, 2026 6:00:30 PM GMT", 30)]
    [InlineData("2026-05-04T18:00:30Z", 30)]
    [InlineData("2026-05-04T20:00:30.250+02:00", 30.25)]
    [InlineData("2026-05-04 18:00:30 UTC", 30)]
    [InlineData("86400", 3600)]
    [InlineData("999999999", 3600)]
    [InlineData("1809453600", 3600)]
    [InlineData("99999999999999999999999999999999999999", 1)]
    [InlineData("1777917630000000", 1)]
    [InlineData("253402300800", 1)]
    [InlineData("999999999999", 1)]
    [InlineData("253402300800000", 1)]
    [InlineData("999999999999999", 1)]
    public async Task Throttle_WithARetryAfterOfAnyForm_IsSecondsAndNoDay(string retryAfter, double seconds)
    {
        foreach (var header in (string[])["Retry-After", "X-Retry-After"])
        {
            using var egnyte = new FakeEgnyte().AlwaysAnswers(403, "", ("X-Mashery-Error-Code", OverQps), (header, retryAfter));

            var failure = await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(seconds: 2.5), FakeEgnyte.Stop));

            // A short wait is waited out until there is no time for another: then the limiter says when, which is a little later.
            Assert.Equal(EgnyteFailure.Throttled, failure.Kind);
            Assert.InRange(failure.RetryAfter!.Value.TotalSeconds, seconds - 0.01, (seconds * 1.2) + 0.05);
        }
    }

    [Theory]
    [InlineData("X-Quota-Reset", "Tuesday, May 5, 2026 12:00:00 AM GMT", 6 * 3600)]
    [InlineData("x-quota-reset", "Tuesday, May 5, 2026 01:00:00 AM GMT", 7 * 3600)]
    [InlineData("X-Quota-Reset", "Tue, 05 May 2026 00:00:00 GMT", 6 * 3600)]
    [InlineData("X-Quota-Reset", "1777942800", 7 * 3600)]
    [InlineData("X-Quota-Reset", "2026-05-05T01:00:00Z", 7 * 3600)]
    [InlineData("X-Quota-Reset", "Wednesday, April 17, 2024 12:00:00 AM GMT", 6 * 3600)]
    [InlineData("X-Quota-Reset", "Friday, May 5, 2028 12:00:00 AM GMT", 24 * 3600)]
    [InlineData("X-Quota-Reset", "tomorrow", 6 * 3600)]
    [InlineData("X-Retry-After", "70", 70)]
    [InlineData("Retry-After", "99999999", 24 * 3600)]
    public async Task UsedUpDay_ReturnsWhenEgnyteSays(string header, string value, int seconds)
    {
        using var egnyte = new FakeEgnyte().Answers(403, "", ("X-Mashery-Error-Code", OverRate), (header, value));

        var failure = await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal((EgnyteFailure.QuotaExhausted, seconds), (failure.Kind, failure.RetryAfter!.Value.TotalSeconds));
    }

    [Fact]
    public async Task UsedUpDay_WithRetryAfterAndReset_ReturnsAfterRetryAfter()
    {
        using var egnyte = new FakeEgnyte().Answers(
            403, "", ("X-Mashery-Error-Code", OverRate), ("X-Quota-Reset", "Tuesday, May 5, 2026 12:00:00 AM GMT"), ("Retry-After", "100"),
            ("X-Retry-After", "200"));

        Assert.Equal(100, (await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop))).RetryAfter!.Value.TotalSeconds);
    }
}
