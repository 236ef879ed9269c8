using Egnyte.ScimProxy.Mapping.Schemas;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Discovery;

/// <summary>A schema as the tenant's capabilities leave it: an attribute that may not be written is readOnly (RFC 7643 §7).</summary>
internal static class PermittedSchema
{
    public static SchemaDocument OfUser(SchemaDocument schema, TenantMapping mapping)
    {
        var capabilities = mapping.Settings.Capabilities;
        var permitted = Of(schema, capabilities.Has(Capability.CreateUsers), capabilities.Has(Capability.UpdateUsers));
        return capabilities.Has(Capability.DeactivateUsers) && mapping.Profile.Active is >= 0 and var active
            ? permitted with
            {
                Attributes =
                [
                    .. permitted.Attributes.Select(attribute => attribute.Name == mapping.Profile.Rules[active].Path.Attribute
                        ? attribute with { Mutability = "readWrite" }
                        : attribute),
                ],
            }
            : permitted;
    }

    public static SchemaDocument OfGroup(SchemaDocument schema, TenantMapping mapping)
    {
        var settings = mapping.Settings;
        var permitted = Of(schema, settings.Capabilities.Has(Capability.CreateGroups), settings.Capabilities.Has(Capability.ChangeGroups));
        return settings.Get(TenantSettingsFormat.GroupListMembers) is GroupListMembers.Expand ? permitted
            : permitted with
            {
                Attributes = [.. permitted.Attributes.Select(attribute => attribute.Name == "members" ? LeftOutOfLists(attribute, settings) : attribute)],
            };
    }

    // RFC 7643 §7 has no word for "in every answer but a list"; who relies on "request" is never disappointed.
    private static SchemaAttribute LeftOutOfLists(SchemaAttribute members, TenantSettings settings) => members with
    {
        Description = $"{members.Description} Lists leave them out here ({settings.Key(TenantSettingsFormat.GroupListMembers)} is omit): name members "
            + "in attributes, or read one group.",
        Returned = "request",
    };

    /// <summary>What can be neither written nor read any more is no attribute.</summary>
    private static SchemaDocument Of(SchemaDocument schema, bool creates, bool updates) => (creates, updates) is (true, true)
        ? schema
        : schema with
        {
            Attributes = [.. schema.Attributes.Where(attribute => creates || updates || attribute.Returned != "never")
                .Select(attribute => Of(attribute, creates, updates))],
        };

    private static SchemaAttribute Of(SchemaAttribute attribute, bool creates, bool updates) => attribute with
    {
        Mutability = (attribute.Mutability, creates, updates) switch
        {
            ("readOnly", _, _) or (_, false, false) => "readOnly",
            ("readWrite", true, false) => "immutable",
            ("immutable", false, true) => "readOnly",
            _ => attribute.Mutability,
        },

        // Whole elements come and go with the attribute: those of one that can be changed stay what they are.
        Parts = attribute is { IsMultiValued: true } && updates ? attribute.Parts : attribute.Parts?.Select(part => Of(part, creates, updates)).ToList(),
    };
}
