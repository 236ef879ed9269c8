using System.Text.Json;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Http;

/// <summary>Answers in SCIM's media type.</summary>
internal static class ScimResults
{
    public const string MediaType = "application/scim+json";

    public static IResult Ok<T>(T body, Action<Utf8JsonWriter, T> write) => new JsonResult<T>(StatusCodes.Status200OK, null, body, write);

    /// <summary>201 with Location, which is also meta.location (RFC 7644 §3.3).</summary>
    public static IResult Created<T>(string location, T body, Action<Utf8JsonWriter, T> write) => new JsonResult<T>(StatusCodes.Status201Created, location, body, write);

    public static IResult NoContent { get; } = TypedResults.NoContent();

    /// <summary>A ListResponse (RFC 7644 §3.4.2): counters are numbers, since Okta stops without a reason at a string.</summary>
    public static IResult List<T>(int totalResults, int startIndex, IReadOnlyList<T> resources, Action<Utf8JsonWriter, T> write) =>
        Ok((totalResults, startIndex, resources, write), static (writer, list) =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("schemas"u8);
            writer.WriteStringValue(ScimSchemas.ListResponse);
            writer.WriteEndArray();
            writer.WriteNumber("totalResults"u8, list.totalResults);
            writer.WriteNumber("startIndex"u8, list.startIndex);
            writer.WriteNumber("itemsPerPage"u8, list.resources.Count);
            writer.WriteStartArray("Resources"u8);
            foreach (var resource in list.resources)
            {
                list.write(writer, resource);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });

    private sealed class JsonResult<T>(int status, string? location, T body, Action<Utf8JsonWriter, T> write) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (location is not null)
            {
                httpContext.Response.Headers.Location = location;
            }

            return JsonBuffer.SendAsync(httpContext.Response, status, body, write, httpContext.RequestAborted);
        }
    }
}
