using Egnyte.ScimProxy.Discovery;
using Egnyte.ScimProxy.EgnyteApi.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Users;

/// <summary>A SCIM query of users as one question to Egnyte, and what of it is finished here.</summary>
internal abstract record UserQuery
{
    private const string Supported = "Supported: userName, externalId, id, emails, emails.value, emails[value eq \"…\"] and emails[type eq \"work\"].value, each with eq and a string; and one of these joined by and with other conditions.";

    /// <summary>What Egnyte was not asked and a row must fit as well; null when the question says it all.</summary>
    public FilterEvaluator? Rest { get; private init; }

    /// <summary>What the rest speaks of and Egnyte's lists are not known to hold, so that each candidate is read whole.</summary>
    public IReadOnlyList<AttributeRule> NotInLists { get; private init; } = [];

    /// <summary>The user name as the client wrote it, where the filter names one: the answer repeats that form.</summary>
    public virtual string? UserName => null;

    /// <summary>A page of everybody.</summary>
    public sealed record All : UserQuery;

    /// <summary>Nobody can match: an impossible id or an impossible Egnyte name. No call is made.</summary>
    public sealed record Nobody : UserQuery;

    public sealed record ById(EgnyteUserId Id) : UserQuery;

    /// <summary>Egnyte's own filter, and the rows that really match.</summary>
    public sealed record ByField(string EgnyteFilter, Func<EgnyteUser, bool> Matches, string? AsWritten = null) : UserQuery
    {
        public override string? UserName => AsWritten;
    }

    /// <summary>Everybody is read, within the calls that the tenant allows.</summary>
    public sealed record Scan : UserQuery;

    public static UserQuery From(ScimFilter? filter, MappingProfile profile, TenantSettings settings, ResourceSchema schema)
    {
        if (filter is null)
        {
            return new All();
        }

        // The first part that Egnyte can be asked. A user name before all others: in e-mail form it means more than the name that is shown.
        var parts = FilterAttributes.Conjuncts(filter);
        var asked = parts.Select((part, index) => (Query: Ask(part, profile, settings), index)).Where(part => part.Query is not null).OrderBy(part => part.Query is Nobody ? 0 : part.Query is { UserName: not null } ? 1 : part.Query is ById ? 2 : 3).FirstOrDefault();
        if (asked.Query is null)
        {
            var scan = settings.MaxScanCalls > 0 ? Finish(new Scan(), filter, profile, schema) : throw Unsupported(filter, $"{settings.Key(nameof(TenantSettings.MaxScanCalls))} lets the proxy read everybody instead.");
            return scan.NotInLists is [var missing, ..] ? throw Unsupported(filter, $"Reading everybody does not help either: Egnyte's lists are not known to hold {missing.Name}.") : scan;
        }

        var rest = parts.Where((_, index) => index != asked.index).ToList();
        return rest.Count == 0 ? asked.Query : Finish(asked.Query, rest.Aggregate((left, right) => new AndFilter(left, right)), profile, schema);
    }

    private static UserQuery Finish(UserQuery query, ScimFilter rest, MappingProfile profile, ResourceSchema schema)
    {
        // What a name in e-mail form means (behaviour.md §2) only the look-up by name decides: compared with the name that is shown, it
        // would not find the person.
        if (FilterAttributes.Comparisons(rest).Any(part => part is ComparisonFilter { Operator: FilterOperator.Equal or FilterOperator.NotEqual, Value.Kind: FilterValueKind.String } comparison && profile.IndexOf(comparison.Path) == profile.UserName))
        {
            throw Unsupported(rest, "userName can be compared by eq once in a filter, and not beneath or or not.");
        }

        return query with
        {
            Rest = FilterEvaluator.Compile(rest, schema.TraitsOf),
            NotInLists = [.. profile.Rules.Where(rule => rule is { ToScim: true, Field.IsInLists: false } && FilterAttributes.Of(rest).Any(path => Overlap(rule.Path, MappingProfile.WithoutCoreSchema(path))))],
        };
    }

    private static bool Overlap(AttributePath rule, AttributePath asked) =>
        rule == asked || (asked.SubAttribute is null ? rule with { SubAttribute = null } == asked : rule.SubAttribute is null && rule == asked with { SubAttribute = null });

    /// <summary>The question to Egnyte that says the same; null where there is none.</summary>
    private static UserQuery? Ask(ScimFilter filter, MappingProfile profile, TenantSettings settings) => filter switch
    {
        ComparisonFilter { Operator: FilterOperator.Equal, Value: { Kind: FilterValueKind.String, Text: { } text } } comparison => Ask(MappingProfile.WithoutCoreSchema(comparison.Path), text, profile, settings),
        ValuePathFilter { Filter: ComparisonFilter { Operator: FilterOperator.Equal, Value: { Kind: FilterValueKind.String, Text: { } text }, Path: { Attribute: var name, SubAttribute: null } } } element
            when name.Equals("value", StringComparison.OrdinalIgnoreCase) => Ask(MappingProfile.WithoutCoreSchema(element.Path), text, profile, settings),
        ValuePathComparisonFilter { Operator: FilterOperator.Equal, Value: { Kind: FilterValueKind.String, Text: { } text } } element
            when element.SubAttribute.Equals("value", StringComparison.OrdinalIgnoreCase) && IsTypeWork(element.Filter) => Ask(MappingProfile.WithoutCoreSchema(element.Path), text, profile, settings),
        _ => null,
    };

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
        && name.Equals("type", StringComparison.OrdinalIgnoreCase) && type.Equals(ShownElement.Type, StringComparison.OrdinalIgnoreCase);

    private static ScimException Unsupported(ScimFilter filter, string reason) =>
        new(ScimError.InvalidFilter($"The filter {(filter.ToString() is { Length: > 200 } text ? text[..200] + "…" : filter)} cannot be asked of Egnyte. {Supported} {reason}"));
}
