using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Patching;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Users.Patching;

/// <summary>Folds the operations of a PATCH, in order, into the resulting attributes of a user (RFC 7644 §3.5.2).</summary>
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
            if (operation.Path is not { } path)
            {
                FoldMap(attributes, operation.Value, within: null, operation.Verb, profile);
            }
            else if (path.SchemaUrn is { } schema)
            {
                FoldSchema(attributes, schema, operation.Value, operation.Verb, profile);
            }
            else
            {
                FoldPath(attributes, path, operation.Value, operation.Verb, isMap: false, profile);
            }
        }

        return BlankName.Filled(attributes, profile);
    }

    /// <summary>
    /// Folds the attributes of a map: the value of an operation without a path (the usual form of Okta's catalogue apps), or a resource. A
    /// key is read as a path is. Unknown and read-only keys are an echo and are ignored.
    /// </summary>
    /// <param name="attributes">What has been said so far.</param>
    /// <param name="map">The map.</param>
    /// <param name="within">The schema of the keys without a URN, where it is not the core schema.</param>
    /// <param name="verb">What is done.</param>
    /// <param name="profile">The profile.</param>
    public static void FoldMap(UserAttributes attributes, JsonElement map, string? within, PatchVerb verb, MappingProfile profile)
    {
        attributes.BeginMap();
        foreach (var entry in PatchValueMap.Read(map, profile.Extensions, within))
        {
            if (entry.Refusal is { } refusal)
            {
                if (attributes.IsPatch || profile.BeginsWithMapped(entry.Name))
                {
                    attributes.Refuse(refusal);
                }
            }
            else if (entry.Key is { SchemaUrn: { } schema })
            {
                ClearSchema(attributes, schema, profile);
            }
            else if (entry.Key is { } path)
            {
                FoldPath(attributes, path, entry.Value, verb, isMap: true, profile);
            }
        }

        attributes.EndMap();
    }

    private static void FoldSchema(UserAttributes attributes, string schema, JsonElement value, PatchVerb verb, MappingProfile profile)
    {
        var isRemoved = verb is PatchVerb.Remove || value.ValueKind is JsonValueKind.Null;
        if (!isRemoved)
        {
            FoldMap(attributes, value, schema, verb, profile);
        }
        else if (ScimSchemas.User.Equals(schema, StringComparison.OrdinalIgnoreCase))
        {
            attributes.Refuse(ScimError.NoTarget($"{schema} cannot be removed as a whole: name the attributes that shall go."));
        }
        else
        {
            ClearSchema(attributes, schema, profile);
        }
    }

    private static void ClearSchema(UserAttributes attributes, string schema, MappingProfile profile)
    {
        foreach (var rule in profile.Rules)
        {
            if (schema.Equals(rule.Path.Schema, StringComparison.OrdinalIgnoreCase))
            {
                Clear(attributes, rule.Path, profile);
            }
        }
    }

    private static void FoldPath(UserAttributes attributes, PatchPath path, JsonElement value, PatchVerb verb, bool isMap, MappingProfile profile)
    {
        if (profile.IsReadOnly(path.Attribute))
        {
            if (!isMap)
            {
                attributes.Refuse(ScimError.Mutability($"{path} is read only: take it out of the attributes that are pushed."));
            }

            return;
        }

        if (IsRefused(attributes, path, value, verb, profile))
        {
            return;
        }

        var elements = profile.ElementsOf(path.Attribute);
        if (RefusalOf(path, attributes.IsPatch, elements, profile) is { } refusal)
        {
            attributes.Refuse(refusal);
        }
        else if (path.ValueFilter is not null)
        {
            FoldSelected(attributes, path, value, verb, profile);
        }
        else if (verb is PatchVerb.Add && ElementListPatch.IsOnlyBeside(path.Attribute, value, profile))
        {
            attributes.Refuse(ElementWords.NoRoom(path.Attribute, elements, profile));
        }
        else if (verb is PatchVerb.Remove)
        {
            if (elements.Count == 0 || !ElementListPatch.TryFoldRemoval(attributes, path.Attribute, value, profile))
            {
                Clear(attributes, path.Attribute, profile);
            }
        }
        // To add nothing to a multi-valued attribute is to leave it (RFC 7644 §3.5.2.1), not to clear it.
        else if (elements.Count == 0 || verb is not PatchVerb.Add || !ScimJson.IsUnassigned(value))
        {
            Assign(attributes, path.Attribute, value, verb, byPath: !isMap, profile);
        }
    }

    // Only a PATCH knows which elements there are. A key that selects some is never an echo, as nothing we show has one: Entra writes it.
    private static void FoldSelected(UserAttributes attributes, PatchPath path, JsonElement value, PatchVerb verb, MappingProfile profile)
    {
        if (attributes.IsPatch)
        {
            ElementPatch.FoldSelected(attributes, path, value, verb, profile);
        }
        else if (profile.ElementsOf(path.Attribute).Count > 0)
        {
            attributes.Refuse(ScimError.InvalidSyntax(
                $"{path}: only a PATCH selects elements by a filter. Send {path.Attribute with { SubAttribute = null }} as a list of elements."));
        }
    }

    /// <summary>Why a path cannot mean a mapped attribute, such as <c>active.value</c>; one that is not mapped at all is dropped.</summary>
    private static ScimError? RefusalOf(PatchPath path, bool isPatch, IReadOnlyList<ElementShape> elements, MappingProfile profile) =>
        isPatch && profile.PluralOf(path.Attribute) is { } plural
            ? ScimError.InvalidPath($"A user has no attribute {path.Attribute.Attribute}: write {plural}.")
        : IsNoPartOf(path, elements, profile)
            ? ScimError.InvalidPath(
                $"{path} names no attribute of a user here: {path.Attribute with { SubAttribute = null }} is mapped, and not in this form. "
                + "/Schemas shows its form.")
        : null;

    /// <summary>
    /// Whether a path speaks of a mapped attribute in a form that it has not got, such as <c>active.value</c>; one that is not mapped at all is
    /// dropped.
    /// </summary>
    private static bool IsNoPartOf(PatchPath path, IReadOnlyList<ElementShape> elements, MappingProfile profile)
    {
        var attribute = MappingProfile.WithoutCoreSchema(path.Attribute);
        var whole = attribute with { SubAttribute = null };
        return path.ValueFilter is not null
            ? elements.Count == 0 && (profile.IndexOf(whole) >= 0 || profile.IsComplex(whole))
            : attribute.SubAttribute is { } part
                && !elements.Any(element => element.Has(part))
                && profile.IndexOf(attribute) < 0
                && profile.IndexOf(whole) >= 0;
    }

    /// <summary>No user has an attribute that Egnyte cannot hold, so removing it is done already.</summary>
    private static bool IsRefused(UserAttributes attributes, PatchPath path, JsonElement value, PatchVerb verb, MappingProfile profile)
    {
        if (profile.RefusalOf(path.Attribute) is not { } refusal)
        {
            return false;
        }

        if (verb is PatchVerb.Remove || ScimJson.IsUnassigned(value))
        {
            return true;
        }

        if (attributes.IsPatch)
        {
            attributes.Refuse(refusal);
        }
        else
        {
            attributes.RefuseOnCreate(refusal);
        }

        return true;
    }

    /// <summary>A rule of its own, or a complex attribute (<c>name</c>) whose sub-attributes have rules. What has none is not mapped.</summary>
    private static void Assign(UserAttributes attributes, AttributePath path, JsonElement value, PatchVerb verb, bool byPath, MappingProfile profile)
    {
        var attribute = MappingProfile.WithoutCoreSchema(path);
        if (profile.ElementsOf(attribute).Count > 0)
        {
            ElementListPatch.Assign(attributes, attribute, value, verb, byPath, profile);
            return;
        }

        var isObject = value.ValueKind is JsonValueKind.Object;
        if (profile.IndexOf(attribute) is var exact and >= 0
            || (!isObject
                && !ScimJson.IsUnassigned(value)
                && attribute.SubAttribute is null
                && (exact = profile.IndexOf(attribute with { SubAttribute = "value" })) >= 0))
        {
            // Entra writes the enterprise extension's manager as a bare text.
            attributes.Assign(exact, value, byPath);
        }
        else if (!profile.IsComplex(attribute))
        {
            return;
        }
        else if (isObject)
        {
            AssignParts(attributes, attribute, value, byPath, profile);
        }
        else if (ScimJson.IsUnassigned(value))
        {
            Clear(attributes, attribute, profile);
        }
        else
        {
            attributes.Refuse(ScimError.InvalidValue($"{path} must be an object of its sub-attributes."));
        }
    }

    private static void AssignParts(UserAttributes attributes, AttributePath complex, JsonElement value, bool byPath, MappingProfile profile)
    {
        foreach (var name in ScimJson.NamesThatAreNone(value))
        {
            if (profile.Rules.Any(rule => rule.ToEgnyte
                && rule.Path.SubAttribute is { } part
                && complex.Equals(rule.Path with { SubAttribute = null })
                && name.Contains(part, StringComparison.OrdinalIgnoreCase)))
            {
                attributes.Refuse(ScimError.InvalidPath($"{Quotation.Of(name)} is no part of {complex}: write the name of the part alone."));
            }
        }

        for (var rule = 0; rule < profile.Rules.Count; rule++)
        {
            var candidate = profile.Rules[rule].Path;
            if (candidate.SubAttribute is not null
                && complex.Equals(candidate with { SubAttribute = null })
                && ScimJson.TryGetProperty(value, candidate.SubAttribute, out var part))
            {
                attributes.Assign(rule, part, byPath && ScimJson.IsUnassigned(part));
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
            if (candidate is { ToEgnyte: true, Element: null }
                && (candidate.Path.Equals(attribute) || attribute.Equals(candidate.Path with { SubAttribute = null })))
            {
                attributes.Clear(rule);
            }
        }
    }
}
