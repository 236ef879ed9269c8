using Egnyte.ScimProxy.EgnyteApi.Models;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;

namespace Egnyte.ScimProxy.Groups;

/// <summary>A SCIM query of groups as one question to Egnyte.</summary>
internal abstract record GroupQuery
{
    public sealed record ById(string Id) : GroupQuery;

    public sealed record Nothing : GroupQuery;

    /// <summary>A page of all groups, or of those that Egnyte's own filter finds.</summary>
    public sealed record Page(string? EgnyteFilter, Func<EgnyteGroup, bool> Matches) : GroupQuery;

    public static GroupQuery From(string? filter)
    {
        if (string.IsNullOrWhiteSpace(filter))
        {
            return new Page(null, static _ => true);
        }

        if (ScimFilterParser.Parse(filter) is not ComparisonFilter { Value: { Kind: FilterValueKind.String, Text: { } value }, Path: { SubAttribute: null } path, Operator: var comparison }
            || (path.Schema is not null && !path.Schema.Equals(ScimSchemas.Group, StringComparison.OrdinalIgnoreCase)))
        {
            throw Unsupported(filter);
        }

        return (path.Attribute.ToUpperInvariant(), comparison) switch
        {
            ("ID", FilterOperator.Equal) => EgnyteGroupId.TryParse(value, out var id) ? new ById(id.Value) : new Nothing(),
            ("DISPLAYNAME", FilterOperator.Equal) => OfName("eq", value, group => value.Equals(group.DisplayName, StringComparison.OrdinalIgnoreCase)),
            ("DISPLAYNAME", FilterOperator.StartsWith) => OfName("sw", value, group => group.DisplayName?.StartsWith(value, StringComparison.OrdinalIgnoreCase) is true),
            ("DISPLAYNAME", FilterOperator.Contains) => OfName("co", value, group => group.DisplayName?.Contains(value, StringComparison.OrdinalIgnoreCase) is true),
            _ => throw Unsupported(filter),
        };
    }

    /// <summary>No public source says how Egnyte escapes these, and a wrong guess would answer "no such group" for one that exists.</summary>
    public static bool CanBeAsked(string? displayName) => !displayName.AsSpan().ContainsAny('"', '\\');

    private static GroupQuery OfName(string comparison, string value, Func<EgnyteGroup, bool> matches)
    {
        if (!CanBeAsked(value))
        {
            throw new ScimException(ScimError.InvalidFilter("Egnyte cannot be asked for a displayName that holds a quotation mark or a backslash: rename the group."));
        }

        return value.Length == 0 && comparison == "eq" ? new Nothing() : new Page($"displayName {comparison} \"{value}\"", matches);
    }

    private static ScimException Unsupported(string filter) =>
        new(ScimError.InvalidFilter($"The filter {(filter.Length <= 200 ? filter : filter[..200] + "…")} cannot be asked of Egnyte. Supported: displayName with eq, sw or co, and id with eq, each with a string."));
}
