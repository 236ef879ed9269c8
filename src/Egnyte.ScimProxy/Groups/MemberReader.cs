using System.Buffers;
using System.Text.Json;
using Egnyte.ScimProxy.Groups.Changes;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Groups;

/// <summary>
/// Reads the ids of members in every shape that clients write. A member in which no id can be read is an error, also where it is to be
/// removed.
/// </summary>
internal static class MemberReader
{
    private const string UsersSegment = "Users";
    private const string GroupsSegment = "Groups";
    private const int MaxQuoted = 60;

    // Any word may be an id of another system; a list of ids, or JSON in a text, is none.
    private static readonly SearchValues<char> NotInIds = SearchValues.Create(" ,;\"[]{}\t\r\n");

    /// <summary>The ids, in their order: what a client wrote, not yet known to be an Egnyte user id.</summary>
    /// <exception cref="ScimException">400 invalidValue: a member has no id that can be read, or is a group.</exception>
    public static IEnumerable<string> Read(JsonElement members) => members.ValueKind switch
    {
        JsonValueKind.Array => members.EnumerateArray().SelectMany(ReadOne),
        JsonValueKind.Null or JsonValueKind.Undefined => [],
        // Salesforce's documentation: {"op":"remove","path":"members","value":{"members":[{"value":"ID"}]}}.
        JsonValueKind.Object when ScimJson.TryGetProperty(members, "members", out var inner) => ReadWrapped(members, inner),
        _ => ReadOne(members),
    };

    /// <summary>
    /// The members to add or to set; where the rules skip members, an id that cannot be an Egnyte user's is counted in the change and left out.
    /// </summary>
    public static IEnumerable<long> ToAdd(JsonElement members, GroupChange change, GroupRules rules)
    {
        foreach (var id in Read(members))
        {
            if (EgnyteUserId.TryParse(id, out var userId))
            {
                yield return userId.Value;
            }
            else if (rules.SkipsMembers)
            {
                change.Malformed++;
            }
            else
            {
                throw NoUserId($"\"{Short(id)}\"");
            }
        }
    }

    /// <summary>The members to remove. An id that cannot be an Egnyte user's is no member's: there is nothing to remove.</summary>
    public static IEnumerable<long> ToRemove(JsonElement members)
    {
        foreach (var id in Read(members))
        {
            if (EgnyteUserId.TryParse(id, out var userId))
            {
                yield return userId.Value;
            }
        }
    }

    private static IEnumerable<string> ReadWrapped(JsonElement wrapper, JsonElement members)
    {
        if (wrapper.GetPropertyCount() != 1
            || members.ValueKind is JsonValueKind.Null
            || members.ValueKind is JsonValueKind.Object && ScimJson.TryGetProperty(members, "members", out _))
        {
            throw Unreadable(wrapper);
        }

        return Read(members);
    }

