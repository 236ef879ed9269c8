using System.Text.Json;
using Egnyte.ScimProxy.Groups.Changes;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;
using Egnyte.ScimProxy.Scim.Patching;

namespace Egnyte.ScimProxy.Groups;

/// <summary>Folds the operations of a PATCH, in order, into one net change (RFC 7644 §3.5.2; behaviour.md §3).</summary>
internal static class GroupPatch
{
    /// <exception cref="ScimException">The first operation that cannot be done: nothing is sent then.</exception>
    public static GroupChange Fold(PatchRequest request, GroupRules rules)
    {
        if (request.Refusal is { } refusal)
        {
            throw new ScimException(refusal);
        }

        var change = new GroupChange();
        foreach (var operation in request.Operations)
        {
            if (operation.Path is not { } path)
            {
                FoldMap(change, operation, rules);
            }
            else if (path.IsSchema)
            {
                FoldSchema(change, operation, rules);
            }
            else
            {
                FoldPath(change, path, operation, rules);
            }
        }

        return change;
    }

    // Okta's rename carries the id beside the new name, and an older shape the members: what is not mapped is an echo.
    private static void FoldMap(GroupChange change, PatchOperation operation, GroupRules rules)
    {
        var (name, members) = GroupReader.AttributesOf(operation.Value, operation.Verb, mustBePaths: true);
        if (name.ValueKind is not JsonValueKind.Undefined)
        {
            change.DisplayName = GroupReader.DisplayName(name, rules);
        }

        if (members.ValueKind is not JsonValueKind.Undefined)
        {
            SetMembers(change, operation.Verb, members, rules);
        }
    }

    private static void FoldSchema(GroupChange change, PatchOperation operation, GroupRules rules)
    {
        if (operation.Verb is PatchVerb.Remove || operation.Value.ValueKind is JsonValueKind.Null)
        {
            throw new ScimException(ScimError.NoTarget($"{operation.Path} cannot be removed as a whole: name the attributes that shall go."));
        }

        FoldMap(change, operation, rules);
    }

    private static void FoldPath(GroupChange change, PatchPath path, PatchOperation operation, GroupRules rules)
    {
        if (!GroupPath.TryNameMapped(path, out var attribute))
        {
            if (GroupPath.IsReadOnly(path))
            {
                throw new ScimException(ScimError.Mutability($"{path} is read only."));
            }
        }
        else if (GroupPath.RefusalOf(path, operation.Verb) is { } refusal)
        {
            throw new ScimException(refusal);
        }
        else if (path.ValueFilter is { } filter)
        {
            RemoveMatching(change, filter, path);
        }
        else if (attribute is GroupAttribute.Members)
        {
            SetMembers(change, operation.Verb, operation.Value, rules);
        }
        else
        {
            change.DisplayName = operation.Verb is not PatchVerb.Remove
                ? GroupReader.DisplayName(operation.Value, rules)
                : throw new ScimException(ScimError.InvalidValue("displayName cannot be removed: an Egnyte group has a name."));
        }
    }

    private static void SetMembers(GroupChange change, PatchVerb verb, JsonElement value, GroupRules rules)
    {
        switch (verb)
        {
            case PatchVerb.Replace:
                GroupReader.ReplaceMembers(value, change, rules);
                break;
            case PatchVerb.Add:
                foreach (var member in MemberReader.ToAdd(value, change, rules))
                {
                    change.Add(member);
                }

                break;
            // RFC 7644 §3.5.2.2: without a value all go; with a list (Entra) only those listed go.
            case PatchVerb.Remove when value.ValueKind is JsonValueKind.Undefined:
                change.Replace([]);
                break;
            case PatchVerb.Remove when value.ValueKind is JsonValueKind.Null:
                throw new ScimException(ScimError.InvalidValue("remove of members needs a list of {\"value\": id}; without a value it removes all members."));
            default:
                foreach (var member in MemberReader.ToRemove(value))
                {
                    change.Remove(member);
                }

                break;
        }
    }

    private static void RemoveMatching(GroupChange change, ScimFilter filter, PatchPath path)
    {
        switch (filter)
        {
            case OrFilter either:
                RemoveMatching(change, either.Left, path);
                RemoveMatching(change, either.Right, path);
                break;
            case ComparisonFilter
            {
                Operator: FilterOperator.Equal,
                Path: { Schema: null, SubAttribute: null, Attribute: var name },
                Value: { Text: { } value } written,
            } when name.Equals("value", StringComparison.OrdinalIgnoreCase):
                if (EgnyteUserId.TryParse(value, out var member))
                {
                    change.Remove(member.Value);
                }
                else if (written.Kind is not FilterValueKind.String || !MemberReader.IsId(value))
                {
                    // What no member can have for an id is as unreadable here as in a list.
                    throw MemberReader.NoUserId(written.ToString());
                }

                break;
            default:
                throw new ScimException(ScimError.InvalidPath($"{path}: members are removed by members[value eq \"id\"]."));
        }
    }
}
