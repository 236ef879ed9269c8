using System.Text.Json;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Mapping.Schemas;

namespace Egnyte.ScimProxy.Resources;

/// <summary>
/// What SCIM can ask of one kind of resource: parse, map, call, answer. Routes, searches over several kinds and bulk requests all come
/// through here, so that an operation is the same whichever way it arrives.
/// </summary>
internal abstract class ResourceOperations
{
    /// <summary>The resource type's name, as in <c>meta.resourceType</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The path of the collection below the base address, with its slash.</summary>
    public abstract string Endpoint { get; }

    public abstract ResourceSchema SchemaOf(ScimCall call);

    public abstract Task<ScimAnswer> GetAsync(ScimCall call, string id);

    public abstract Task<ScimAnswer> ListAsync(ScimCall call, ListRequest request);

    public abstract Task<ScimAnswer> CreateAsync(ScimCall call, JsonElement body);

    public abstract Task<ScimAnswer> ReplaceAsync(ScimCall call, string id, JsonElement body);

    public abstract Task<ScimAnswer> PatchAsync(ScimCall call, string id, JsonElement body);

    public abstract Task<ScimAnswer> DeleteAsync(ScimCall call, string id);

    /// <summary>Refuses, without a call, a list that <see cref="FindAsync"/> would refuse.</summary>
    public abstract void RequireAskable(ScimCall call, ListRequest request);

    /// <summary>A part of a list over several kinds of resource: how many match in all, and how to write those on the page.</summary>
    public abstract Task<(int Total, IReadOnlyList<FoundResource> Rows)> FindAsync(ScimCall call, ListRequest request);
}
