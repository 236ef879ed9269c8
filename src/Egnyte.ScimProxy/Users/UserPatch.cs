using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
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
            if (operation.Path is null || ScimSchemas.User.Equals(operation.Path.SchemaUrn, StringComparison.OrdinalIgnoreCase))
            {
                FoldMap(attributes, operation, profile);
            }
            else if (operation.Path.SchemaUrn is { } schema)
            {
                FoldExtension(attributes, schema, operation, profile);
            }
            else
            {
                FoldPath(attributes, operation.Path, operation.Value, operation.Verb, profile);
            }
        }

        return attributes;
    }

    // A path-less map is Okta's catalogue app's usual form; unknown and read-only keys in it are an echo and are ignored. A key that
    // selects elements is never an echo, as nothing we show has one: Entra writes it.
    private static void FoldMap(UserAttributes attributes, PatchOperation operation, MappingProfile profile)
    {
        if (operation.Verb is PatchVerb.Remove)
        {
            attributes.Refuse(ScimError.NoTarget($"{operation.Path} cannot be removed as a whole: name the attributes that shall go."));
            return;
        }

        foreach (var (path, value) in PatchValueMap.Read(operation.Value, profile.Extensions))
        {
            if (path is null || path.IsSchema || profile.IsReadOnly(path.Attribute) || IsRefused(attributes, path, value, operation.Verb, profile))
            {
                continue;
            }

            if (path.ValueFilter is not null)
            {
                ElementPatch.FoldSelected(attributes, path, value, operation.Verb, profile);
            }
            else if (operation.Verb is PatchVerb.Add && ElementListPatch.IsOnlyBeside(path.Attribute, value, profile))
            {
                attributes.Refuse(ElementWords.NoRoom(path.Attribute, profile.ElementsOf(path.Attribute), profile));
            }
            else
            {
                Assign(attributes, path.Attribute, value, byPath: false, profile);
            }
        }
    }

    private static void FoldExtension(UserAttributes attributes, string schema, PatchOperation operation, MappingProfile profile)
    {
        for (var rule = 0; rule < profile.Rules.Count; rule++)
        {
            var path = profile.Rules[rule].Path;
            if (!schema.Equals(path.Schema, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (operation.Verb is PatchVerb.Remove)
            {
                Clear(attributes, path, profile);
            }
            else if (ScimJson.TryGet(operation.Value, path with { Schema = null, SubAttribute = null }, out var value))
            {
                if (operation.Verb is PatchVerb.Add && ElementListPatch.IsOnlyBeside(path, value, profile))
                {
                    attributes.Refuse(ElementWords.NoRoom(path, profile.ElementsOf(path), profile));
                }

                Assign(attributes, path with { SubAttribute = null }, value, byPath: false, profile);
            }
        }
    }

    private static void FoldPath(UserAttributes attributes, PatchPath path, JsonElement value, PatchVerb verb, MappingProfile profile)
    {
        if (profile.IsReadOnly(path.Attribute))
        {
            attributes.Refuse(ScimError.Mutability($"{path} is read only: take it out of the attributes that are pushed."));
            return;
        }

        if (IsRefused(attributes, path, value, verb, profile))
        {
            return;
        }

        var elements = profile.ElementsOf(path.Attribute);
        if (IsNoPartOf(path, elements, profile))
        {
            attributes.Refuse(ScimError.InvalidPath($"{path} names nothing that a person has here: {path.Attribute with { SubAttribute = null }} is mapped, and not in this form. /Schemas shows its form."));
        }
        else if (path.ValueFilter is not null)
        {
            ElementPatch.FoldSelected(attributes, path, value, verb, profile);
        }
        else if (verb is PatchVerb.Add && ElementListPatch.IsOnlyBeside(path.Attribute, value, profile))
        {
            attributes.Refuse(ElementWords.NoRoom(path.Attribute, elements, profile));
        }
        else if (verb is not PatchVerb.Remove)
        {
            // To add nothing to a multi-valued attribute is to leave it (RFC 7644 §3.5.2.1), not to clear it.
            Assign(attributes, path.Attribute, value, byPath: elements.Count == 0 || verb is not PatchVerb.Add, profile);
        }
        else if (elements.Count == 0 || !ElementListPatch.TryFoldRemoval(attributes, path.Attribute, value, profile))
        {
            Clear(attributes, path.Attribute, profile);
        }
    }

    /// <summary>Whether a path speaks of a mapped attribute in a form that it has not got, such as <c>active.value</c>; one that is not mapped at all is dropped.</summary>
    private static bool IsNoPartOf(PatchPath path, IReadOnlyList<ElementShape> elements, MappingProfile profile)
    {
        var attribute = MappingProfile.WithoutCoreSchema(path.Attribute);
        var whole = attribute with { SubAttribute = null };
        return path.ValueFilter is not null
            ? elements.Count == 0 && (profile.IndexOf(whole) >= 0 || profile.IsComplex(whole))
            : attribute.SubAttribute is { } part && !elements.Any(element => element.Has(part)) && profile.IndexOf(attribute) < 0 && profile.IndexOf(whole) >= 0;
    }

    /// <summary>Nobody has what Egnyte cannot hold, so taking it away is done already.</summary>
    private static bool IsRefused(UserAttributes attributes, PatchPath path, JsonElement value, PatchVerb verb, MappingProfile profile)
    {
        if (profile.RefusalOf(path.Attribute) is not { } refusal)
        {
            return false;
        }

        if (verb is not PatchVerb.Remove && !ScimJson.IsUnassigned(value))
        {
            attributes.Refuse(refusal);
        }

        return true;
    }

    /// <summary>A rule of its own, or a complex attribute (<c>name</c>) whose sub-attributes have rules. What has none is not mapped.</summary>
    private static void Assign(UserAttributes attributes, AttributePath path, JsonElement value, bool byPath, MappingProfile profile)
    {
        var attribute = MappingProfile.WithoutCoreSchema(path);
        if (profile.ElementsOf(attribute).Count > 0)
        {
            ElementListPatch.Assign(attributes, attribute, value, byPath, profile);
            return;
        }

        var isObject = value.ValueKind is JsonValueKind.Object;
        if (profile.IndexOf(attribute) is var exact and >= 0 || (!isObject && !ScimJson.IsUnassigned(value) && attribute.SubAttribute is null && (exact = profile.IndexOf(attribute with { SubAttribute = "value" })) >= 0))
        {
            // Entra writes the enterprise extension's manager as a bare text.
            attributes.Assign(exact, value, byPath);
            return;
        }

        if (byPath && profile.IsComplex(attribute) && !isObject)
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
                if (isObject && ScimJson.TryGet(value, new AttributePath(null, candidate.SubAttribute, null), out var part))
                {
                    attributes.Assign(rule, part, byPath && ScimJson.IsUnassigned(part));
                }
            }
        }
    }

    private static void Clear(UserAttributes attributes, AttributePath path, MappingProfile profile)
    {
        var attribute = MappingProfile.WithoutCoreSchema(path);
        foreach (var element in profile.WritableElementsOf(attribute))
        {
            attributes.Clear(element);
        }

        for (var rule = 0; rule < profile.Rules.Count; rule++)
        {
            var candidate = profile.Rules[rule];
            if (candidate is { ToEgnyte: true, Element: null } && (candidate.Path.Equals(attribute) || attribute.Equals(candidate.Path with { SubAttribute = null })))
            {
                attributes.Clear(rule);
            }
        }
    }
}
