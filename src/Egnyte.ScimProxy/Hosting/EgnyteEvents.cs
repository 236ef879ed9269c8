using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Telemetry;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>What an operator hears of a tenant's Egnyte: its outages, its throttles, its quota.</summary>
internal sealed partial class EgnyteEvents(ScimProxyMetrics metrics, ILogger<EgnyteEvents> logger)
{
    public Action<EgnyteEvent> Of(string tenant) => notice => Tell(tenant, notice);

    public Action<EgnyteAttempt> AttemptsOf(string tenant) => attempt => metrics.CallEnded(tenant, attempt);

    private void Tell(string tenant, EgnyteEvent notice)
    {
        // Enough of the hash to tell two tokens of a tenant apart.
        var token = notice.Token?.ToString()[..8];
        switch (notice.Kind)
        {
            case EgnyteEventKind.BreakerOpened:
                metrics.OutageBegan(tenant);
                Log.BreakerOpened(logger, tenant);
                break;
            case EgnyteEventKind.BreakerClosed:
                Log.BreakerClosed(logger, tenant);
                break;
            case EgnyteEventKind.Throttled:
                metrics.Throttled(tenant);
                Log.Throttled(logger, tenant, token, notice.Wait?.TotalSeconds);
                break;
            case EgnyteEventKind.QuotaLow:
                Log.QuotaLow(logger, tenant, token, notice.Percent, notice.CallsLeft);
                break;
            case EgnyteEventKind.QuotaExhausted:
                Log.QuotaExhausted(logger, tenant, token, notice.Wait?.TotalMinutes);
                break;
            case EgnyteEventKind.AnswerUnusable:
                Log.AnswerUnusable(logger, tenant, notice.Operation, notice.Flaw);
                break;
            default:
                Log.QuotaRenewed(logger, tenant, token);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventIds.EgnyteAnswerUnusable,
            LogLevel.Warning,
            "Tenant {Tenant}: the 2xx of Egnyte, or of a gateway before it, to {Operation} is unusable: {Flaw}. The proxy did not act on it. "
            + "If this repeats, compare the answer with Egnyte's documentation.")]
        public static partial void AnswerUnusable(ILogger logger, string tenant, string? operation, string? flaw);

        [LoggerMessage(
            EventIds.BreakerOpened,
            LogLevel.Warning,
            "Tenant {Tenant}: Egnyte is unavailable. Calls are rejected at once, except one probe every few seconds; clients get a Retry-After.")]
        public static partial void BreakerOpened(ILogger logger, string tenant);

        [LoggerMessage(EventIds.BreakerClosed, LogLevel.Information, "Tenant {Tenant}: Egnyte answers again.")]
        public static partial void BreakerClosed(ILogger logger, string tenant);

        [LoggerMessage(
            EventIds.Throttled,
            LogLevel.Debug,
            "Tenant {Tenant}: Egnyte throttled token {Token} for {Seconds} s, although the rate limit was kept: something else uses the token too, "
            + "or the network delays some calls more than others.")]
        public static partial void Throttled(ILogger logger, string tenant, string? token, double? seconds);

        [LoggerMessage(
            EventIds.QuotaLow,
            LogLevel.Warning,
            "Tenant {Tenant}: at most {Percent} % of the day's Egnyte calls of token {Token} are left, {CallsLeft} of them. Egnyte raises the "
            + "limit on request.")]
        public static partial void QuotaLow(ILogger logger, string tenant, string? token, int? percent, int? callsLeft);

        [LoggerMessage(
            EventIds.QuotaExhausted,
            LogLevel.Warning,
            "Tenant {Tenant}: the daily quota of Egnyte token {Token} is exhausted; it is renewed in {Minutes:F0} min. Nothing is provisioned "
            + "until then; clients get a Retry-After.")]
        public static partial void QuotaExhausted(ILogger logger, string tenant, string? token, double? minutes);

        [LoggerMessage(EventIds.QuotaRenewed, LogLevel.Information, "Tenant {Tenant}: Egnyte takes calls of token {Token} again.")]
        public static partial void QuotaRenewed(ILogger logger, string tenant, string? token);
    }
}
