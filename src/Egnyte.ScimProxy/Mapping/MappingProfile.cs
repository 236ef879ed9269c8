using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Mapping;

/// <summary>A profile, compiled: what the mappers ask.</summary>
internal sealed class MappingProfile
{
    private readonly Dictionary<AttributePath, int> _byPath;
    private readonly IReadOnlyDictionary<AttributePath, ElementShape[]> _elements;
    private readonly Dictionary<string, int> _byField;
    private readonly HashSet<AttributePath> _complex;
    private readonly Dictionary<AttributePath, AttributePath> _plurals;

    public MappingProfile(string name, string extension, IReadOnlyList<AttributeRule> rules)
    {
        (Name, Extension) = (name, extension);
        (Rules, Refused) = (ElementShapes.Complete([.. rules.Where(rule => !rule.IsRefused)]), [.. rules.Where(rule => rule.IsRefused)]);
        Extensions = [.. new[] { extension, ScimSchemas.EnterpriseUser, ScimSchemas.User }.Concat(Rules.Select(rule => rule.Path.Schema).OfType<string>())
            .Distinct(StringComparer.OrdinalIgnoreCase)];
        // What is shown of one field may be an input of another: a client that names it means the input.
        _byPath = Rules.Index().OrderBy(rule => !rule.Item.ToEgnyte).DistinctBy(rule => rule.Item.Path).ToDictionary(
            rule => rule.Item.Path, rule => rule.Index);
        _elements = ElementShapes.Of(Rules);
        _complex = [.. Rules.Where(rule => rule.ToEgnyte && rule.Path.SubAttribute is not null).Select(rule => rule.Path with { SubAttribute = null })];
        _byField = Rules.Index().Where(rule => rule.Item is { Field: not null, ToEgnyte: true }).ToDictionary(
            rule => rule.Item.Field!.Name, rule => rule.Index, StringComparer.Ordinal);
        _plurals = PluralsOf(_elements.Keys, Rules);
        Reader = new AttributeReader([.. Rules.Concat(Refused).Select(rule => rule.Path)], Extensions);
        ExternalId = IndexOfField(EgnyteUserFields.ExternalId.Name);
        UserName = IndexOfField(EgnyteUserFields.UserName.Name);
        Email = IndexOfField(EgnyteUserFields.Email.Name);
        Active = IndexOfField(EgnyteUserFields.Active.Name);
        AuthType = IndexOfField(EgnyteUserFields.AuthType.Name);
        IdpUserId = IndexOfField(EgnyteUserFields.IdpUserId.Name);
    }

    public string Name { get; }

    public string Description { get; init; } = "";

    /// <summary>The extension schema's URN.</summary>
    public string Extension { get; }

    /// <summary>The schemas that a PATCH may name as a whole. Attributes of the enterprise extension are unmapped unless a rule names them.</summary>
    public IReadOnlyCollection<string> Extensions { get; }

    /// <summary>
    /// Whether equal externalIds prove that a create sent again is the create that could not be answered. What transforms lose, or a
    /// default gives to all, may be equal for two users: that proves nothing, whatever the profile says.
    /// </summary>
    public bool ExternalIdProvesOwnership
    {
        get => field && (ExternalId < 0 || Rules[ExternalId] is { Losses.Count: 0, Default.IsNone: true, DefaultBy: null });
        init;
    } = true;

    /// <summary>What the profile says of settings of a tenant that says nothing itself, by the setting's name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Where an administrator of this client changes what it sends, as the end of a sentence: <c>in the app assignment</c>.</summary>
    public string WhereToChange { get; init; } = "in what the client sends";

    /// <summary>The examples beside the rules.</summary>
    public IReadOnlyList<ProfileSample> Samples { get; init; } = [];

    public PatchAnswers PatchAnswer { get; init; } = new(Mapping.PatchAnswer.Resource, Mapping.PatchAnswer.NoContent);

    /// <summary>What is said of groups.</summary>
    public GroupRules Groups { get; init; } = GroupRules.None;

    public IReadOnlyList<AttributeRule> Rules { get; }

    /// <summary>Finds the attributes of the rules, and behind them those that are refused, in a resource.</summary>
    public AttributeReader Reader { get; }

    /// <summary>The attributes that are neither mapped nor dropped.</summary>
    public IReadOnlyList<AttributeRule> Refused { get; }

    // Where policies that are not mapping (deactivation wins, ownership) find what they speak of; -1 where no rule writes it.
    public int UserName { get; }

    public int ExternalId { get; }

    public int Email { get; }

    public int Active { get; }

    public int AuthType { get; }

    public int IdpUserId { get; }

    /// <summary>The rule for an attribute path, core schema URN or none, or -1.</summary>
    public int IndexOf(AttributePath path) => _byPath.GetValueOrDefault(WithoutCoreSchema(path), -1);

    /// <summary>The elements that a multi-valued attribute may have here; none where no rule takes one.</summary>
    public IReadOnlyList<ElementShape> ElementsOf(AttributePath path) => _elements.GetValueOrDefault(WholeOf(path)) ?? [];

