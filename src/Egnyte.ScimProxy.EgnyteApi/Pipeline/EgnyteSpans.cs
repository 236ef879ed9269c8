using System.Diagnostics;

namespace Egnyte.ScimProxy.EgnyteApi.Pipeline;

/// <summary>
/// Spans of calls: the time in the queue, and each attempt with its network time, by OpenTelemetry's conventions for HTTP clients. Routes, never ids.
/// </summary>
internal static class EgnyteSpans
{
    private static readonly TimeSpan WorthASpan = TimeSpan.FromMilliseconds(1);

    private static readonly ActivitySource Source = new(EgnyteConnection.ActivitySource);

    /// <summary>A span of the time that a call waited for the rate limit until now; none where it was sent at once.</summary>
    /// <param name="callState">The call.</param>
    /// <param name="time">How long it waited.</param>
    /// <param name="isSent">Whether it was sent then, and not rejected.</param>
    public static void AddQueued(CallState callState, TimeSpan time, bool isSent)
    {
        if (Source.HasListeners() && (time > WorthASpan || !isSent))
        {
            var now = TimeProvider.System.GetUtcNow(); // the clock of all spans
            using var span = Source.StartActivity("queue", ActivityKind.Internal, parentContext: default, startTime: now - time);
            span?.SetTag("scim_proxy.egnyte.priority", callState.Call.Priority.ToString())
                .SetTag("scim_proxy.egnyte.sent", isSent)
                .SetEndTime(now.UtcDateTime);
        }
    }

    public static Activity? StartAttempt(CallState callState, Uri? address)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var span = Source.StartActivity(callState.Operation, ActivityKind.Client);
        span?.SetTag("http.request.method", callState.Method)
            .SetTag("url.template", callState.Route)
            .SetTag("server.address", address?.Host);
        if (callState.Faults + callState.Throttles is > 0 and var resends)
        {
            span?.SetTag("http.request.resend_count", resends);
        }

        return span;
    }

    /// <param name="span">The attempt; ends here.</param>
    /// <param name="outcome">As in metrics.</param>
    /// <param name="status">The status of Egnyte's response; null without one.</param>
    public static void EndAttempt(Activity? span, string outcome, int? status)
    {
        using (span)
        {
            if (span is null)
            {
                return;
            }

            if (status is not null)
            {
                span.SetTag("http.response.status_code", status);
            }

            if (outcome != "Ok")
            {
                span.SetTag("error.type", outcome).SetStatus(ActivityStatusCode.Error);
            }
        }
    }
}
