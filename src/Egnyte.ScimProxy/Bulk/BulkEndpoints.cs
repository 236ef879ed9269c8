using System.Globalization;
using Egnyte.ScimProxy.Errors;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Http.Bodies;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Bulk;

/// <summary>Many operations in one request (RFC 7644 §3.7). It saves the client round trips, not Egnyte's calls.</summary>
internal static class BulkEndpoints
{
    public static void MapBulk(this IEndpointRouteBuilder scim, IReadOnlyList<ResourceOperations> resources, ScimFailures failures) =>
        scim.MapPost("/Bulk", async (HttpRequest request, ScimCall call) =>
        {
            using var body = await ScimBody.ReadAsync(request, call.ClientDisconnected);
            var bulk = BulkRequest.Read(body.RootElement, call.BaseUrl);
            var results = await new BulkRun(call, resources, failures).DoAsync(bulk);

            // What the operations are told to wait, the request is told too: a client that looks at its headers alone shall know.
            if (results.Max(result => result.Error?.RetryAfterSeconds) is { } seconds)
            {
                call.Http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            }

            return ScimResults.Ok(results, static (writer, done) =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("schemas"u8);
                writer.WriteStringValue(ScimSchemas.BulkResponse);
                writer.WriteEndArray();
                writer.WriteStartArray("Operations"u8);
                foreach (var result in done)
                {
                    result.Write(writer);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            });
        });
}
