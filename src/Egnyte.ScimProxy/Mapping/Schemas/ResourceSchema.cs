using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Mapping.Schemas;

/// <summary>One kind of resource as its schemas describe it: what is declared is what can be filtered and sorted by.</summary>
/// <param name="core">The kind's own schema.</param>
/// <param name="extensions">What it may have besides.</param>
/// <param name="metaParts">Which of the parts of meta that not every resource has are told of this kind: created, lastModified.</param>
internal sealed class ResourceSchema(SchemaDocument core, IReadOnlyList<SchemaDocument> extensions, IReadOnlyCollection<string> metaParts)
{
    // RFC 7643 §3.1: every resource has these, and no schema document declares them.
    private readonly SchemaAttribute[] _common =
    [
        new("id", AttributeType.String, "") { CaseExact = true },
        new("schemas", AttributeType.Reference, "") { IsMultiValued = true, CaseExact = true },
        new("meta", AttributeType.Complex, "")
        {
            Parts =
            [
                new("resourceType", AttributeType.String, "") { CaseExact = true },
                .. new[] { "created", "lastModified" }.Where(part => metaParts.Contains(part, StringComparer.OrdinalIgnoreCase)).Select(
                    part => new SchemaAttribute(part, AttributeType.DateTime, "")),
                new("location", AttributeType.Reference, "") { CaseExact = true },
            ],
        },
    ];

    public SchemaDocument Core { get; } = core;

    public IReadOnlyList<SchemaDocument> Extensions { get; } = extensions;

    /// <summary>How an attribute is compared; null for one that an answer never holds.</summary>
    public AttributeTraits? TraitsOf(AttributePath path)
    {
        var attribute = Find(AttributesOf(path.Schema), path.Attribute) ?? (path.Schema is null ? Find(_common, path.Attribute) : null);
        return (path.SubAttribute is null ? attribute : Find(attribute?.Parts ?? [], path.SubAttribute))?.Traits;
    }

    private IReadOnlyList<SchemaAttribute> AttributesOf(string? schema) =>
        schema is null || schema.Equals(Core.Id, StringComparison.OrdinalIgnoreCase) ? Core.Attributes
        : Extensions.FirstOrDefault(extension => schema.Equals(extension.Id, StringComparison.OrdinalIgnoreCase))?.Attributes ?? [];

    private static SchemaAttribute? Find(IReadOnlyList<SchemaAttribute> attributes, string name) =>
        attributes.FirstOrDefault(attribute => attribute.Returned != "never" && attribute.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
