using System.Globalization;

namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>What a response says of a token's calls (JS, NET, GO2); null for each number that is missing.</summary>
/// <param name="ThisSecond"><c>X-Accesstoken-Qps-Current</c>.</param>
/// <param name="Allotted"><c>X-Accesstoken-Qps-Allotted</c>, calls per second.</param>
/// <param name="Today"><c>X-Accesstoken-Quota-Current</c>.</param>
/// <param name="AllottedToday"><c>X-Accesstoken-Quota-Allotted</c>.</param>
internal readonly record struct TokenCounts(int? ThisSecond, int? Allotted, int? Today, int? AllottedToday)
{
    public static TokenCounts Of(HttpResponseMessage response) => new(
        NumberIn(response, "X-Accesstoken-Qps-Current"),
        NumberIn(response, "X-Accesstoken-Qps-Allotted") is { } allotted ? Math.Max(1, allotted) : null,
        NumberIn(response, "X-Accesstoken-Quota-Current"),
        NumberIn(response, "X-Accesstoken-Quota-Allotted"));

    private static int? NumberIn(HttpResponseMessage response, string header) =>
        response.Headers.NonValidated.TryGetValues(header, out var values)
        && int.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
