using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Scim;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;

namespace Egnyte.ScimProxy.Errors;

/// <summary>The one door through which failures leave.</summary>
internal sealed class ScimExceptionHandler(ScimFailures failures) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        await WriteAsync(httpContext, failures.ToScimError(httpContext, exception));
        return true;
    }

    /// <summary>Answers of the platform that have no body (an unknown path, a wrong method) in SCIM's form.</summary>
    public static Task WriteStatusAsync(StatusCodeContext context) => WriteAsync(context.HttpContext, context.HttpContext.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => ScimError.NotFound(
            BaseUrlMistake.In(context.HttpContext.Request.Path)
            ?? "There is nothing at this address. The base URL of a SCIM integration ends in /scim/v2, with /Users and /Groups below it."),
        StatusCodes.Status405MethodNotAllowed =>
            ScimError.MethodNotAllowed(BaseUrlMistake.In(context.HttpContext.Request.Path) ?? $"{context.HttpContext.Request.Method} is not offered here."),
        StatusCodes.Status413PayloadTooLarge => ScimError.PayloadTooLarge("The request is too large."),
        StatusCodes.Status415UnsupportedMediaType => ScimError.UnsupportedMediaType($"Content-Type must be {ScimResults.MediaType} or application/json."),
        var status => new ScimError(status, null, $"The request cannot be answered (HTTP {status})."),
    });

    public static Task WriteAsync(HttpContext context, ScimError error)
    {
        if (error.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers[HeaderNames.RetryAfter] = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (error.Status is StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        }

        if (error.AcceptEncoding is { } codings)
        {
            context.Response.Headers[HeaderNames.AcceptEncoding] = codings;
        }

        return JsonBuffer.SendAsync(context.Response, error.Status, error, static (writer, body) => body.WriteTo(writer), context.RequestAborted);
    }
}
