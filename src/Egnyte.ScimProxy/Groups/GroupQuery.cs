using Egnyte.ScimProxy.Discovery;
using Egnyte.ScimProxy.EgnyteApi.Models;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Groups;

/// <summary>A SCIM query of groups as one question to Egnyte, and what of it is finished here.</summary>
internal abstract record GroupQuery
{
    /// <summary>What Egnyte was not asked and a group must fit as well; null when the question says it all.</summary>
    public FilterEvaluator? Rest { get; private init; }

    /// <summary>Whether the rest speaks of members, which Egnyte's lists do not hold: each candidate is read whole.</summary>
    public bool NeedsMembers { get; private init; }

    /// <summary>Whether it asks for one group by its id or whole name, and lists nothing.</summary>
    public bool IsLookUp => this is ById or Nothing or Page { IsByName: true };

    public sealed record ById(string Id) : GroupQuery;

    public sealed record Nothing : GroupQuery;

    /// <summary>A page of all groups, or of those that Egnyte's own filter finds.</summary>
    public sealed record Page(string? EgnyteFilter, Func<EgnyteGroup, bool> Matches, bool IsByName = false) : GroupQuery;

    /// <summary>Every group is read, within the calls that the tenant allows.</summary>
    public sealed record Scan : GroupQuery;

    public static GroupQuery From(ScimFilter? filter, TenantSettings settings)
    {
        if (filter is null)
        {
            return new Page(null, static _ => true);
        }

        // The first part that Egnyte can be asked; an id or a whole name before a part of a name, which finds more.
        var parts = FilterAttributes.Conjuncts(filter);
        var asked = parts.Select((part, index) => (Query: Ask(part), index)).Where(part => part.Query is not null).OrderBy(part => part.Query!.IsLookUp ? 0 : 1).FirstOrDefault();
        if (asked.Query is null)
        {
            return settings.MaxScanCalls > 0 ? Finish(new Scan(), filter) : throw Unsupported(filter, settings);
        }

        var rest = parts.Where((_, index) => index != asked.index).ToList();
        return rest.Count == 0 ? asked.Query : Finish(asked.Query, rest.Aggregate((left, right) => new AndFilter(left, right)));
    }

    /// <summary>No public source says how Egnyte escapes these, and a wrong guess would answer "no such group" for one that exists.</summary>
    public static bool CanBeAsked(string? displayName) => !displayName.AsSpan().ContainsAny('"', '\\');

    private static GroupQuery Finish(GroupQuery query, ScimFilter rest) => query with
    {
        Rest = FilterEvaluator.Compile(rest, GroupSchema.Resource.TraitsOf),
        NeedsMembers = FilterAttributes.Of(rest).Any(path => path.Attribute.Equals("members", StringComparison.OrdinalIgnoreCase)),
    };

    private static GroupQuery? Ask(ScimFilter filter)
    {
        if (filter is not ComparisonFilter { Value: { Kind: FilterValueKind.String, Text: { } value }, Path: { SubAttribute: null } path, Operator: var comparison }
            || (path.Schema is not null && !path.Schema.Equals(ScimSchemas.Group, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        return (path.Attribute.ToUpperInvariant(), comparison) switch
        {
            ("ID", FilterOperator.Equal) => EgnyteGroupId.TryParse(value, out var id) ? new ById(id.Value) : new Nothing(),
            ("DISPLAYNAME", FilterOperator.Equal) => OfName("eq", value, group => value.Equals(group.DisplayName, StringComparison.OrdinalIgnoreCase)),
            ("DISPLAYNAME", FilterOperator.StartsWith) => OfName("sw", value, group => group.DisplayName?.StartsWith(value, StringComparison.OrdinalIgnoreCase) is true),
            ("DISPLAYNAME", FilterOperator.Contains) => OfName("co", value, group => group.DisplayName?.Contains(value, StringComparison.OrdinalIgnoreCase) is true),
            _ => null,
        };
    }

    private static GroupQuery OfName(string comparison, string value, Func<EgnyteGroup, bool> matches)
    {
        if (!CanBeAsked(value))
        {
            throw new ScimException(ScimError.InvalidFilter("Egnyte cannot be asked for a displayName that holds a quotation mark or a backslash: rename the group."));
        }

        return value.Length == 0 && comparison == "eq" ? new Nothing() : new Page($"displayName {comparison} \"{value}\"", matches, IsByName: comparison == "eq");
    }

    private static ScimException Unsupported(ScimFilter filter, TenantSettings settings) =>
        new(ScimError.InvalidFilter($"The filter {(filter.ToString() is { Length: > 200 } text ? text[..200] + "…" : filter)} cannot be asked of Egnyte. Supported: displayName with eq, sw or co, and id with eq, each with a string; and one of these joined by and with other conditions. {settings.Key(nameof(TenantSettings.MaxScanCalls))} lets the proxy read every group instead."));
}
