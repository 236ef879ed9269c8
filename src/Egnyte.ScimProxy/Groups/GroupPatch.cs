using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;
using Egnyte.ScimProxy.Scim.Patching;
using Egnyte.ScimProxy.Users;

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
            if (operation.Path is { } path)
            {
                FoldPath(change, path, operation, rules);
            }
            else
            {
                FoldMap(change, operation, rules);
            }
        }

        return change;
    }

    // Okta's rename carries the id beside the new name, and an older shape the members: what is not mapped is an echo.
    private static void FoldMap(GroupChange change, PatchOperation operation, GroupRules rules)
    {
        foreach (var (path, value) in PatchValueMap.Read(operation.Value, []))
        {
            if (Names(path, "displayName"))
            {
                change.DisplayName = GroupReader.DisplayName(value, rules);
            }
            else if (Names(path, "members"))
            {
                SetMembers(change, operation.Verb, value, rules);
            }
        }
    }

    private static void FoldPath(GroupChange change, PatchPath path, PatchOperation operation, GroupRules rules)
    {
        if (path.ValueFilter is null && Names(path, "displayName"))
        {
            change.DisplayName = operation.Verb is not PatchVerb.Remove
                ? GroupReader.DisplayName(operation.Value, rules)
                : throw new ScimException(ScimError.InvalidValue("displayName cannot be removed: an Egnyte group has a name."));
        }
        else if (path.ValueFilter is null && Names(path, "members"))
        {
            SetMembers(change, operation.Verb, operation.Value, rules);
        }
        else if (path.ValueFilter is { } filter && Names(path, "members") && operation.Verb is PatchVerb.Remove && path.SubAttribute is null)
        {
            RemoveMatching(change, filter, path);
        }
        else if (Names(path with { Attribute = path.Attribute with { SubAttribute = null } }, "members"))
        {
            throw new ScimException(ScimError.InvalidPath($"{path}: a member can be added, or removed by members[value eq \"id\"], but not changed."));
        }
        else if (path.Attribute.Attribute.ToLowerInvariant() is "id" or "meta" or "schemas")
        {
            throw new ScimException(ScimError.Mutability($"{path} is read only."));
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
                foreach (var member in GroupReader.Members(value, change, rules))
                {
                    change.Add(member);
                }

                break;
            // RFC 7644 §3.5.2.2: without a value all go; with a list (Entra) only those listed go.
            case PatchVerb.Remove when value.ValueKind is JsonValueKind.Undefined:
                change.Replace([]);
                break;
            default:
                foreach (var member in GroupReader.MembersToRemove(value))
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
            case ComparisonFilter { Operator: FilterOperator.Equal, Path: { Schema: null, SubAttribute: null, Attribute: var name }, Value: { Text: { } value } } when name.Equals("value", StringComparison.OrdinalIgnoreCase):
                if (EgnyteUserId.TryParse(value, out var member))
                {
                    change.Remove(member.Value);
                }

                break;
            default:
                throw new ScimException(ScimError.InvalidPath($"{path}: members are removed by members[value eq \"id\"]."));
        }
    }

    private static bool Names(PatchPath? path, string attribute) =>
        path is { SchemaUrn: null, Attribute: { SubAttribute: null } named }
        && (named.Schema is null || named.Schema.Equals(ScimSchemas.Group, StringComparison.OrdinalIgnoreCase))
        && named.Attribute.Equals(attribute, StringComparison.OrdinalIgnoreCase);
}
