using Egnyte.ScimProxy.Mapping.Schemas;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Discovery;

/// <summary>The schemas of what discovery itself answers (RFC 7643 §5, §6, §7 and §8.7.2), as far as it answers it.</summary>
internal static class ServiceSchemas
{
    private static readonly IReadOnlyList<SchemaDocument> WithoutCursors = Documents([]);

    private static readonly IReadOnlyList<SchemaDocument> WithCursors = Documents(
    [
        Complex("pagination", "How lists are paged (RFC 9865).", multiValued: false,
            Flag("cursor", "By cursor."),
            Flag("index", "By index."),
            Text("defaultPaginationMethod", "What a client gets that asks for neither."),
            Number("defaultPageSize", "The page size of a client that names none."),
            Number("maxPageSize", "The largest page size.")),
    ]);

    public static IReadOnlyList<SchemaDocument> Of(TenantSettings settings) => settings.Get(TenantSettingsFormat.CursorPaging) ? WithCursors : WithoutCursors;

    private static IReadOnlyList<SchemaDocument> Documents(SchemaAttribute[] more) =>
    [
        new(ScimSchemas.ServiceProviderConfig, "Service Provider Configuration", "What this service supports", [.. ServiceProviderConfigAttributes(), .. more]),
        new(ScimSchemas.ResourceType, "Resource Type", "A kind of resource", ResourceTypeAttributes()),
        new(
            ScimSchemas.Schema,
            "Schema",
            "The description of a schema",
            [
                Text("id", "The URN.", required: true),
                Text("name", "The display name."),
                Text("description", "What it is."),
                Attributes("attributes", withParts: true),
            ]),
    ];

    private static SchemaAttribute[] ServiceProviderConfigAttributes() =>
    [
        Feature("patch", "PATCH of resources."),
        Feature(
            "bulk",
            "Many operations in one request.",
            Number("maxOperations", "The most operations in a request."),
            Number("maxPayloadSize", "The most bytes in a request.")),
        Feature("filter", "Filters of lists.", Number("maxResults", "The most resources in an answer.")),
        Feature("changePassword", "Setting passwords."),
        Feature("sort", "Sorting of every list."),
        Feature("etag", "Versions of resources."),
        Complex("authenticationSchemes", "How clients authenticate.", multiValued: true,
            Text("type", "The scheme's kind.", required: true),
            Text("name", "The display name.", required: true),
            Text("description", "What it is.", required: true),
            Reference("specUri", "Where it is specified.", "external"),
            Flag("primary", "Whether it is preferred.")),
    ];

    private static SchemaAttribute[] ResourceTypeAttributes() =>
    [
        Text("id", "The name once more."),
        Text("name", "The resource type's name.", required: true),
        Text("description", "What it is."),
        Reference("endpoint", "The path of the collection.", "uri") with { IsRequired = true },
        Reference("schema", "The schema's URN.", "uri") with { IsRequired = true },
        Complex(
            "schemaExtensions",
            "Further schemas that a resource may have.",
            multiValued: true,
            Reference("schema", "The extension's URN.", "uri") with { IsRequired = true },
            Flag("required", "Whether every resource has it.") with { IsRequired = true }),
    ];

    // RFC 7643 §8.7.2: an attribute's description has a list of the same inside, one level deep.
    private static SchemaAttribute Attributes(string name, bool withParts) =>
        Complex(name, withParts ? "The attributes." : "The parts of a complex attribute.", multiValued: true,
    [
        Text("name", "The attribute's name.", required: true),
        Text("type", "The attribute's type.", required: true),
        Flag("multiValued", "Whether there may be several values."),
        Text("description", "What it is."),
        Flag("required", "Whether a resource must have it."),
        Text("canonicalValues", "The values it may have.") with { IsMultiValued = true },
        Flag("caseExact", "Whether letter case counts."),
        Text("mutability", "Whether it can be written."),
        Text("returned", "When an answer holds it."),
        Text("uniqueness", "Whether a value may be used twice."),
        Text("referenceTypes", "What a reference may point to.") with { IsMultiValued = true },
        .. withParts ? [Attributes("subAttributes", withParts: false)] : Array.Empty<SchemaAttribute>(),
    ]);

    private static SchemaAttribute Feature(string name, string description, params SchemaAttribute[] more) =>
        Complex(name, description, multiValued: false, [Flag("supported", "Whether it is supported.") with { IsRequired = true }, .. more]) with
        {
            IsRequired = true,
        };

    private static SchemaAttribute Complex(string name, string description, bool multiValued, params SchemaAttribute[] parts) =>
        new(name, AttributeType.Complex, description) { IsMultiValued = multiValued, Parts = parts, Mutability = "readOnly" };

    private static SchemaAttribute Text(string name, string description, bool required = false) =>
        new(name, AttributeType.String, description) { IsRequired = required, CaseExact = true, Mutability = "readOnly" };

    private static SchemaAttribute Reference(string name, string description, string to) =>
        new(name, AttributeType.Reference, description) { ReferenceTypes = [to], CaseExact = true, Mutability = "readOnly" };

    private static SchemaAttribute Flag(string name, string description) => new(name, AttributeType.Boolean, description) { Mutability = "readOnly" };

    private static SchemaAttribute Number(string name, string description) => new(name, AttributeType.Integer, description) { Mutability = "readOnly" };
}