    /// <summary>The rules that take what a client writes of a multi-valued attribute: of all its parts, or of the one that the path names.</summary>
    public IReadOnlyList<int> WritableElementsOf(AttributePath path) => ElementsOf(path) is { Count: > 0 } shapes
        ? [.. shapes.SelectMany(shape => shape.Parts)
            .Where(part => Rules[part.Rule].ToEgnyte && (path.SubAttribute is null || part.Is(path.SubAttribute)))
            .Select(part => part.Rule)]
        : [];

    /// <summary>The rule that fills an Egnyte field, or -1.</summary>
    public int IndexOfField(string egnyteField) => _byField.GetValueOrDefault(egnyteField, -1);

    /// <summary>The rule that speaks of an Egnyte field in an error: a name for the administrator, and the fix.</summary>
    public AttributeRule? RuleOfField(string? egnyteField) =>
        egnyteField is null ? null : Rules.FirstOrDefault(rule =>
            string.Equals(rule.Field?.Name, egnyteField, StringComparison.OrdinalIgnoreCase)
                || (rule.Field is not null && string.Equals(rule.Field.Name.Split('.')[^1], egnyteField, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Why a value of this attribute, or of a part of it, cannot be taken; null where nothing is against it.</summary>
    public ScimError? RefusalOf(AttributePath path) =>
        WholeOf(path) is var whole && Refused.FirstOrDefault(rule => rule.Path == whole) is { } refused
            ? ScimError.InvalidValue($"{refused.Name} cannot be pushed: Egnyte has no such attribute. {refused.Fix}".TrimEnd())
            : null;

    /// <summary>Whether the attribute is read-only; <c>name.formatted</c>, which is ignored, is no such attribute.</summary>
    public bool IsReadOnly(AttributePath path) =>
        WithoutCoreSchema(path) is { Schema: null } core && core.Attribute.ToLowerInvariant() is "id" or "meta" or "schemas"
        || (ElementsOf(path) is { Count: > 0 } shapes
            ? shapes.SelectMany(shape => shape.Parts).All(part => Rules[part.Rule].IsReadOnly)
            : (IndexOf(WholeOf(path)) is var rule and >= 0 && Rules[rule].IsReadOnly) || (IndexOf(path) is var exact and >= 0 && Rules[exact].IsReadOnly));

    /// <summary>Whether it is an attribute (<c>name</c>) whose parts have rules, and not it.</summary>
    public bool IsComplex(AttributePath path) =>
        path.SubAttribute is null && _complex.Contains(WithoutCoreSchema(path));

    /// <summary>Whether the rule is the first of those that take an element of its attribute.</summary>
    public bool IsFirstOfElements(int rule)
    {
        for (var earlier = 0; earlier < rule; earlier++)
        {
            if (Rules[earlier].Element is not null && Rules[earlier].Path == Rules[rule].Path)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The mapped attribute that a client means by a name which is no attribute: <c>emails</c> for <c>email</c>. Null for any other.</summary>
    public AttributePath? PluralOf(AttributePath path) => _plurals.Count > 0 ? _plurals.GetValueOrDefault(WholeOf(path)) : null;

    /// <summary>Whether a name that cannot be read begins as that of a mapped attribute does, <c>emails[0].value</c>, or is the schema of one.</summary>
    public bool BeginsWithMapped(string name)
    {
        if (ScimSchemas.User.Equals(name, StringComparison.OrdinalIgnoreCase)
            || ScimSchemas.IsOtherCore(name, Extensions)
            || Rules.Any(rule => rule.ToEgnyte && name.Equals(rule.Path.Schema, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        var schema = Extensions.FirstOrDefault(urn => ScimSchemas.IsBelow(name, urn));
        var rest = schema is null ? name : name[(schema.Length + 1)..];
        return Rules.Any(rule => rule.ToEgnyte && AttributePath.Begins(rest, rule.Path.Attribute));
    }

    private static Dictionary<AttributePath, AttributePath> PluralsOf(IEnumerable<AttributePath> attributes, IReadOnlyList<AttributeRule> rules) => attributes
        .Where(attribute => attribute.Attribute is [_, .., 's' or 'S'])
        .Select(attribute => (Singular: attribute with { Attribute = attribute.Attribute[..^1] }, Plural: attribute))
        .Where(names => !rules.Any(rule => rule.Path with { SubAttribute = null } == names.Singular))
        .ToDictionary(names => names.Singular, names => names.Plural);

    // A copy only where there is something to take away: this is asked of every path of every PATCH.
    private static AttributePath WholeOf(AttributePath path) =>
        WithoutCoreSchema(path) is { SubAttribute: not null } part ? part with { SubAttribute = null } : WithoutCoreSchema(path);

    public static AttributePath WithoutCoreSchema(AttributePath path) =>
        ScimSchemas.User.Equals(path.Schema, StringComparison.OrdinalIgnoreCase) ? path with { Schema = null } : path;
}
