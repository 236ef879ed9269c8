using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;

namespace Egnyte.ScimProxy.Discovery;

/// <summary>The User and its extension, generated from the profile: what a rule maps is declared, and nothing more.</summary>
internal static class UserSchema
{
    public static ResourceSchema Of(MappingProfile profile)
    {
        var rules = profile.Rules.Where(rule => rule.Field is not null && !rule.Path.Attribute.Equals("meta", StringComparison.OrdinalIgnoreCase)).ToList();
        return new ResourceSchema(
            new SchemaDocument(ScimSchemas.User, "User", "Egnyte user account", [.. Attributes(rules.Where(rule => rule.Path.Schema is null))]),
            new SchemaDocument(profile.Extension, "EgnyteUser", "What only Egnyte accounts have", [.. Attributes(rules.Where(rule => rule.Path.Schema is not null))]));
    }

    private static IEnumerable<SchemaAttribute> Attributes(IEnumerable<AttributeRule> rules) =>
        rules.GroupBy(rule => rule.Path.Attribute, StringComparer.OrdinalIgnoreCase).Select(group => group.First() switch
        {
            { Path.SubAttribute: not null } => new SchemaAttribute(group.Key, AttributeType.Complex, "The parts of a person's name.")
            {
                IsRequired = group.Any(rule => rule.IsRequired),
                Parts = [.. group.Select(rule => Simple(rule, rule.Path.SubAttribute!))],
            },
            { Pick: not null } rule => Simple(rule, rule.Path.Attribute) with
            {
                Type = AttributeType.Complex,
                Uniqueness = "none",
                IsMultiValued = true,
                Parts =
                [
                    new SchemaAttribute("value", AttributeType.String, rule.Description) { IsRequired = rule.IsRequired, Uniqueness = rule.IsUnique ? "server" : "none" },
                    new SchemaAttribute("type", AttributeType.String, "Always work.") { Mutability = "readOnly" },
                    new SchemaAttribute("primary", AttributeType.Boolean, "Always true.") { Mutability = "readOnly" },
                ],
            },
            { Field: var field } rule when field == EgnyteUserFields.Groups => Simple(rule, rule.Path.Attribute) with
            {
                Type = AttributeType.Complex,
                IsMultiValued = true,
                Parts = [new SchemaAttribute("value", AttributeType.String, "The group's id.") { Mutability = "readOnly", CaseExact = true }, new SchemaAttribute("display", AttributeType.String, "The group's name.") { Mutability = "readOnly" }],
            },
            var rule => Simple(rule, rule.Path.Attribute),
        });

    private static SchemaAttribute Simple(AttributeRule rule, string name) => new(name, rule.Type is MappedType.Boolean ? AttributeType.Boolean : AttributeType.String, rule.Description)
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
}
