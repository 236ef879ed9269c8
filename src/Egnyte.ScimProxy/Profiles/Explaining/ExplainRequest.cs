using System.Text.Json;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Profiles.Explaining;

/// <summary>One request that a profile is asked about.</summary>
/// <param name="Operation">What is asked.</param>
/// <param name="Input">The SCIM body, or the filter as a text; of no meaning where a resource is read.</param>
/// <param name="Present">The user or group as Egnyte answers it: the one that is read, changed, or held against the filter. Null if not given.</param>
internal sealed record ExplainRequest(SampleOperation Operation, JsonElement Input, JsonElement? Present)
{
    /// <summary>Whether it is about a group. By default the present resource tells, else the body.</summary>
    public bool IsOfGroup { get; init; } = IsGroup(Present ?? Input);

    /// <summary>Whether this is a group, of SCIM or of Egnyte: by its schema; without a schema of SCIM 2.0 it has a displayName, and no userName.</summary>
    public static bool IsGroup(JsonElement resource) => IsScim(resource)
        ? SchemasOf(resource).Contains(ScimSchemas.Group, StringComparer.OrdinalIgnoreCase)
        : ScimJson.TryGetProperty(resource, "displayName", out _) && !ScimJson.TryGetProperty(resource, "userName", out _);

    /// <summary>Whether it names a schema of SCIM 2.0. Egnyte's responses name one of SCIM 1.0, for users and groups alike.</summary>
    public static bool IsScim(JsonElement resource) =>
        SchemasOf(resource).Any(schema => schema?.StartsWith("urn:ietf:params:scim:", StringComparison.OrdinalIgnoreCase) is true);

    private static IEnumerable<string?> SchemasOf(JsonElement resource) =>
        ScimJson.TryGetProperty(resource, "schemas", out var schemas) && schemas.ValueKind is JsonValueKind.Array
            ? schemas.EnumerateArray().Select(ScimJson.AsString)
            : [];
}
