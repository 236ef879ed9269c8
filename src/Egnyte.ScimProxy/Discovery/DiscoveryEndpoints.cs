using System.Text.Json;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Discovery;

/// <summary>What this service says of itself (RFC 7644 §4): exactly what it does, by the tenant's profile. No call to Egnyte is made.</summary>
internal static class DiscoveryEndpoints
{
    public static void MapDiscovery(this IEndpointRouteBuilder scim)
    {
        scim.MapGet("/ServiceProviderConfig", (ScimCall call, string? filter) => Unfiltered(filter, () => ScimResults.Ok(call, ServiceProviderConfig.Write)));
        scim.MapGet("/ResourceTypes", (ScimCall call, string? filter) => Unfiltered(filter, () => All(ResourceTypes.Of(call))));
        scim.MapGet("/ResourceTypes/{id}", (ScimCall call, string id) => One(ResourceTypes.Of(call), id));
        scim.MapGet("/Schemas", (ScimCall call, string? filter) => Unfiltered(filter, () => All(Schemas.Of(call))));
        scim.MapGet("/Schemas/{id}", (ScimCall call, string id) => One(Schemas.Of(call), id));
    }

    private static IResult All(IReadOnlyList<DiscoveryDocument> documents) => ScimResults.List(documents.Count, 1, documents, static (writer, document) => document.Write(writer));

    private static IResult One(IReadOnlyList<DiscoveryDocument> documents, string id) =>
        documents.FirstOrDefault(document => document.Id.Equals(id, StringComparison.OrdinalIgnoreCase)) is { } found
            ? ScimResults.Ok(found, static (writer, document) => document.Write(writer))
            : throw new ScimException(ScimError.NotFound($"There is none of this id here. Known: {string.Join(", ", documents.Select(document => document.Id))}."));

    // RFC 7644 §4: a filter on these endpoints is answered 403.
    private static IResult Unfiltered(string? filter, Func<IResult> answer) =>
        filter is null ? answer() : throw new ScimException(ScimError.Forbidden("This endpoint cannot be filtered (RFC 7644 §4)."));
}

/// <summary>One resource type or schema, by its id.</summary>
internal sealed record DiscoveryDocument(string Id, Action<Utf8JsonWriter> Write);
