using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;
using Egnyte.ScimProxy.Scim.Patching;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Users;

/// <summary>Folds the operations of a PATCH, in order, into what is said of a person in the end (RFC 7644 §3.5.2).</summary>
internal static class UserPatch
{
    public static UserAttributes Fold(PatchRequest request, MappingProfile profile)
    {
        var attributes = new UserAttributes(profile, isPatch: true);
        if (request.Refusal is { } unreadable)
        {
            attributes.Refuse(unreadable);
        }

        foreach (var operation in request.Operations)
        {
            if (operation.Path is null)
            {
                FoldMap(attributes, operation.Value, profile);
            }
            else if (operation.Path.SchemaUrn is not null)
            {
                FoldExtension(attributes, operation, profile);
            }
            else
            {
                FoldPath(attributes, operation.Path, operation.Verb is PatchVerb.Remove ? default : operation.Value, operation.Verb, profile);
            }
        }

        return attributes;
    }

    // A path-less map is Okta's catalogue app's usual form; unknown and read-only keys in it are an echo and are ignored.
    private static void FoldMap(UserAttributes attributes, JsonElement map, MappingProfile profile)
    {
        foreach (var (path, value) in PatchValueMap.Read(map, profile.Extensions))
        {
            if (path is { ValueFilter: { } filter } && IsTheElementWeShow(filter) && !IsReadOnly(MappingProfile.WithoutCoreSchema(path.Attribute), profile))
            {
                FoldPath(attributes, path, value, PatchVerb.Replace, profile);
            }
            else if (path is { ValueFilter: null, Attribute: { } attribute })
            {
                Assign(attributes, attribute, value, byPath: false, profile);
            }
        }
    }

    private static void FoldExtension(UserAttributes attributes, PatchOperation operation, MappingProfile profile)
    {
        for (var rule = 0; rule < profile.Rules.Count; rule++)
        {
            if (!profile.Extension.Equals(profile.Rules[rule].Path.Schema, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (operation.Verb is PatchVerb.Remove)
            {
                attributes.Clear(rule);
            }
            else if (ScimJson.TryGet(operation.Value, profile.Rules[rule].Path with { Schema = null }, out var value))
            {
                attributes.Assign(rule, value, byPath: false);
            }
        }
    }

    private static void FoldPath(UserAttributes attributes, PatchPath path, JsonElement value, PatchVerb verb, MappingProfile profile)
    {
        var attribute = MappingProfile.WithoutCoreSchema(path.Attribute!);
        if (IsReadOnly(attribute, profile))
        {
            attributes.Refuse(ScimError.Mutability($"{path} is read only: take it out of the attributes that are pushed."));
            return;
        }

        if (path.ValueFilter is { } filter)
        {
            var rule = profile.IndexOf(attribute);
            if (rule < 0 || profile.Rules[rule].Pick is null)
            {
                return;
            }

            if (path.SubAttribute is not null && !path.SubAttribute.Equals("value", StringComparison.OrdinalIgnoreCase))
            {
                return;
            }

            if (!IsTheElementWeShow(filter))
            {
                attributes.Refuse(ScimError.NoTarget($"{path} selects no value: Egnyte holds one {attribute.Attribute} value, of type work and primary."));
                return;
            }

            if (verb is PatchVerb.Remove)
            {
                attributes.Clear(rule);
                return;
            }

            attributes.Assign(rule, value, byPath: true);
            return;
        }

        if (verb is PatchVerb.Remove)
        {
            Clear(attributes, attribute, profile);
            return;
        }

        Assign(attributes, attribute, value, byPath: true, profile);
    }

    /// <summary>A rule of its own, or a complex attribute (<c>name</c>) whose sub-attributes have rules. What has none is not mapped.</summary>
    private static void Assign(UserAttributes attributes, AttributePath path, JsonElement value, bool byPath, MappingProfile profile)
    {
        var attribute = MappingProfile.WithoutCoreSchema(path);
        var exact = profile.IndexOf(IsValueOf(attribute, profile) ? attribute with { SubAttribute = null } : attribute);
        if (exact >= 0)
        {
            attributes.Assign(exact, value, byPath);
            return;
        }

        if (byPath && IsComplex(attribute, profile) && value.ValueKind is not JsonValueKind.Object)
        {
            if (ScimJson.IsUnassigned(value))
            {
                Clear(attributes, attribute, profile);
            }
            else
            {
                attributes.Refuse(ScimError.InvalidValue($"{path} must be an object of its sub-attributes."));
            }

            return;
        }

        for (var rule = 0; rule < profile.Rules.Count; rule++)
        {
            var candidate = profile.Rules[rule].Path;
            if (candidate.SubAttribute is not null && attribute.SubAttribute is null && attribute.Equals(candidate with { SubAttribute = null }))
            {
                if (value.ValueKind is JsonValueKind.Object && ScimJson.TryGet(value, new AttributePath(null, candidate.SubAttribute, null), out var part))
                {
                    attributes.Assign(rule, part, byPath: false);
                }
            }
        }
    }

    private static bool IsComplex(AttributePath attribute, MappingProfile profile) =>
        attribute.SubAttribute is null && profile.Rules.Any(rule => rule.ToEgnyte && rule.Path.SubAttribute is not null && attribute.Equals(rule.Path with { SubAttribute = null }));

    private static void Clear(UserAttributes attributes, AttributePath attribute, MappingProfile profile)
    {
        for (var rule = 0; rule < profile.Rules.Count; rule++)
        {
            var candidate = profile.Rules[rule];
            if (candidate.ToEgnyte && (candidate.Path.Equals(attribute) || attribute.Equals(candidate.Path with { SubAttribute = null }) || (IsValueOf(attribute, profile) && candidate.Path.Equals(attribute with { SubAttribute = null }))))
            {
                attributes.Clear(rule);
            }
        }
    }

    // emails.value speaks of the one address that Egnyte holds.
    private static bool IsValueOf(AttributePath attribute, MappingProfile profile) =>
        "value".Equals(attribute.SubAttribute, StringComparison.OrdinalIgnoreCase)
        && profile.IndexOf(attribute with { SubAttribute = null }) is var rule and >= 0 && profile.Rules[rule].Pick is not null;

    private static bool IsReadOnly(AttributePath attribute, MappingProfile profile) =>
        attribute.Attribute.ToLowerInvariant() is "id" or "meta" or "schemas"
        || (profile.IndexOf(attribute with { SubAttribute = null }) is var rule and >= 0 && profile.Rules[rule].IsReadOnly)
        || (profile.IndexOf(attribute) is var exact and >= 0 && profile.Rules[exact].IsReadOnly);

    // The one address is shown as {value, type: "work", primary: true}.
    private static bool IsTheElementWeShow(ScimFilter filter) => filter switch
    {
        ComparisonFilter { Operator: FilterOperator.Equal, Path.Attribute: var name, Value: { Text: { } text } } when name.Equals("type", StringComparison.OrdinalIgnoreCase) => text.Equals("work", StringComparison.OrdinalIgnoreCase),
        ComparisonFilter { Operator: FilterOperator.Equal, Path.Attribute: var name, Value: { } value } when name.Equals("primary", StringComparison.OrdinalIgnoreCase) => value.Boolean is true || "true".Equals(value.Text, StringComparison.OrdinalIgnoreCase),
        AndFilter both => IsTheElementWeShow(both.Left) && IsTheElementWeShow(both.Right),
        OrFilter either => IsTheElementWeShow(either.Left) || IsTheElementWeShow(either.Right),
        _ => false,
    };
}
