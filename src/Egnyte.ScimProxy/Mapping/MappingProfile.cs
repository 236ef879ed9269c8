using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Mapping;

/// <summary>A profile compiled once at start: what the mappers ask.</summary>
internal sealed class MappingProfile
{
    private readonly Dictionary<AttributePath, int> _byPath;
    private readonly Dictionary<string, int> _byField;

    public MappingProfile(string name, string description, string extension, bool externalIdProvesOwnership, string userNameFormat, IReadOnlyList<AttributeRule> rules)
    {
        (Name, Description, Extension, ExternalIdProvesOwnership, UserNameFormat, Rules) = (name, description, extension, externalIdProvesOwnership, userNameFormat, rules);
        Extensions = [extension];
        _byPath = rules.Index().ToDictionary(rule => rule.Item.Path, rule => rule.Index);
        _byField = rules.Index().Where(rule => rule.Item is { Field: not null, ToEgnyte: true }).ToDictionary(rule => rule.Item.Field!.Name, rule => rule.Index, StringComparer.Ordinal);
        ExternalId = IndexOfField(EgnyteUserFields.ExternalId.Name);
        UserName = IndexOfField(EgnyteUserFields.UserName.Name);
        Email = IndexOfField(EgnyteUserFields.Email.Name);
        Active = IndexOfField(EgnyteUserFields.Active.Name);
        AuthType = IndexOfField(EgnyteUserFields.AuthType.Name);
        IdpUserId = IndexOfField(EgnyteUserFields.IdpUserId.Name);
    }

    public string Name { get; }

    public string Description { get; }

    /// <summary>The extension schema's URN.</summary>
    public string Extension { get; }

    public IReadOnlyCollection<string> Extensions { get; }

    /// <summary>Whether equal externalIds prove that a create sent again is the create that could not be answered.</summary>
    public bool ExternalIdProvesOwnership { get; }

    public string UserNameFormat { get; }

    public IReadOnlyList<AttributeRule> Rules { get; }

    // Where policies that are not mapping (deactivation wins, ownership) find what they speak of; -1 where no rule writes it.
    public int UserName { get; }

    public int ExternalId { get; }

    public int Email { get; }

    public int Active { get; }

    public int AuthType { get; }

    public int IdpUserId { get; }

    /// <summary>The rule for an attribute path, core schema URN or none, or -1.</summary>
    public int IndexOf(AttributePath path) => _byPath.GetValueOrDefault(WithoutCoreSchema(path), -1);

    /// <summary>The rule that fills an Egnyte field, or -1.</summary>
    public int IndexOfField(string egnyteField) => _byField.GetValueOrDefault(egnyteField, -1);

    /// <summary>The rule that speaks of an Egnyte field in an error: a name for the administrator, and the cure.</summary>
    public AttributeRule? RuleOfField(string? egnyteField) =>
        egnyteField is null ? null : Rules.FirstOrDefault(rule => string.Equals(rule.Field?.Name, egnyteField, StringComparison.OrdinalIgnoreCase) || (rule.Field is not null && string.Equals(rule.Field.Name.Split('.')[^1], egnyteField, StringComparison.OrdinalIgnoreCase)));

    public static AttributePath WithoutCoreSchema(AttributePath path) =>
        ScimSchemas.User.Equals(path.Schema, StringComparison.OrdinalIgnoreCase) ? path with { Schema = null } : path;
}
