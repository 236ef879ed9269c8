using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Discovery;

/// <summary>RFC 7643 §7, generated from the profile: what a rule maps is declared, and nothing more.</summary>
internal static class Schemas
{
    public static IReadOnlyList<DiscoveryDocument> Of(ScimCall call)
    {
        var rules = call.Tenant.Profile.Rules.Where(rule => !rule.Path.Attribute.Equals("meta", StringComparison.OrdinalIgnoreCase)).ToList();
        return
        [
            Document(call, ScimSchemas.User, "User", "Egnyte user account", [.. UserAttributes(rules.Where(rule => rule.Path.Schema is null))]),
            Document(call, ScimSchemas.Group, "Group", "Egnyte custom group", GroupAttributes()),
            Document(call, call.Tenant.Profile.Extension, "EgnyteUser", "What only Egnyte accounts have", [.. UserAttributes(rules.Where(rule => rule.Path.Schema is not null))]),
        ];
    }

    private static IEnumerable<SchemaAttribute> UserAttributes(IEnumerable<AttributeRule> rules) =>
        rules.GroupBy(rule => rule.Path.Attribute, StringComparer.OrdinalIgnoreCase).Select(group => group.First() switch
        {
            { Path.SubAttribute: not null } => new SchemaAttribute(group.Key, "complex", "The parts of a person's name.")
            {
                IsRequired = group.Any(rule => rule.IsRequired),
                Parts = [.. group.Select(rule => Simple(rule, rule.Path.SubAttribute!))],
            },
            { Pick: not null } rule => Simple(rule, rule.Path.Attribute) with
            {
                Type = "complex",
                Uniqueness = "none",
                IsMultiValued = true,
                Parts =
                [
                    new SchemaAttribute("value", "string", rule.Description) { IsRequired = rule.IsRequired, Uniqueness = rule.IsUnique ? "server" : "none" },
                    new SchemaAttribute("type", "string", "Always work."),
                    new SchemaAttribute("primary", "boolean", "Always true."),
                ],
            },
            { Field: var field } rule when field == EgnyteUserFields.Groups => Simple(rule, rule.Path.Attribute) with
            {
                Type = "complex",
                IsMultiValued = true,
                Parts = [new SchemaAttribute("value", "string", "The group's id.") { Mutability = "readOnly" }, new SchemaAttribute("display", "string", "The group's name.") { Mutability = "readOnly" }],
            },
            var rule => Simple(rule, rule.Path.Attribute),
        });

    private static SchemaAttribute Simple(AttributeRule rule, string name) => new(name, rule.Type is MappedType.Boolean ? "boolean" : "string", rule.Description)
    {
        IsRequired = rule.IsRequired,
        CanonicalValues = rule.Allowed,
        CaseExact = rule.Allowed is not null || rule.Field is { Type: MappedType.Text, IgnoresCase: false },
        Mutability = rule switch
        {
            { ToEgnyte: false } => "readOnly",
            { ToScim: false } => "writeOnly",
            { Immutability: not Immutability.Mutable } => "immutable",
            _ => "readWrite",
        },
        Returned = rule.ToScim ? "default" : "never",
        Uniqueness = rule.Field == EgnyteUserFields.UserName || rule.IsUnique ? "server" : "none",
    };

    private static SchemaAttribute[] GroupAttributes() =>
    [
        new("displayName", "string", "The group's name, unique in Egnyte.") { IsRequired = true, Uniqueness = "server" },
        new("members", "complex", "The people in the group.")
        {
            IsMultiValued = true,
            Parts =
            [
                new SchemaAttribute("value", "string", "The Egnyte user id.") { Mutability = "immutable", IsRequired = true, CaseExact = true },
                new SchemaAttribute("display", "string", "The person's name.") { Mutability = "readOnly" },
                new SchemaAttribute("type", "string", "Always User: Egnyte groups hold no groups.") { Mutability = "immutable", CanonicalValues = ["User"] },
            ],
        },
    ];

    private static DiscoveryDocument Document(ScimCall call, string id, string name, string description, SchemaAttribute[] attributes) => new(id, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("schemas"u8);
        writer.WriteStringValue(ScimSchemas.Schema);
        writer.WriteEndArray();
        writer.WriteString("id"u8, id);
        writer.WriteString("name"u8, name);
        writer.WriteString("description"u8, description);
        writer.WriteStartArray("attributes"u8);
        foreach (var attribute in attributes)
        {
            attribute.Write(writer);
        }

        writer.WriteEndArray();
        writer.WriteStartObject("meta"u8);
        writer.WriteString("resourceType"u8, "Schema"u8);
        writer.WriteString("location"u8, $"{call.BaseUrl}/Schemas/{id}");
        writer.WriteEndObject();
        writer.WriteEndObject();
    });
}
