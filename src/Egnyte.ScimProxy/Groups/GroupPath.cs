using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Patching;

namespace Egnyte.ScimProxy.Groups;

/// <summary>The attributes of a group that are mapped.</summary>
internal enum GroupAttribute
{
    DisplayName,
    Members,
}

/// <summary>What a path, or a key of a map, names in a group.</summary>
internal static class GroupPath
{
    private const string DisplayName = "displayName";
    private const string Members = "members";

    // Nothing here has this name, but the client means members: ignored, the change would be lost without a word.
    private const string Member = "member";

    public static bool TryNameMapped(PatchPath path, out GroupAttribute attribute)
    {
        attribute = default;
        if (path.IsSchema || !(path.Attribute.Schema is null || IsGroupSchema(path.Attribute.Schema)))
        {
            return false;
        }

        attribute = Is(path, DisplayName) ? GroupAttribute.DisplayName : GroupAttribute.Members;
        return Is(path, DisplayName) || Is(path, Members) || Is(path, Member);
    }

    /// <summary>Whether the name is no attribute's but means members. In a resource any name may stand that is not mapped.</summary>
    public static bool IsMisnamed(PatchPath path) => Is(path, Member);

    /// <summary>Why a path that names a mapped attribute cannot be used; null where it names the attribute as a whole, or members to remove.</summary>
    public static ScimError? RefusalOf(PatchPath path, PatchVerb verb) => path switch
    {
        _ when IsMisnamed(path) => ScimError.InvalidPath($"A group has no attribute {path.Attribute.Attribute}: write members."),
        { ValueFilter: null, Attribute.SubAttribute: null } => null,
        _ when Is(path, DisplayName) => ScimError.InvalidPath($"{path}: displayName is one text and has no parts."),
        { ValueFilter: not null, SubAttribute: null } when verb is PatchVerb.Remove && path.Attribute.SubAttribute is null => null,
        _ => ScimError.InvalidPath($"{path}: a member can be added, or removed by members[value eq \"id\"], but not changed."),
    };

    /// <summary>Whether a key that cannot be read begins with the name of a mapped attribute, <c>members[0]</c>, or is the schema.</summary>
    public static bool BeginsWithMapped(string key)
    {
        if (IsGroupSchema(key) || ScimSchemas.IsOtherCore(key, GroupReader.Schemas))
        {
            return true;
        }

        var name = key.AsSpan(ScimSchemas.IsBelow(key, ScimSchemas.Group) ? ScimSchemas.Group.Length + 1 : 0);
        return AttributePath.Begins(name, DisplayName) || AttributePath.Begins(name, Members);
    }

    public static bool IsReadOnly(PatchPath path) => path.Attribute.Attribute.ToUpperInvariant() is "ID" or "META" or "SCHEMAS";

    private static bool IsGroupSchema(string schema) => schema.Equals(ScimSchemas.Group, StringComparison.OrdinalIgnoreCase);

    private static bool Is(PatchPath path, string name) => path.Attribute.Attribute.Equals(name, StringComparison.OrdinalIgnoreCase);
}
