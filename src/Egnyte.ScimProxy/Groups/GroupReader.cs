using System.Globalization;
using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;
using Egnyte.ScimProxy.Users;

namespace Egnyte.ScimProxy.Groups;

/// <summary>Reads a Group from a POST or PUT body.</summary>
internal static class GroupReader
{
    private static readonly AttributePath DisplayNamePath = AttributePath.Parse("displayName");
    private static readonly AttributePath MembersPath = AttributePath.Parse("members");
    private static readonly AttributePath ValuePath = AttributePath.Parse("value");
    private static readonly AttributePath TypePath = AttributePath.Parse("type");
    private static readonly AttributePath RefPath = AttributePath.Parse("$ref");

    /// <summary>A whole group: without a members key the members stay as they are, null or [] means none (behaviour.md §3).</summary>
    public static GroupChange Read(JsonElement resource, GroupRules rules)
    {
        var change = new GroupChange { DisplayName = ScimJson.TryGet(resource, DisplayNamePath, out var name) ? DisplayName(name, rules) : null };
        if (change.DisplayName is null)
        {
            throw new ScimException(ScimError.InvalidValue("displayName is missing: an Egnyte group has a name."));
        }

        if (ScimJson.TryGet(resource, MembersPath, out var members))
        {
            ReplaceMembers(members, change, rules);
        }

        return change;
    }

    /// <summary>The name that the group has in Egnyte.</summary>
    public static string DisplayName(JsonElement value, GroupRules rules) =>
        value.ValueKind is JsonValueKind.String && value.GetString() is { } name && !string.IsNullOrWhiteSpace(name)
            ? rules.ToEgnyte(name)
            : throw new ScimException(ScimError.InvalidValue("displayName must be a string that is not empty: an Egnyte group has a name."));

    /// <summary>The members of a value; where the rules skip members, what cannot be a user id is counted in the change and left out.</summary>
    public static IEnumerable<long> Members(JsonElement value, GroupChange change, GroupRules rules)
    {
        foreach (var element in value.ValueKind is JsonValueKind.Array ? value.EnumerateArray().AsEnumerable() : value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? [] : [value])
        {
            if (Member(element, rules) is { } member)
            {
                yield return member;
            }
            else
            {
                change.Malformed++;
            }
        }
    }

    /// <summary>Makes these the members; a set of which every id is wrong would take everybody out, and is refused.</summary>
    public static void ReplaceMembers(JsonElement value, GroupChange change, GroupRules rules)
    {
        var before = change.Malformed;
        change.Replace(Members(value, change, rules));
        if (change.Added.Count == 0 && change.Malformed > before)
        {
            throw new ScimException(ScimError.InvalidValue("None of the members is an Egnyte user id, and to skip them all would empty the group: assign the people to the app first, so that their accounts exist."));
        }
    }

    /// <summary>A member by its Egnyte user id: an object with a value, or the bare id.</summary>
    private static long? Member(JsonElement element, GroupRules rules)
    {
        if (element.ValueKind is JsonValueKind.Object)
        {
            if (IsGroup(element))
            {
                throw new ScimException(ScimError.InvalidValue("A member is a group: Egnyte groups hold users only. Push the nested group's people instead."));
            }

            element = ScimJson.TryGet(element, ValuePath, out var value) ? value : default;
        }

        return TryUserId(element, out var id) ? id
            : rules.SkipsMembers ? null
            : throw new ScimException(ScimError.InvalidValue($"members.value {Quoted(element)} is not an Egnyte user id: assign the person to the app first, so that their account exists."));
    }

    /// <summary>What is to be taken out and cannot be a user id is no member: nothing is to be done.</summary>
    public static IEnumerable<long> MembersToRemove(JsonElement value)
    {
        foreach (var element in value.ValueKind is JsonValueKind.Array ? value.EnumerateArray().AsEnumerable() : [value])
        {
            if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.String or JsonValueKind.Number))
            {
                throw new ScimException(ScimError.InvalidValue("remove of members needs a list of {\"value\": id}; without a value it removes all members."));
            }

            if (TryUserId(element.ValueKind is not JsonValueKind.Object ? element : ScimJson.TryGet(element, ValuePath, out var id) ? id : default, out var member))
            {
                yield return member;
            }
        }
    }

    private static bool TryUserId(JsonElement element, out long id)
    {
        var text = element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number => element.GetRawText(),
            _ => null,
        };
        var isId = EgnyteUserId.TryParse(text, out var userId);
        id = userId.Value;
        return isId;
    }

    private static bool IsGroup(JsonElement element) =>
        (ScimJson.TryGet(element, TypePath, out var type) && type.ValueKind is JsonValueKind.String && "Group".Equals(type.GetString(), StringComparison.OrdinalIgnoreCase))
        || (ScimJson.TryGet(element, RefPath, out var reference) && reference.ValueKind is JsonValueKind.String && reference.GetString()!.Contains("/Groups/", StringComparison.OrdinalIgnoreCase));

    private static string Quoted(JsonElement element) => element.ValueKind is JsonValueKind.Undefined
        ? "(missing)"
        : string.Create(CultureInfo.InvariantCulture, $"{(element.GetRawText() is { Length: > 60 } text ? text[..60] + "…" : element.GetRawText())}");
}
