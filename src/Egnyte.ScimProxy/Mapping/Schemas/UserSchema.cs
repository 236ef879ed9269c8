using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Mapping.Schemas;

/// <summary>The User and its extensions, generated from the profile: what a rule maps is declared, and nothing more.</summary>
internal static class UserSchema
{
    public static ResourceSchema Of(MappingProfile profile)
    {
        // What only a transform looks at may be written, and has an effect.
        var rules = profile.Rules.Where(rule =>
            (rule.Field is not null || rule.IsInput) && !rule.Path.Attribute.Equals("meta", StringComparison.OrdinalIgnoreCase)).ToList();
        var extensions = rules.Where(rule => rule.Path.Schema is not null).GroupBy(rule => rule.Path.Schema!, StringComparer.OrdinalIgnoreCase).ToDictionary(
            group => group.Key, StringComparer.OrdinalIgnoreCase);
        return new ResourceSchema(
            new SchemaDocument(ScimSchemas.User, "User", "Egnyte user account", MappedAttributes.Of(rules.Where(rule => rule.Path.Schema is null))),
            [
                new SchemaDocument(
                    profile.Extension,
                    "EgnyteUser",
                    "What only Egnyte accounts have",
                    MappedAttributes.Of(extensions.GetValueOrDefault(profile.Extension) ?? Enumerable.Empty<AttributeRule>())),
                .. extensions.Where(extension => !extension.Key.Equals(profile.Extension, StringComparison.OrdinalIgnoreCase)).Select(
                    extension => Other(extension.Key, extension.Value)),
            ],
            [
                .. profile.Rules
                    .Where(rule => rule is { ToScim: true, Path: { Schema: null, SubAttribute: not null } path }
                        && path.Attribute.Equals("meta", StringComparison.OrdinalIgnoreCase))
                    .Select(rule => rule.Path.SubAttribute!),
            ]);
    }

    // RFC 7643 §8.7.1 names the one; of the others only their URN is known.
    private static SchemaDocument Other(string urn, IEnumerable<AttributeRule> rules) => urn.Equals(
        ScimSchemas.EnterpriseUser, StringComparison.OrdinalIgnoreCase)
        ? new SchemaDocument(ScimSchemas.EnterpriseUser, "EnterpriseUser", "Enterprise User", MappedAttributes.Of(rules))
        : new SchemaDocument(urn, urn, "What is mapped of this extension", MappedAttributes.Of(rules));
}
