using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Errors;

/// <summary>
/// The error of a request that the client must retry: Retry-After in whole seconds (Okta reads no other form), and that Okta retries by
/// itself.
/// </summary>
internal static class RetryLater
{
    /// <summary>Ten attempts, the first after 90 s, last longer than the day whose quota is exhausted.</summary>
    public const int LeastForQuota = 90;

    /// <summary>Ten attempts from 15 s on, each wait double the one before, outlast four hours.</summary>
    private const int LeastForOkta = 15;

    /// <param name="status">429 or 503.</param>
    /// <param name="what">Why, as the beginning of a sentence.</param>
    /// <param name="wait">When the client's turn comes.</param>
    /// <param name="errorContext">The client: Okta gets at least the wait that its ten attempts need.</param>
    /// <param name="least">The shortest wait in seconds.</param>
    /// <param name="most">The longest wait in seconds.</param>
    public static ScimError After(int status, string what, TimeSpan wait, ErrorContext errorContext, int least = 1, int most = int.MaxValue)
    {
        var seconds = Math.Clamp((int)Math.Ceiling(wait.TotalSeconds), errorContext.IsOkta ? Math.Max(least, LeastForOkta) : least, most);
        return ScimError.Unavailable(
            status,
            $"{what}. Try again in {seconds} "
            + $"s{(errorContext.IsOkta && status == StatusCodes.Status429TooManyRequests ? "; Okta does so by itself" : "")}. (request "
            + $"{errorContext.RequestId})", seconds);
    }
}
