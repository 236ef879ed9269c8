namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>Another value of a header that the proxy reads, or that it must not trust.</summary>
internal static class HeaderMutations
{
    private static readonly string[] Names =
    [
        "Retry-After", "X-Retry-After", "X-Quota-Reset", "X-Accesstoken-Qps-Allotted", "X-Accesstoken-Qps-Current", "X-Accesstoken-Quota-Allotted",
        "X-Accesstoken-Quota-Current",
        "X-Mashery-Error-Code", "X-Mashery-Responder", "x-egnyte-request-id", "Content-Type", "Content-Type", "Content-Language", "ETag", "Set-Cookie",
        "Date", "Location", "WWW-Authenticate", "Connection", "Age",
    ];

    // No wait between 10 s and 50 s: the proxy waits it out, and the clock of these tests jumps over shorter ones only.
    private static readonly string[] Values =
    [
        "", " ", "0", "1", "2", "-1", "-9999999999", "1.5", "1e3", "NaN", "Infinity", "00000000000000000000001", "2147483647", "2147483648",
        "9223372036854775807", "99999999999999999999999", "0x10", "1, 2", "1;2", "a", "\u00E9",
        "Wednesday, April 17, 2024 12:00:00 AM GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "2026-06-15T12:00:05Z",
        "2026-06-15T12:00:05+14:00", "12:00", "1781524805", "1781524805000", "253402300799999", "tomorrow",
        "text/html", "application/json; charset=utf-16", "application/json; charset=\"", "application/xml", ";", "application/json, text/html",
        "multipart/mixed", "\"", "\t1",
        "ERR_403_DEVELOPER_OVER_QPS", "ERR_403_DEVELOPER_OVER_RATE", "ERR_403_DEVELOPER_INACTIVE", "ERR_000", "close",
    ];

    public static AnswerMutation Of(TrueAnswer answer, Random random)
    {
        var (name, value) = (Names[random.Next(Names.Length)], Values[random.Next(Values.Length)]);
        var status = random.Next(3) switch { 0 => 429, 1 => 503, _ => answer.Status };
        return new AnswerMutation($"{name}: {value} with status {status}", status, answer.Body)
        {
            Headers = random.Next(6) == 0 ? [(name, value), (name, Values[random.Next(Values.Length)])] : [(name, value)],
        };
    }
}
