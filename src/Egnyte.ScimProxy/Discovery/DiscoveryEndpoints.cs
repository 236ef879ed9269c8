using System.Text.Json;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Mapping.Schemas;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Discovery;

/// <summary>What this service says of itself (RFC 7644 §4): exactly what it does, by the tenant's profile. No call to Egnyte is made.</summary>
internal static class DiscoveryEndpoints
{
    public static void MapDiscovery(this IEndpointRouteBuilder scim)
    {
        scim.MapGet("/ServiceProviderConfig", (ScimCall call, string? filter) => Unfiltered(filter, () => ScimResults.Ok(call, ServiceProviderConfig.Write)));
        scim.MapGet("/ResourceTypes", (ScimCall call, string? filter) => Unfiltered(filter, () => All(ResourceTypes.Of(call))));
        scim.MapGet("/ResourceTypes/{id}", (ScimCall call, string id) => One(ResourceTypes.Of(call), id));
        scim.MapGet("/Schemas", (ScimCall call, string? filter) => Unfiltered(filter, () => All(Schemas(call))));
        scim.MapGet("/Schemas/{id}", (ScimCall call, string id) => One(Schemas(call), id));
    }

    private static IReadOnlyList<DiscoveryDocument> Schemas(ScimCall call) =>
    [
        .. SchemasOf(call.Mapping).Select(schema => new DiscoveryDocument(schema.Id, writer => schema.Write(writer, call.BaseUrl))),
    ];

    private static IEnumerable<SchemaDocument> SchemasOf(TenantMapping mapping) =>
    [
        PermittedSchema.OfUser(mapping.UserSchema.Core, mapping),
        PermittedSchema.OfGroup(GroupSchema.Resource.Core, mapping),
        .. mapping.UserSchema.Extensions.Select(extension => PermittedSchema.OfUser(extension, mapping)),
        .. ServiceSchemas.Of(mapping.Settings),
    ];

    // RFC 7644 §4: whatever the query says, all are listed.
    private static ScimAnswer All(IReadOnlyList<DiscoveryDocument> documents) =>
        ScimResults.List(new ListPage<DiscoveryDocument>(documents.Count, 1, documents, null), static (writer, document) => document.Write(writer));

    private static ScimAnswer One(IReadOnlyList<DiscoveryDocument> documents, string id) =>
        documents.FirstOrDefault(document => document.Id.Equals(id, StringComparison.OrdinalIgnoreCase)) is { } found
            ? ScimResults.Ok(found, static (writer, document) => document.Write(writer))
            : throw new ScimException(
                ScimError.NotFound($"There is none of this id here. Known: {string.Join(", ", documents.Select(document => document.Id))}."));

    // RFC 7644 §4: a filter on these endpoints is answered 403.
    private static ScimAnswer Unfiltered(string? filter, Func<ScimAnswer> answer) =>
        filter is null ? answer() : throw new ScimException(ScimError.Forbidden("This endpoint cannot be filtered (RFC 7644 §4)."));
}

/// <summary>One resource type or schema, by its id.</summary>
internal sealed record DiscoveryDocument(string Id, Action<Utf8JsonWriter> Write);
