using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Tests.Scim;

/// <summary>A schema with an attribute of every type, for the evaluator and for the slow one that it is compared with.</summary>
internal static class TestSchema
{
    public const string Extension = "urn:example:scim:Space";

    private static readonly Dictionary<string, AttributeTraits> Attributes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["schemas"] = new(AttributeType.Reference, true),
        ["id"] = new(AttributeType.String, true),
        ["userName"] = new(AttributeType.String, false),
        ["active"] = new(AttributeType.Boolean, false),
        ["logins"] = new(AttributeType.Integer, false),
        ["score"] = new(AttributeType.Decimal, false),
        ["photo"] = new(AttributeType.Binary, true),
        ["nicks"] = new(AttributeType.String, false),
        ["name"] = new(AttributeType.Complex, false),
        ["name.givenName"] = new(AttributeType.String, false),
        ["emails"] = new(AttributeType.Complex, false),
        ["emails.value"] = new(AttributeType.String, false),
        ["emails.type"] = new(AttributeType.String, true),
        ["emails.primary"] = new(AttributeType.Boolean, false),
        ["meta"] = new(AttributeType.Complex, false),
        ["meta.created"] = new(AttributeType.DateTime, false),
        [$"{Extension}:level"] = new(AttributeType.Integer, false),
        [$"{Extension}:manager"] = new(AttributeType.Complex, false),
        [$"{Extension}:manager.value"] = new(AttributeType.String, true),
    };

    /// <summary>The sub-attributes of a complex attribute.</summary>
    public static IEnumerable<AttributePath> PartsOf(AttributePath path) =>
        Attributes.Keys.Select(AttributePath.Parse).Where(part => part.SubAttribute is not null && part with { SubAttribute = null } == path);

    public static AttributeTraits? Traits(AttributePath path) => Attributes.GetValueOrDefault(path.ToString());
}
