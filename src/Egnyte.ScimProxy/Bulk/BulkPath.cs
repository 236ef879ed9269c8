namespace Egnyte.ScimProxy.Bulk;

/// <summary>The path of a bulk operation (RFC 7644 §3.7), in the forms that clients send: below the base URL, or with it.</summary>
internal static class BulkPath
{
    /// <summary>
    /// The path below the base URL, with one slash before each of its parts and none at the end; as it was written where it is the address
    /// of something else. What stands before the path of an absolute URL is not compared: a proxy in front may have another name.
    /// </summary>
    public static string Read(string text, string baseUrl)
    {
        // A template or a typed file leaves blanks at the ends; no id has one.
        text = text.Trim();
        if (text.AsSpan().ContainsAny('?', '#'))
        {
            return text;
        }

        var isAbsolute = text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        string[] parts = [.. (isAbsolute ? PathOf(text) : text).Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        var basePath = PathOf(baseUrl).Split('/', StringSplitOptions.RemoveEmptyEntries);
        var isBelow = parts.Length >= basePath.Length && parts.Take(basePath.Length).SequenceEqual(basePath, StringComparer.OrdinalIgnoreCase);
        return isAbsolute && !isBelow ? text : $"/{string.Join('/', isBelow ? parts[basePath.Length..] : parts)}";
    }

    private static string PathOf(string url) =>
        url[(url.IndexOf("//", StringComparison.Ordinal) + 2)..] is var rest && rest.IndexOf('/') is var slash and >= 0 ? rest[slash..] : "";
}