    // An element is an object with a value, a $ref or both, or the bare id.
    private static IEnumerable<string> ReadOne(JsonElement element)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            return [IdOf(element) ?? throw Unreadable(element)];
        }

        RequireUser(element);
        RequireNoDeletion(element);
        var referenced = ScimJson.TryGetProperty(element, "$ref", out var reference) ? ReferencedId(reference, element) : null;
        if (!ScimJson.TryGetProperty(element, "value", out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return [referenced ?? throw Unreadable(element)];
        }

        // Some clients put the list, or the element, into "value" once more.
        List<string> ids = value.ValueKind is JsonValueKind.Object or JsonValueKind.Array && !HoldsValueAgain(value)
            ? [.. Read(value)]
            : [IdOf(value) ?? throw Unreadable(element)];
        if (ids.Count == 0)
        {
            throw Unreadable(element);
        }

        return referenced is null || ids.TrueForAll(id => id == referenced)
            ? ids
            : throw new ScimException(ScimError.InvalidValue(
                $"A member's value \"{Short(ids[0])}\" and its $ref name different users: {Quoted(element)}. Send one of the two, or the same id in both."));
    }

    // One level is enough for all clients that are known.
    private static bool HoldsValueAgain(JsonElement value) => value.ValueKind is JsonValueKind.Array
        ? value.EnumerateArray().Any(HoldsValueAgain)
        : ScimJson.TryGetProperty(value, "value", out var inner) && inner.ValueKind is JsonValueKind.Object or JsonValueKind.Array;

    private static string? IdOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String when ScimJson.AsString(element) is { } text && IsId(text) => text,
        JsonValueKind.Number when element.GetRawText() is var digits && EgnyteUserId.TryParse(digits, out _) => digits,
        _ => null,
    };

    /// <summary>Whether a text can be the id of a member, an Egnyte user's or another's.</summary>
    public static bool IsId(string text) => text.Length > 0 && !text.AsSpan().ContainsAny(NotInIds);

    private static string? ReferencedId(JsonElement reference, JsonElement element)
    {
        if (ScimJson.IsUnassigned(reference))
        {
            return null;
        }

        // An address, absolute or relative, with the kind of resource and the id as its last segments.
        var path = (ScimJson.AsString(reference) ?? throw Unreadable(element)).Split('?', '#')[0].TrimEnd('/');
        return path.Split('/') is [.., var kind, var id]
            ? kind.Equals(UsersSegment, StringComparison.OrdinalIgnoreCase) && IsId(id) ? Uri.UnescapeDataString(id)
                : kind.Equals(GroupsSegment, StringComparison.OrdinalIgnoreCase) ? throw IsGroup()
                : throw Unreadable(element)
            : throw Unreadable(element);
    }

    private static void RequireUser(JsonElement element)
    {
        if (!ScimJson.TryGetProperty(element, "type", out var type) || ScimJson.IsUnassigned(type))
        {
            return;
        }

        var kind = ScimJson.AsString(type);
        if ("Group".Equals(kind, StringComparison.OrdinalIgnoreCase))
        {
            throw IsGroup();
        }

        if (!"User".Equals(kind, StringComparison.OrdinalIgnoreCase))
        {
            throw new ScimException(ScimError.InvalidValue($"A member's type must be User: {Quoted(element)}. Egnyte groups hold users only."));
        }
    }

    // SCIM 1.1 §3.3.1.1, and Egnyte's own API: ignored, it would add the member that is to go.
    private static void RequireNoDeletion(JsonElement element)
    {
        if (ScimJson.TryGetProperty(element, "operation", out var operation)
            && "delete".Equals(ScimJson.AsString(operation), StringComparison.OrdinalIgnoreCase))
        {
            throw new ScimException(ScimError.InvalidValue(
                $"A member with an operation is SCIM 1.1: {Quoted(element)}. Remove it by a PATCH with op remove and path members[value eq "
                + "\"id\"]."));
        }
    }

    private static ScimException IsGroup() =>
        new(ScimError.InvalidValue("A member is a group: Egnyte groups hold users only. Push the users of the nested group instead."));

    private static ScimException Unreadable(JsonElement element) => NoUserId(
        element.ValueKind is not JsonValueKind.Object ? Quoted(element)
        : ScimJson.TryGetProperty(element, "value", out var value) && value.ValueKind is not JsonValueKind.Null ? Quoted(value)
        : ScimJson.TryGetProperty(element, "$ref", out _) ? $"(missing, and no id in the $ref of {Quoted(element)})"
        : "(missing)");

    public static ScimException NoUserId(string what) =>
        new(ScimError.InvalidValue($"members.value {what} is not an Egnyte user id: assign the user to the app first, so that the account exists."));

    private static string Quoted(JsonElement element) => Short(element.GetRawText());

    private static string Short(string text) => text.Length > MaxQuoted ? $"{text.AsSpan(0, MaxQuoted)}…" : text;
}
