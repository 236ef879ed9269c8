using System.Collections.Frozen;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Http.Bodies;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Telemetry;
using Egnyte.ScimProxy.Tenants;
using Microsoft.AspNetCore.Diagnostics;

namespace Egnyte.ScimProxy.Errors;

/// <summary>What a failure is told as: the log gets the cause, the client our text, both the same request id.</summary>
internal sealed partial class ScimFailures(ScimProxyMetrics metrics, ILogger<ScimFailures> logger)
{
    private static readonly FrozenSet<string> Methods =
        FrozenSet.Create(StringComparer.Ordinal, "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    public ScimError ToScimError(HttpContext context, Exception exception)
    {
        var call = context.Features.Get<ScimCall>();
        switch (exception)
        {
            case ScimException refused:
                if (HttpMethods.IsGet(context.Request.Method) || refused.Error.RetryAfterSeconds is not null)
                {
                    Log.ReadRefused(
                        logger,
                        call?.Tenant.Name,
                        MethodOf(context),
                        RouteOf(context),
                        refused.Error.Status,
                        refused.Error.ScimType);
                }
                else
                {
                    Log.WriteRefused(
                        logger,
                        call?.Tenant.Name,
                        MethodOf(context),
                        RouteOf(context),
                        refused.Error.Status,
                        refused.Error.ScimType);
                }

                return refused.Error;
            case EgnyteApiException failure:
                if (failure.Kind is EgnyteFailure.TokenRejected && call is not null)
                {
                    call.Egnyte.InvalidateToken();
                }

                if (call?.Tenant.Name is UnknownTenants.Name)
                {
                    Log.UnknownTenant(logger, call.Mapping.Settings.Name);
                }
                else
                {
                    Tell(context, call?.Tenant.Name, failure);
                }

                return EgnyteErrors.ToScimError(failure, call?.Mapping.Profile, ErrorContext.Of(context));
            case BadHttpRequestException unreadable:
                return unreadable.StatusCode switch
                {
                    StatusCodes.Status413PayloadTooLarge => ScimError.PayloadTooLarge($"The body is larger than {ScimBody.MaxBytes / 1024 / 1024} MiB."),
                    StatusCodes.Status408RequestTimeout =>
                        new ScimError(unreadable.StatusCode, null, "The body did not arrive in time. Send it again, faster."),
                    StatusCodes.Status400BadRequest => ScimError.InvalidSyntax("The request could not be read."),
                    var status => new ScimError(status, null, "The request could not be read."),
                };
            default:
                Log.Unexpected(logger, exception, call?.Tenant.Name, MethodOf(context), RouteOf(context));
                return ScimError.Internal($"Internal error: the proxy's log names the cause under request {context.TraceIdentifier}.");
        }
    }

    /// <summary>A missing resource is an answer to a read, and a call that the proxy did not send is no failure of Egnyte.</summary>
    private void Tell(HttpContext context, string? tenant, EgnyteApiException failure)
    {
        if (failure.Kind is EgnyteFailure.NotFound && HttpMethods.IsGet(context.Request.Method))
        {
            Log.ReadRefused(logger, tenant, MethodOf(context), RouteOf(context), StatusCodes.Status404NotFound, null);
        }
        else if (failure.IsRejected)
        {
            metrics.CallDeferred(tenant, failure.Kind);
            Log.CallDeferred(logger, tenant, failure.Operation, failure.Kind, failure.RetryAfter?.TotalSeconds);
        }
        else
        {
            metrics.EgnyteFailed(tenant, failure.Kind);
            Log.EgnyteFailed(
                logger,
                tenant,
                failure.Operation,
                failure.Kind,
                failure.Cause,
                (int?)failure.Status,
                failure.ErrorCode,
                failure.EgnyteRequestId);
        }
    }

    // The handler of exceptions has taken the endpoint off the request by now.
    // The route, not the path: what stands where an id belongs may be an e-mail address.
    internal static string RouteOf(HttpContext context) =>
        ((context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint()) as RouteEndpoint)?.RoutePattern.RawText ?? "an unknown path";

    /// <summary>The method of a request for logs and spans. A client may send any word; OpenTelemetry has _OTHER for those that HTTP does not know.</summary>
    internal static string MethodOf(HttpContext context) => Methods.Contains(context.Request.Method) ? context.Request.Method : "_OTHER";

    private static partial class Log
    {
        [LoggerMessage(EventIds.ReadRefused, LogLevel.Debug, "Tenant {Tenant}: {Method} {Route}: {Status} {ScimType}.")]
        public static partial void ReadRefused(ILogger logger, string? tenant, string method, string route, int status, string? scimType);

        [LoggerMessage(EventIds.WriteRefused, LogLevel.Warning, "Tenant {Tenant}: {Method} {Route}: {Status} {ScimType}.")]
        public static partial void WriteRefused(ILogger logger, string? tenant, string method, string route, int status, string? scimType);

        [LoggerMessage(EventIds.EgnyteFailed, LogLevel.Warning, "Tenant {Tenant}: {Operation} failed as {Kind}: {Cause}.")]
        public static partial void EgnyteFailed(
            ILogger logger,
            string? tenant,
            string operation,
            EgnyteFailure kind,
            string cause,
            int? status,
            string? errorCode,
            string? egnyteRequestId);

        [LoggerMessage(
            EventIds.CallDeferred,
            LogLevel.Information,
            "Tenant {Tenant}: {Operation} was not sent ({Kind}): the client may retry after {Seconds:F0} s.")]
        public static partial void CallDeferred(ILogger logger, string? tenant, string operation, EgnyteFailure kind, double? seconds);

        [LoggerMessage(EventIds.UnknownTenant, LogLevel.Warning, "Answered 401: no tenant {TenantName} is configured.")]
        public static partial void UnknownTenant(ILogger logger, string tenantName);

        [LoggerMessage(EventIds.UnexpectedFailure, LogLevel.Error, "Tenant {Tenant}: {Method} {Route} failed.")]
        public static partial void Unexpected(ILogger logger, Exception exception, string? tenant, string method, string route);
    }
}
