using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Egnyte.ScimProxy.Http;

/// <summary>What an operation answers, before it is decided how it is sent: alone over HTTP, or as one of many in a bulk answer.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Location">Where the resource is, for an answer that has one.</param>
/// <param name="Version">The resource's entity tag, where it is known.</param>
internal abstract record ScimAnswer(int Status, string? Location, string? Version) : IResult
{
    /// <summary>Whether there is a body at all.</summary>
    public virtual bool HasBody => true;

    public abstract void Write(Utf8JsonWriter writer);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (Version is not null)
        {
            response.Headers.ETag = Version;

            // RFC 7644 §3.14: the client has this version already.
            if (HttpMethods.IsGet(httpContext.Request.Method) && EntityTags.Names(httpContext.Request.Headers[HeaderNames.IfNoneMatch], Version))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }

        if (Location is not null && Status is StatusCodes.Status201Created)
        {
            response.Headers.Location = Location;
        }

        if (!HasBody)
        {
            response.StatusCode = Status;
            return Task.CompletedTask;
        }

        return JsonBuffer.SendAsync(response, Status, this, static (writer, answer) => answer.Write(writer), httpContext.RequestAborted);
    }
}

/// <summary>An answer without a body.</summary>
internal sealed record EmptyAnswer(int Status, string? Location = null, string? Version = null) : ScimAnswer(Status, Location, Version)
{
    public override bool HasBody => false;

    public override void Write(Utf8JsonWriter writer)
    {
    }
}

/// <summary>An answer whose body is written from a view of it, straight into the response.</summary>
internal sealed record JsonAnswer<T>(int Status, T Body, Action<Utf8JsonWriter, T> Writer, string? Location = null, string? Version = null)
    : ScimAnswer(Status, Location, Version)
{
    public override void Write(Utf8JsonWriter writer) => Writer(writer, Body);
}
