using System.Globalization;

namespace Egnyte.ScimProxy.EgnyteApi.Answers;

/// <summary>How long an answer asks to wait, in each form that was recorded or that gateways use; null where it says nothing that can be read.</summary>
internal static class RetryAfter
{
    /// <summary>A larger number is no wait of 30 years but a time in seconds since 1970, as some gateways send it.</summary>
    private const long LeastEpochSeconds = 1_000_000_000;

    private const long LeastEpochMilliseconds = LeastEpochSeconds * 1000;

    /// <summary>The end of the year 9999, which is as far as a date goes.</summary>
    private const long MostEpochMilliseconds = 253_402_300_799_999;

    /// <summary>Retry-After (RFC 9110 §10.2.3); <c>X-Retry-After</c> is that of Egnyte's plug-in for Kong.</summary>
    public static TimeSpan? Of(HttpResponseMessage response, TimeProvider time) => Read(response, "Retry-After", time) ?? Read(response, "X-Retry-After", time);

    /// <summary>When the day's quota returns; a time that has passed says nothing of the next day.</summary>
    public static TimeSpan? OfQuota(HttpResponseMessage response, TimeProvider time) =>
        Read(response, "X-Quota-Reset", time) is { } wait && wait > TimeSpan.Zero ? wait : null;

    private static TimeSpan? Read(HttpResponseMessage response, string header, TimeProvider time)
    {
        if (!response.Headers.NonValidated.TryGetValues(header, out var values))
        {
            return null;
        }

        // Where the header is repeated, its first value.
        using var each = values.GetEnumerator();
        return each.MoveNext() ? Parse(each.Current.Trim(), time.GetUtcNow()) : null;
    }

    private static TimeSpan? Parse(string text, DateTimeOffset now)
    {
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return number switch
            {
                < LeastEpochSeconds => TimeSpan.FromSeconds((double)number),
                < LeastEpochMilliseconds => AtEpoch(number * 1000, now),
                _ => AtEpoch(number, now),
            };
        }

        // RFC 1123, ISO 8601, and "Wednesday, April 17, 2024 12:00:00 AM GMT", which was recorded. A text without a time of day is no date.
        return text.Contains(':', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(
                text.Replace("UTC", "GMT", StringComparison.Ordinal), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
                ? date - now
                : null;
    }

    private static TimeSpan? AtEpoch(decimal milliseconds, DateTimeOffset now) =>
        milliseconds <= MostEpochMilliseconds ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) - now : null;
}
