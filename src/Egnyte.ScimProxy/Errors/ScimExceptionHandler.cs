using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Scim;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;

namespace Egnyte.ScimProxy.Errors;

/// <summary>The one door through which failures leave: the log gets the cause, the client our text, both the same request id.</summary>
internal sealed partial class ScimExceptionHandler(ScimProxyMetrics metrics, ILogger<ScimExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        await WriteAsync(httpContext, ToScimError(httpContext, exception));
        return true;
    }

    /// <summary>Answers of the platform that have no body (an unknown path, a wrong method) in SCIM's form.</summary>
    public static Task WriteStatusAsync(StatusCodeContext context) => WriteAsync(context.HttpContext, context.HttpContext.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => ScimError.NotFound("There is nothing at this address. The base URL of a SCIM integration ends in /scim/v2, with /Users and /Groups below it."),
        StatusCodes.Status405MethodNotAllowed => ScimError.MethodNotAllowed($"{context.HttpContext.Request.Method} is not offered here."),
        StatusCodes.Status413PayloadTooLarge => ScimError.PayloadTooLarge("The request is too large."),
        StatusCodes.Status415UnsupportedMediaType => ScimError.UnsupportedMediaType($"Content-Type must be {ScimResults.MediaType} or application/json."),
        var status => new ScimError(status, null, $"The request cannot be answered (HTTP {status})."),
    });

    private ScimError ToScimError(HttpContext context, Exception exception)
    {
        var call = context.Features.Get<ScimCall>();
        switch (exception)
        {
            case ScimException refused:
                if (HttpMethods.IsGet(context.Request.Method))
                {
                    Log.ReadRefused(logger, context.Request.Method, RouteOf(context), refused.Error.Status, refused.Error.ScimType, context.TraceIdentifier);
                }
                else
                {
                    Log.WriteRefused(logger, context.Request.Method, RouteOf(context), refused.Error.Status, refused.Error.ScimType, context.TraceIdentifier);
                }

                return refused.Error;
            case EgnyteApiException failure:
                if (failure.Kind is EgnyteFailure.TokenRefused && call is not null)
                {
                    call.Tenant.Connection.Users.Forget(call.Call.TokenHash);
                }

                if (failure.Kind is EgnyteFailure.NotFound && HttpMethods.IsGet(context.Request.Method))
                {
                    Log.ReadRefused(logger, context.Request.Method, RouteOf(context), StatusCodes.Status404NotFound, null, context.TraceIdentifier);
                    return EgnyteErrors.ToScimError(failure, call?.Tenant.Profile, Caller.Of(context));
                }

                metrics.EgnyteFailed(call?.Tenant.Name, failure.Kind);
                Log.EgnyteFailed(logger, call?.Tenant.Name, failure.Operation, failure.Kind, failure.Status is { } status ? (int)status : null, failure.ErrorCode, context.TraceIdentifier, failure.InnerException?.GetType().Name);
                return EgnyteErrors.ToScimError(failure, call?.Tenant.Profile, Caller.Of(context));
            case BadHttpRequestException unreadable:
                return unreadable.StatusCode is StatusCodes.Status413PayloadTooLarge
                    ? ScimError.PayloadTooLarge($"The body is larger than {ScimBody.MaxBytes / 1024 / 1024} MiB.")
                    : new ScimError(unreadable.StatusCode, unreadable.StatusCode is StatusCodes.Status400BadRequest ? "invalidSyntax" : null, "The request could not be read.");
            default:
                Log.Unexpected(logger, exception, context.Request.Method, RouteOf(context), context.TraceIdentifier);
                return ScimError.Internal($"The proxy failed in a way that nobody foresaw: its log names the cause under request {context.TraceIdentifier}.");
        }
    }

    // The route, not the path: what stands where an id belongs may be an e-mail address.
    private static string RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "an unknown path";

    private static Task WriteAsync(HttpContext context, ScimError error)
    {
        if (error.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers[HeaderNames.RetryAfter] = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (error.Status is StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        }

        return JsonBuffer.SendAsync(context.Response, error.Status, error, static (writer, body) => body.WriteTo(writer), context.RequestAborted);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.ReadRefused, LogLevel.Debug, "{Method} {Route}: {Status} {ScimType}. Request {RequestId}.")]
        public static partial void ReadRefused(ILogger logger, string method, string route, int status, string? scimType, string requestId);

        [LoggerMessage(EventIds.WriteRefused, LogLevel.Warning, "{Method} {Route}: {Status} {ScimType}. Request {RequestId}.")]
        public static partial void WriteRefused(ILogger logger, string method, string route, int status, string? scimType, string requestId);

        [LoggerMessage(EventIds.EgnyteFailed, LogLevel.Warning, "Tenant {Tenant}: {Operation} failed as {Kind} (HTTP {Status}, {ErrorCode}, {Cause}). Request {RequestId}.")]
        public static partial void EgnyteFailed(ILogger logger, string? tenant, string operation, EgnyteFailure kind, int? status, string? errorCode, string requestId, string? cause);

        [LoggerMessage(EventIds.UnexpectedFailure, LogLevel.Error, "{Method} {Route} failed. Request {RequestId}.")]
        public static partial void Unexpected(ILogger logger, Exception exception, string method, string route, string requestId);
    }
}
