using Egnyte.ScimProxy.EgnyteApi.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Users;

/// <summary>A SCIM query of users as one question to Egnyte, and how to tell that a row answers it.</summary>
internal abstract record UserQuery
{
    /// <summary>A page of everybody.</summary>
    public sealed record All : UserQuery;

    /// <summary>Nobody can match: an impossible id or an impossible Egnyte name. No call is made.</summary>
    public sealed record Nobody : UserQuery;

    public sealed record ById(EgnyteUserId Id) : UserQuery;

    /// <summary>Egnyte's own filter, the rows that really match, and the user name's form in the answer.</summary>
    public sealed record ByField(string EgnyteFilter, Func<EgnyteUser, bool> Matches, string? UserName = null) : UserQuery;

    private const string Supported = "Supported: userName, externalId, id, emails, emails.value, emails[value eq \"…\"] and emails[type eq \"work\"].value, each with eq and a string.";

    public static UserQuery From(string? filter, MappingProfile profile, TenantSettings settings)
    {
        if (string.IsNullOrWhiteSpace(filter))
        {
            return new All();
        }

        var (attribute, value) = ScimFilterParser.Parse(filter) switch
        {
            ComparisonFilter { Operator: FilterOperator.Equal, Value: { Kind: FilterValueKind.String, Text: { } text } } comparison => (comparison.Path, text),
            ValuePathFilter { Filter: ComparisonFilter { Operator: FilterOperator.Equal, Value: { Kind: FilterValueKind.String, Text: { } text }, Path: { Attribute: var name, SubAttribute: null } } } element
                when name.Equals("value", StringComparison.OrdinalIgnoreCase) => (element.Path, text),
            ValuePathComparisonFilter { Operator: FilterOperator.Equal, Value: { Kind: FilterValueKind.String, Text: { } text } } element
                when element.SubAttribute.Equals("value", StringComparison.OrdinalIgnoreCase) && IsTypeWork(element.Filter) => (element.Path, text),
            _ => throw Unsupported(filter),
        };
        return Ask(MappingProfile.WithoutCoreSchema(attribute), value, profile, settings) ?? throw Unsupported(filter);
    }

    private static UserQuery? Ask(AttributePath attribute, string value, MappingProfile profile, TenantSettings settings)
    {
        if (attribute is { Schema: null, SubAttribute: null } && attribute.Attribute.Equals("id", StringComparison.OrdinalIgnoreCase))
        {
            return EgnyteUserId.TryParse(value, out var id) ? new ById(id) : new Nobody();
        }

        var index = IndexOf(attribute, profile);
        if (index < 0 || profile.Rules[index] is not { Field.IsFilterable: true } rule)
        {
            return null;
        }

        if (rule.Field == EgnyteUserFields.UserName)
        {
            return ByUserName(value, rule, settings);
        }

        // No public source says how Egnyte escapes these, and a wrong guess would answer "nobody" for somebody.
        if (value.AsSpan().ContainsAny('"', '\\'))
        {
            throw new ScimException(ScimError.InvalidFilter($"Egnyte cannot be asked for a {rule.Name} that holds a quotation mark or a backslash."));
        }

        var field = rule.Field!;
        return value.Length == 0 ? new Nobody() : new ByField($"{field.Name} eq \"{value}\"", user => field.Read!(user).Is(MappedValue.Of(value), field.IgnoresCase));
    }

    /// <summary>
    /// The rule's transforms go forward over the literal; an account found by the part before @ is the person's only if the e-mail
    /// address says so too, or the tenant says that the domain is its own (behaviour.md §2): another Jane is never adopted.
    /// </summary>
    private static UserQuery ByUserName(string value, AttributeRule rule, TenantSettings settings)
    {
        var egnyteName = rule.ToEgnyteValue(MappedValue.Of(value), out var impossible).Text;
        if (impossible is not null || egnyteName is null)
        {
            return new Nobody();
        }

        return new ByField(
            $"userName eq \"{egnyteName}\"",
            user => egnyteName.Equals(user.UserName, StringComparison.OrdinalIgnoreCase)
                && (!value.Contains('@', StringComparison.Ordinal) || value.Equals(user.Email, StringComparison.OrdinalIgnoreCase) || settings.UserNameDomains.Contains(value[(value.LastIndexOf('@') + 1)..])),
            value);
    }

    // "email" is what Egnyte calls it; administrators type it, and it can mean nothing else.
    private static int IndexOf(AttributePath attribute, MappingProfile profile) => attribute switch
    {
        { Schema: null, SubAttribute: null } when attribute.Attribute.Equals("email", StringComparison.OrdinalIgnoreCase) => profile.Email,
        { SubAttribute: { } sub } when sub.Equals("value", StringComparison.OrdinalIgnoreCase) && profile.IndexOf(attribute with { SubAttribute = null }) is var rule and >= 0 && profile.Rules[rule].Pick is not null => rule,
        _ => profile.IndexOf(attribute),
    };

    private static bool IsTypeWork(ScimFilter filter) =>
        filter is ComparisonFilter { Operator: FilterOperator.Equal, Path: { Attribute: var name, SubAttribute: null }, Value: { Text: { } type } }
        && name.Equals("type", StringComparison.OrdinalIgnoreCase) && type.Equals("work", StringComparison.OrdinalIgnoreCase);

    private static ScimException Unsupported(string filter) =>
        new(ScimError.InvalidFilter($"The filter {(filter.Length <= 200 ? filter : filter[..200] + "…")} cannot be asked of Egnyte. {Supported}"));
}
