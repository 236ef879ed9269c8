using Egnyte.ScimProxy.Simulator.Http;

namespace Egnyte.ScimProxy.Simulator.Gateway;

/// <summary>What the gateway in front of Egnyte answers by itself.</summary>
internal static class MasheryAnswers
{
    public static Answer OverQps { get; } = Refused("ERR_403_DEVELOPER_OVER_QPS", "Developer Over Qps", 1);

    public static Answer Inactive { get; } = Refused("ERR_403_DEVELOPER_INACTIVE", "Developer Inactive", null);

    /// <summary>The form that newer sources show.</summary>
    public static Answer TooManyRequests { get; } =
        Answer.Of(429, """{"message":"Developer Over Qps"}"""u8.ToArray()) with { RetryAfter = 1 };

    public static Answer Unauthorized { get; } = Errors.Coded(401, "UNAUTHORIZED", "The access token is missing or not known.");

    public static Answer Down { get; } = Errors.Message(503, "Service Unavailable");

    /// <summary>The day's calls return at midnight UTC.</summary>
    public static Answer OverRate(DateTimeOffset now)
    {
        var midnight = new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        return Refused("ERR_403_DEVELOPER_OVER_RATE", "Developer Over Rate", SecondsUntil(midnight, now));
    }

    public static int SecondsUntil(DateTimeOffset then, DateTimeOffset now) => Math.Max(1, (int)Math.Ceiling((then - now).TotalSeconds));

    private static Answer Refused(string code, string title, int? retryAfter) =>
        Answer.Html(403, $"<h1>{title}</h1>") with { MasheryErrorCode = code, RetryAfter = retryAfter };
}
