using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Http.Bodies;

namespace Egnyte.ScimProxy.Resources;

/// <summary>The addresses of one kind of resource (RFC 7644 §3.2).</summary>
internal static class ResourceEndpoints
{
    public static void MapResource(this IEndpointRouteBuilder scim, ResourceOperations resource)
    {
        var collection = resource.Endpoint;
        var one = $"{collection}/{{id}}";
        scim.MapGet(collection, (ScimCall call) => resource.ListAsync(call, ListRequest.From(call, collection)));
        scim.MapGet(one, (string id, ScimCall call) => resource.GetAsync(call, id));
        scim.MapDelete(one, (string id, ScimCall call) => resource.DeleteAsync(call, id));
        scim.MapPost(collection, async (HttpRequest request, ScimCall call) =>
        {
            using var body = await ScimBody.ReadAsync(request, call.ClientDisconnected);
            return await resource.CreateAsync(call, body.RootElement);
        });
        scim.MapPut(one, async (string id, HttpRequest request, ScimCall call) =>
        {
            using var body = await ScimBody.ReadAsync(request, call.ClientDisconnected);
            return await resource.ReplaceAsync(call, id, body.RootElement);
        });
        scim.MapPatch(one, async (string id, HttpRequest request, ScimCall call) =>
        {
            using var body = await ScimBody.ReadAsync(request, call.ClientDisconnected);
            return await resource.PatchAsync(call, id, body.RootElement);
        });
        scim.MapPost($"{collection}/.search", async (HttpRequest request, ScimCall call) =>
        {
            using var body = await ScimBody.ReadAsync(request, call.ClientDisconnected);
            return await resource.ListAsync(call, SearchRequest.Read(body.RootElement, call, collection));
        });
    }
}
