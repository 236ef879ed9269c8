using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Schemas;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;
using Egnyte.ScimProxy.Scim.Filters.Evaluation;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Groups;

/// <summary>A SCIM query of groups as one question to Egnyte, and what of it is finished here.</summary>
internal abstract record GroupQuery
{
    /// <summary>What Egnyte was not asked and a group must fit as well; null when the question says it all.</summary>
    public FilterEvaluator? Rest { get; private init; }

    /// <summary>Whether the rest speaks of members, which Egnyte's lists do not hold: each candidate is read whole.</summary>
    public bool NeedsMembers { get; private init; }

    /// <summary>Whether some of the groups found may be none of those that the client sees.</summary>
    public bool FindsHidden { get; private init; }

    public virtual bool IsWhole => Rest is null && !FindsHidden;

    /// <summary>Whether it asks for one group by its id or whole name, and lists nothing.</summary>
    public bool IsLookUp => this is ById or Nothing or Page { NameFilter.Comparison: NameComparison.Equals };

    public sealed record ById(string Id) : GroupQuery;

    public sealed record Nothing : GroupQuery;

    /// <summary>A page of all groups, or of those that Egnyte's own filter finds.</summary>
    public sealed record Page(GroupNameFilter? NameFilter) : GroupQuery
    {
        public string? EgnyteFilter => NameFilter?.EgnyteFilter;

        /// <summary>Whether Egnyte's filter finds what is asked and nothing else.</summary>
        public bool IsExact => NameFilter is null or { CanBeAsked: true };

        public override bool IsWhole => base.IsWhole && IsExact;

        public bool Matches(EgnyteGroup group) => NameFilter?.Holds(group.DisplayName) is not false;
    }

    /// <summary>Every group is read, within the calls that the tenant allows.</summary>
    public sealed record Scan : GroupQuery;

    public static GroupQuery From(ScimFilter? filter, TenantSettings settings, GroupRules rules)
    {
        // The first part that Egnyte can be asked; an id or a whole name before a part of a name, which finds more, and that before every group.
        var parts = filter is null ? [] : FilterAttributes.Conjuncts(filter);
        var asked = parts.Select((part, index) => (Part: Ask(part, rules), Index: index))
            .Where(part => part.Part is not null)
            .OrderBy(part => part.Part!.Query switch { { IsLookUp: true } => 0, Page { NameFilter: null } => 2, _ => 1 })
            .FirstOrDefault();
        var rest = parts.Where((_, index) => asked.Part is not { IsExact: true } || index != asked.Index).ToList();
        var query = asked.Part?.Query is { IsLookUp: true } lookUp ? lookUp
            : AmongThoseShown(asked.Part?.Query as Page, rules)
            ?? ((filter is null || asked.Part?.Query is Page) && !rules.HidesSome ? new Page(null)
                : settings.Get(TenantSettingsFormat.MaxScanCalls) > 0 ? new Scan { FindsHidden = rules.HidesSome }
                : throw Unsupported(filter, settings, rules));
        if (query is Page { NameFilter: { } pushed } && asked.Part?.Query is Page { NameFilter: { } part } && !pushed.Implies(part))
        {
            rest = [.. parts];
        }

        return rest.Count == 0 || query is Nothing ? query : Finish(query, rest.Aggregate((left, right) => new AndFilter(left, right)));
    }

    /// <summary>
    /// Egnyte takes one question: the client's, or which groups are shown at all. Null where there is none to be asked and every group must be
    /// read.
    /// </summary>
    private static GroupQuery? AmongThoseShown(Page? asked, GroupRules rules)
    {
        var shown = rules.Shown is { CanBeAsked: true } ? rules.Shown : null;
        if (asked?.NameFilter is { } question && shown is not null)
        {
            // Of two that find different groups the one that finds fewer, as far as can be known: the other is compared here.
            return question.Excludes(shown)
                ? new Nothing()
                : Choose(shown.Implies(question) || (!question.Implies(shown) && shown.IsCloserThan(question)) ? shown : question);
        }

        return (asked?.NameFilter ?? shown) is { } only ? Choose(only) : null;

        Page Choose(GroupNameFilter chosen) =>
            new(chosen) { FindsHidden = rules.ShownPattern is not null || (rules.Shown is not null && !chosen.Implies(rules.Shown)) };
    }

    private static GroupQuery Finish(GroupQuery query, ScimFilter rest) => query with
    {
        Rest = FilterEvaluator.Compile(rest, GroupSchema.Resource.TraitsOf),
        NeedsMembers = FilterAttributes.Of(rest).Any(path => path.Attribute.Equals("members", StringComparison.OrdinalIgnoreCase)),
    };

