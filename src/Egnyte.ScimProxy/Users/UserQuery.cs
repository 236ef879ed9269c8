using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Schemas;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;
using Egnyte.ScimProxy.Tenants;
using Egnyte.ScimProxy.Users.Patching;

namespace Egnyte.ScimProxy.Users;

/// <summary>A SCIM query of users as one question to Egnyte, and what of it is finished here.</summary>
internal abstract record UserQuery
{
    private const string Supported =
        "Supported: userName, externalId, id, emails, emails.value, emails[value eq \"…\"] and emails[type eq \"work\"].value, each with "
        + "eq and a string without quotation marks and backslashes; and one of these joined by and with other conditions.";

    /// <summary>What Egnyte was not asked and a row must fit as well; null when the question says it all.</summary>
    public UserFilter? Rest { get; private init; }

    /// <summary>What the rest speaks of and Egnyte's lists are not known to hold, so that each candidate is read whole.</summary>
    public IReadOnlyList<AttributeRule> NotInLists { get; private init; } = [];

    /// <summary>What the rest speaks of and every account has, whether Egnyte tells it or not.</summary>
    private IReadOnlyList<AttributeRule> Needed { get; init; } = [];

    /// <summary>The user name as the client wrote it, where the filter names one: the answer repeats that form.</summary>
    public virtual string? UserName => null;

    /// <summary>A page of all users.</summary>
    public sealed record All : UserQuery;

    /// <summary>No user can match: an impossible id or an impossible Egnyte name. No call is made.</summary>
    public sealed record NoUser : UserQuery;

    public sealed record ById(EgnyteUserId Id) : UserQuery;

    /// <summary>Egnyte's own filter, and the rows that really match.</summary>
    public sealed record ByField(string EgnyteFilter, Func<EgnyteUser, bool> Matches, string? AsWritten = null) : UserQuery
    {
        public override string? UserName => AsWritten;
    }

    /// <summary>All users are read, within the calls that the tenant allows.</summary>
    public sealed record Scan : UserQuery;

    public static UserQuery From(ScimFilter? filter, MappingProfile profile, TenantSettings settings, ResourceSchema schema)
    {
        if (filter is null)
        {
            return new All();
        }

        // The first part that Egnyte can be asked. A user name before all others: in e-mail form it means more than the name that is shown.
        var parts = FilterAttributes.Conjuncts(filter);
        var asked = parts.Select((part, index) => (Query: Ask(part, profile, settings), index))
            .Where(part => part.Query is not null)
            .OrderBy(part => part.Query is NoUser ? 0 : part.Query is { UserName: not null } ? 1 : part.Query is ById ? 2 : 3)
            .FirstOrDefault();
        if (asked.Query is null)
        {
            return settings.Get(TenantSettingsFormat.MaxScanCalls) > 0
                ? Finish(new Scan(), filter, profile, settings, schema)
                : throw Unsupported(filter, $"{settings.Key(TenantSettingsFormat.MaxScanCalls)} lets the proxy read every user instead.");
        }

        var rest = parts.Where((_, index) => index != asked.index).ToList();
        return rest.Count == 0 ? asked.Query : Finish(asked.Query, rest.Aggregate((left, right) => new AndFilter(left, right)), profile, settings, schema);
    }

    /// <summary>The look-up of one user name; null where Egnyte cannot be asked for it.</summary>
    public static UserQuery? OfUserName(string value, MappingProfile profile, TenantSettings settings) => Ask(profile.UserName, value, profile, settings);

    /// <summary>Refuses where what the rest speaks of is not told: an empty list would claim that no user matches.</summary>
    public void RequireTold(IReadOnlyList<EgnyteUser> candidates)
    {
        if (Needed.FirstOrDefault(rule => candidates.Any(user => rule.Field!.IsTold!(user) is false)) is { } untold)
        {
            throw new ScimException(ScimError.InvalidFilter(
                $"Egnyte does not tell {untold.Name} of its accounts here, so that the filter cannot be answered: leave {untold.Name} out."));
        }
    }

    private static UserQuery Finish(UserQuery query, ScimFilter rest, MappingProfile profile, TenantSettings settings, ResourceSchema schema)
    {
        var spokenOf = profile.Rules.Where(rule => rule is { ToScim: true, Field: not null } && FilterAttributes.Of(rest)
            .Any(path => Overlap(rule.Path, MappingProfile.WithoutCoreSchema(path)))).ToList();
        return query with
        {
            Rest = UserFilter.Compile(rest, profile, settings, schema) ?? throw Unsupported(
                rest, $"userName is made of several attributes by profile {profile.Name}, and can be compared by eq only, and not beneath or or not."),
            NotInLists = [.. spokenOf.Where(rule => !rule.Field!.IsInLists)],
            Needed = [.. spokenOf.Where(rule => rule.Field!.IsTold is not null)],
        };
    }

    private static bool Overlap(AttributePath rule, AttributePath asked) =>
        rule == asked
        || (asked.SubAttribute is null
            ? rule with { SubAttribute = null } == asked
            : rule.SubAttribute is null && rule == asked with { SubAttribute = null });

