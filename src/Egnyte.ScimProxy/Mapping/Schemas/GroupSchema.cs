using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Mapping.Schemas;

/// <summary>The Group: what an Egnyte custom group has.</summary>
internal static class GroupSchema
{
    public static ResourceSchema Resource { get; } = new(
        new SchemaDocument(ScimSchemas.Group, "Group", "Egnyte custom group",
        [
            new("displayName", AttributeType.String, "The group's name, unique in Egnyte.") { IsRequired = true, Uniqueness = "server" },
            new("members", AttributeType.Complex, "The users in the group.")
            {
                IsMultiValued = true,
                Parts =
                [
                    new SchemaAttribute("value", AttributeType.String, "The Egnyte user id.") { Mutability = "immutable", IsRequired = true, CaseExact = true },
                    new SchemaAttribute("$ref", AttributeType.Reference, "The address of the User.")
                    {
                        Mutability = "immutable",
                        CaseExact = true,
                        ReferenceTypes = ["User"],
                    },
                    new SchemaAttribute("display", AttributeType.String, "The user's name.") { Mutability = "readOnly" },
                    new SchemaAttribute("type", AttributeType.String, "Always User: Egnyte groups hold no groups.")
                    {
                        Mutability = "immutable",
                        CanonicalValues = ["User"],
                    },
                ],
            },
        ]),
        extensions: [],
        metaParts: []);
}