    /// <summary>The question to Egnyte that finds all that fit a part of a filter; null where there is none.</summary>
    private static Asked? Ask(ScimFilter filter, GroupRules rules)
    {
        if (filter is not ComparisonFilter
            {
                Value: { Kind: FilterValueKind.String, Text: { } value },
                Path: { SubAttribute: null } path,
                Operator: var comparison,
            }
            || (path.Schema is not null && !path.Schema.Equals(ScimSchemas.Group, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        return (path.Attribute.ToUpperInvariant(), comparison) switch
        {
            ("ID", FilterOperator.Equal) =>
                new Asked(EgnyteGroupId.TryParse(value, out var id) ? new ById(id.Value) { FindsHidden = rules.HidesSome } : new Nothing()),
            ("DISPLAYNAME", FilterOperator.Equal) => OfWholeName(value, rules),
            ("DISPLAYNAME", FilterOperator.StartsWith) => OfBeginning(value, rules),
            ("DISPLAYNAME", FilterOperator.Contains) => OfPart(value, rules),
            _ => null,
        };
    }

    private static Asked? OfBeginning(string value, GroupRules rules)
    {
        // Every name that a client reads starts with the stripped prefix.
        var stripped = rules.StrippedPrefix;
        if (stripped.Length > 0 && stripped.StartsWith(value, StringComparison.OrdinalIgnoreCase))
        {
            return Everything;
        }

        if (!value.StartsWith(stripped, StringComparison.OrdinalIgnoreCase))
        {
            return new Asked(new Nothing());
        }

        var rest = value[stripped.Length..];
        return rules.KeepsNames ? OfName(NameComparison.StartsWith, rest)
            : rules.HiddenPrefix is { } prefix ? OfName(NameComparison.StartsWith, prefix + rest)
            : OfEnd(rest, rules);
    }

    private static Asked? OfPart(string value, GroupRules rules)
    {
        var stripped = rules.StrippedPrefix;
        if (stripped.Length > 0 && stripped.Contains(value, StringComparison.OrdinalIgnoreCase))
        {
            return Everything;
        }

        // For the prefix "egnyte-", "e-Sa" is in "egnyte-Sales", of which Egnyte has "Sales": what is behind the prefix is in every name that fits.
        var overlap = Enumerable.Range(0, Math.Min(stripped.Length, value.Length) + 1)
            .Last(length => stripped.EndsWith(value[..length], StringComparison.OrdinalIgnoreCase));
        return rules.KeepsNames
            ? OfName(NameComparison.Contains, value[overlap..]) with { IsExact = overlap == 0 }
            : OfEnd(value[overlap..], rules);
    }

    /// <summary>What a client sees is the end of the name in Egnyte: what is in it is in the name.</summary>
    private static Asked? OfEnd(string value, GroupRules rules) =>
        rules.HidesOnlyABeginning ? OfName(NameComparison.Contains, value) with { IsExact = false } : null;

    /// <summary>The transforms go forward over the literal; whether the group found reads back as the literal is looked at afterwards.</summary>
    private static Asked OfWholeName(string value, GroupRules rules) => rules.ToLookUp(value) is not { } name
        ? new Asked(new Nothing())
        : OfName(NameComparison.Equals, name) is var asked && rules.ShowsNamesAsTheyAre && name.Equals(value, StringComparison.OrdinalIgnoreCase)
            ? asked with { Query = asked.Query with { FindsHidden = rules.ShownPattern is not null } }
            : new Asked(asked.Query with { FindsHidden = rules.ShownPattern is not null }, IsExact: false);

    /// <summary>True of every group.</summary>
    private static Asked Everything { get; } = new(new Page(null));

    private static Asked OfName(NameComparison comparison, string value) => new(new Page(new GroupNameFilter(comparison, value)));

    private static ScimException Unsupported(ScimFilter? filter, TenantSettings settings, GroupRules rules)
    {
        var key = settings.Key(TenantSettingsFormat.MaxScanCalls);
        return new(filter is null
            ? ScimError.TooMany(
                $"Egnyte cannot be asked which groups are shown here ({rules.ShownText}), so that every group would have to be read: {key} says "
                + "how many calls that may cost, and is 0. Set it, or look a group up by displayName or id with eq.")
            : ScimError.InvalidFilter(
                $"The filter {(filter.ToString() is { Length: > 200 } text ? text[..200] + "…" : filter)} cannot be asked of Egnyte. Supported: "
                + $"displayName with eq, sw or co, and id with eq, each with a string; and one of these joined by and with other conditions. {key} "
                + "lets the proxy read every group instead."));
    }

    /// <param name="Query">What finds all that fit a part of a filter.</param>
    /// <param name="IsExact">Whether it finds no others among those that are shown.</param>
    private sealed record Asked(GroupQuery Query, bool IsExact = true);
}
