namespace Egnyte.ScimProxy.Mapping.Documents;

/// <summary>A profile and all that it builds on, as one: each value still knows the file and line it comes from.</summary>
/// <param name="Root">The profile's own document.</param>
/// <param name="Head">What stands beside the rules.</param>
/// <param name="Extension">The extension schema's URN.</param>
/// <param name="Rules">The rules for users, in their order.</param>
/// <param name="Groups">What is said of groups.</param>
internal sealed record MergedProfile(
    ProfileNode Root,
    IReadOnlyDictionary<string,
    ProfileNode> Head,
    string Extension,
    IReadOnlyList<MergedRule> Rules,
    IReadOnlyDictionary<string,
    ProfileNode> Groups);

/// <summary>A rule with the properties that it has in the end.</summary>
/// <param name="Path">The SCIM attribute.</param>
internal sealed record MergedRule(RulePath Path)
{
    public OrderedDictionary<string, ProfileNode> Properties { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of the profiles that wrote something of it, in their order.</summary>
    public List<string> Origins { get; } = [];

    /// <summary>The rule's path, where it was written last.</summary>
    public ProfileNode At => Properties["scim"];

    public ProfileNode? this[string property] => Properties.GetValueOrDefault(property);
}
