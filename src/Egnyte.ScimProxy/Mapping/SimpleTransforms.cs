namespace Egnyte.ScimProxy.Mapping;

/// <summary>The closed set of transforms that a profile may name.</summary>
internal static class SimpleTransforms
{
    public static IReadOnlyDictionary<string, Func<string, string>> ByName { get; } = new Dictionary<string, Func<string, string>>(StringComparer.Ordinal)
    {
        ["localPart"] = LocalPart,
        ["lower"] = text => text.ToLowerInvariant(),
    };

    /// <summary>What stands before the last @; a text without one stays as it is.</summary>
    public static string LocalPart(string text) => text.LastIndexOf('@') is var at and >= 0 ? text[..at] : text;
}
