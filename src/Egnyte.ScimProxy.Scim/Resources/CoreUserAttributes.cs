namespace Egnyte.ScimProxy.Scim.Resources;

/// <summary>The attributes of a User as RFC 7643 §4.1 and §4.3 name them.</summary>
public static class CoreUserAttributes
{
    private static readonly string[] Element = ["value", "display", "type", "primary"];

    private static readonly Dictionary<AttributePath, CoreAttributeDefinition> ByPath = new CoreAttributeDefinition[]
    {
        new("id", AttributeType.String),
        new("externalId", AttributeType.String),
        new("userName", AttributeType.String),
        new("name", AttributeType.Complex) { Parts = ["formatted", "familyName", "givenName", "middleName", "honorificPrefix", "honorificSuffix"] },
        new("displayName", AttributeType.String),
        new("nickName", AttributeType.String),
        new("profileUrl", AttributeType.Reference),
        new("title", AttributeType.String),
        new("userType", AttributeType.String),
        new("preferredLanguage", AttributeType.String),
        new("locale", AttributeType.String),
        new("timezone", AttributeType.String),
        new("active", AttributeType.Boolean),
        new("password", AttributeType.String),
        new("emails", AttributeType.Complex) { IsMultiValued = true, Parts = Element },
        new("phoneNumbers", AttributeType.Complex) { IsMultiValued = true, Parts = Element },
        new("ims", AttributeType.Complex) { IsMultiValued = true, Parts = Element },
        new("photos", AttributeType.Complex) { IsMultiValued = true, Parts = Element },
        new("addresses", AttributeType.Complex)
        {
            IsMultiValued = true,
            Parts = ["formatted", "streetAddress", "locality", "region", "postalCode", "country", "type", "primary"],
        },
        new("groups", AttributeType.Complex) { IsMultiValued = true, Parts = ["value", "$ref", "display", "type"] },
        new("entitlements", AttributeType.Complex) { IsMultiValued = true, Parts = Element },
        new("roles", AttributeType.Complex) { IsMultiValued = true, Parts = Element },
        new("x509Certificates", AttributeType.Complex) { IsMultiValued = true, Parts = Element },
        new("meta", AttributeType.Complex) { Parts = ["resourceType", "created", "lastModified", "location", "version"] },
        new("employeeNumber", AttributeType.String) { Schema = ScimSchemas.EnterpriseUser },
        new("costCenter", AttributeType.String) { Schema = ScimSchemas.EnterpriseUser },
        new("organization", AttributeType.String) { Schema = ScimSchemas.EnterpriseUser },
        new("division", AttributeType.String) { Schema = ScimSchemas.EnterpriseUser },
        new("department", AttributeType.String) { Schema = ScimSchemas.EnterpriseUser },
        new("manager", AttributeType.Complex) { Schema = ScimSchemas.EnterpriseUser, Parts = ["value", "$ref", "displayName"] },
    }.ToDictionary(attribute => new AttributePath(attribute.Schema, attribute.Name, null));

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<CoreAttributeDefinition> All => ByPath.Values;

    /// <summary>The attribute that a path without a sub-attribute names; null where the RFC names none.</summary>
    public static CoreAttributeDefinition? Find(AttributePath path) => ByPath.GetValueOrDefault(path);
}