    /// <summary>The question to Egnyte that says the same; null where there is none.</summary>
    private static UserQuery? Ask(ScimFilter filter, MappingProfile profile, TenantSettings settings) => filter switch
    {
        ComparisonFilter { Operator: FilterOperator.Equal, Value: { Kind: FilterValueKind.String, Text: { } text } } comparison =>
            Ask(MappingProfile.WithoutCoreSchema(comparison.Path), text, profile, settings),
        ValuePathFilter
        {
            Filter: ComparisonFilter
            {
                Operator: FilterOperator.Equal,
                Value: { Kind: FilterValueKind.String, Text: { } text },
                Path: { Attribute: var name, SubAttribute: null },
            },
        } element
            when profile.ElementsOf(element.Path).Count > 0 =>
                Ask(MappingProfile.WithoutCoreSchema(element.Path) with { SubAttribute = name }, text, profile, settings),
        ValuePathComparisonFilter { Operator: FilterOperator.Equal, Value: { Kind: FilterValueKind.String, Text: { } text } } element =>
            Ask(ElementOf(element, profile), text, profile, settings),
        _ => null,
    };

    private static UserQuery? Ask(AttributePath attribute, string value, MappingProfile profile, TenantSettings settings)
    {
        if (attribute is { Schema: null, SubAttribute: null } && attribute.Attribute.Equals("id", StringComparison.OrdinalIgnoreCase))
        {
            return EgnyteUserId.TryParse(value, out var id) ? new ById(id) : new NoUser();
        }

        return Ask(IndexOf(attribute, profile), value, profile, settings);
    }

    private static UserQuery? Ask(int index, string value, MappingProfile profile, TenantSettings settings)
    {
        if (index < 0 || profile.Rules[index] is not { Field.IsFilterable: true, IsSoleInput: true } rule)
        {
            return null;
        }

        if (rule.Field == EgnyteUserFields.UserName)
        {
            return ByUserName(value, rule, settings);
        }

        // Forward through the transforms, and back: an account that reads otherwise is another's.
        var (field, literal) = (rule.Field!, MappedValue.Of(value));
        var asked = rule.ToEgnyteValue(literal, out var impossible);
        return impossible is not null || asked.Text is null ? new NoUser()
            : !CanBeAsked(asked.Text) ? null
            : new ByField(
                $"{field.Name} eq \"{asked}\"", user => field.Read!(user).Is(asked, field.IgnoresCase) && rule.Read(user).Is(literal, field.IgnoresCase));
    }

    // No public source says how Egnyte escapes these, and a wrong guess would answer an empty list for a user that exists. Egnyte has no filter on a part
    // of a user's attribute either.
    public static bool CanBeAsked(string value) => !value.AsSpan().ContainsAny('"', '\\');

    /// <summary>
    /// The rule's transforms go forward over the literal; an account found by the part before @ is the requested one only if the e-mail
    /// address says so too, or the tenant says that the domain is its own (behaviour.md §2): another Jane is never adopted.
    /// </summary>
    private static UserQuery ByUserName(string value, AttributeRule rule, TenantSettings settings)
    {
        var egnyteName = rule.ToEgnyteValue(MappedValue.Of(value), out var impossible).Text;
        if (impossible is not null || egnyteName is null || !CanBeAsked(egnyteName))
        {
            return new NoUser();
        }

        return new ByField(
            $"userName eq \"{egnyteName}\"",
            user => egnyteName.Equals(user.UserName, StringComparison.OrdinalIgnoreCase)
                && ReadsBackAs(value, user, rule, settings),
            value);
    }

    // What the transforms remove, such as an accent, distinguishes two users: the account belongs to only one of them.
    private static bool ReadsBackAs(string value, EgnyteUser user, AttributeRule rule, TenantSettings settings)
    {
        var shown = rule.ToScimValue(MappedValue.Of(user.UserName)).Text;
        var at = value.LastIndexOf('@');
        return at < 0
            ? value.Equals(shown, StringComparison.OrdinalIgnoreCase)
            : value.Equals(user.Email, StringComparison.OrdinalIgnoreCase)
                || (settings.Get(TenantSettingsFormat.UserNameDomains).Contains(value[(at + 1)..]) && value.AsSpan(0, at)
                .Equals(shown, StringComparison.OrdinalIgnoreCase));
    }

    // "email" is what Egnyte calls it; administrators type it, and it can mean nothing else.
    public static int IndexOf(AttributePath attribute, MappingProfile profile) => attribute switch
    {
        { Schema: null, SubAttribute: null } when attribute.Attribute.Equals("email", StringComparison.OrdinalIgnoreCase) => profile.Email,
        _ when profile.ElementsOf(attribute) is { Count: > 0 } shapes => OnlyOf(shapes, attribute.SubAttribute ?? ElementRule.ValuePart),
        _ => profile.IndexOf(attribute),
    };

    // Of several elements any may be meant, and Egnyte can be asked for one field.
    private static int OnlyOf(IEnumerable<ElementShape> shapes, string part) =>
        shapes.SelectMany(shape => shape.Parts).Where(mapped => mapped.Is(part)).ToList() is [var only] ? only.Rule : -1;

    private static int ElementOf(ValuePathComparisonFilter asked, MappingProfile profile)
    {
        if (profile.ElementsOf(asked.Path) is not { Count: > 0 } shapes || asked.Path.SubAttribute is not null)
        {
            return -1;
        }

        var filter = ElementFilter.Compile(asked.Filter, shapes);
        var possible = shapes.Where(shape => filter.Selects(shape) is not false).ToList();
        return possible is [var shape] && filter.Selects(shape) is true ? OnlyOf(possible, asked.SubAttribute) : -1;
    }

    private static ScimException Unsupported(ScimFilter filter, string reason) =>
        new(ScimError.InvalidFilter(
            $"The filter {(filter.ToString() is { Length: > 200 } text ? text[..200] + "…" : filter)} cannot be asked of Egnyte. {Supported} "
            + $"{reason}"));
}
