using System.Text.Json;
using Egnyte.ScimProxy.Groups.Changes;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Patching;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Groups;

/// <summary>Reads what a client says of a group in a map of attributes: the body of a POST or PUT, or the value of a PATCH operation without a path.</summary>
internal static class GroupReader
{
    /// <summary>The schemas that the keys of a map may name.</summary>
    public static IReadOnlyCollection<string> Schemas { get; } = [ScimSchemas.Group];

    /// <summary>A whole group: without a members key the members stay as they are, null or [] means none (behaviour.md §3).</summary>
    public static GroupChange Read(JsonElement resource, GroupRules rules)
    {
        if (ScimJson.DoubleNameRefusal(resource) is { } refusal)
        {
            throw new ScimException(refusal);
        }

        var change = new GroupChange();
        var (name, members) = AttributesOf(resource, PatchVerb.Replace, mustBePaths: false);
        if (name.ValueKind is JsonValueKind.Undefined)
        {
            throw new ScimException(ScimError.InvalidValue("displayName is missing: an Egnyte group has a name."));
        }

        change.DisplayName = DisplayName(name, rules);
        if (members.ValueKind is not JsonValueKind.Undefined)
        {
            ReplaceMembers(members, change, rules);
        }

        return change;
    }

    /// <summary>
    /// The two attributes that a group has here, undefined where the map does not hold them. What is read only or not mapped is an echo, and
    /// ignored.
    /// </summary>
    /// <param name="map">The map.</param>
    /// <param name="verb">What the client asks for.</param>
    /// <param name="mustBePaths">Whether every key must be a path, as in a PATCH; in a resource another name is an attribute that is not mapped.</param>
    /// <exception cref="ScimException">400: a key names an attribute in a form that a group does not have, or two keys contradict each other.</exception>
    public static (JsonElement DisplayName, JsonElement Members) AttributesOf(JsonElement map, PatchVerb verb, bool mustBePaths)
    {
        JsonElement name = default, members = default;
        foreach (var entry in PatchValueMap.Read(map, Schemas))
        {
            if (entry.Refusal is { } refusal)
            {
                if (mustBePaths || GroupPath.BeginsWithMapped(entry.Name))
                {
                    throw new ScimException(refusal);
                }
            }
            else if (entry.Key is { } path && GroupPath.TryNameMapped(path, out var attribute) && (mustBePaths || !GroupPath.IsMisnamed(path)))
            {
                ref var said = ref attribute is GroupAttribute.DisplayName ? ref name : ref members;
                if (GroupPath.RefusalOf(path, verb) is { } noPath)
                {
                    throw new ScimException(noPath);
                }

                if (said.ValueKind is not JsonValueKind.Undefined && !JsonElement.DeepEquals(said, entry.Value))
                {
                    throw new ScimException(ScimError.InvalidValue($"{path.Attribute.Attribute} is given twice with different values: send it once."));
                }

                said = entry.Value;
            }
        }

        return (name, members);
    }

    /// <summary>The name that the group has in Egnyte.</summary>
    public static string DisplayName(JsonElement value, GroupRules rules) =>
        value.ValueKind is JsonValueKind.String && value.GetString() is { } name && !string.IsNullOrWhiteSpace(name)
            ? rules.ToEgnyte(name)
            : throw new ScimException(ScimError.InvalidValue("displayName must be a string that is not empty: an Egnyte group has a name."));

    /// <summary>Makes these the members; a set in which every id is wrong would remove all members, and is rejected.</summary>
    public static void ReplaceMembers(JsonElement value, GroupChange change, GroupRules rules)
    {
        var before = change.Malformed;
        change.Replace(MemberReader.ToAdd(value, change, rules));
        if (change.Added.Count == 0 && change.Malformed > before)
        {
            throw new ScimException(ScimError.InvalidValue(
                "None of the members is an Egnyte user id, and to skip them all would empty the group. Assign the users to the app first, so "
                + "that their accounts exist."));
        }
    }
}
