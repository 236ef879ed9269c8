using System.Text;
using Egnyte.ScimProxy.Simulator.Http;

namespace Egnyte.ScimProxy.Simulator.Gateway;

/// <summary>What the gateway in front of Egnyte answers by itself.</summary>
internal static class MasheryAnswers
{
    public static Answer Inactive { get; } = Forbidden("ERR_403_DEVELOPER_INACTIVE", "Developer Inactive", null);

    /// <summary>The form that newer sources show.</summary>
    public static Answer TooManyRequests { get; } = TooMany("Developer Over Qps", 1) with { IsThrottle = true };

    public static Answer Unauthorized { get; } = Errors.Coded(401, "UNAUTHORIZED", "The access token is missing or not known.");

    public static Answer Down { get; } = Errors.Message(503, "Service Unavailable");

    public static Answer OverQps(SimulatorDialect dialect) =>
        dialect.ThrottleStatus == 429 ? TooManyRequests : Forbidden("ERR_403_DEVELOPER_OVER_QPS", "Developer Over Qps", 1) with { IsThrottle = true };

    /// <summary>The day's calls return at midnight UTC.</summary>
    public static Answer OverRate(SimulatorDialect dialect, DateTimeOffset now)
    {
        var seconds = SecondsUntil(new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero), now);
        return dialect.ThrottleStatus == 429
            ? TooMany("Developer Over Rate", seconds)
            : Forbidden("ERR_403_DEVELOPER_OVER_RATE", "Developer Over Rate", seconds);
    }

    public static int SecondsUntil(DateTimeOffset then, DateTimeOffset now) => Math.Max(1, (int)Math.Ceiling((then - now).TotalSeconds));

    private static Answer TooMany(string title, int retryAfter) =>
        Answer.Of(429, Encoding.UTF8.GetBytes($$"""{"message":"{{title}}"}""")) with { RetryAfter = retryAfter };

    private static Answer Forbidden(string code, string title, int? retryAfter) =>
        Answer.Html(403, $"<h1>{title}</h1>") with { MasheryErrorCode = code, RetryAfter = retryAfter };
}
