using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Egnyte.ScimProxy.Http;

/// <summary>Entity tags as clients send them (RFC 7232 §2.3, §3); weakly compared, since all ours are weak.</summary>
internal static class EntityTags
{
    /// <summary>Whether a header names this version, or any (<c>*</c>).</summary>
    public static bool Names(StringValues header, string version) => Any(header, tag => Opaque(tag).SequenceEqual(Opaque(version)));

    /// <summary>The same for what a client can write: what follows the dot is read only (<see cref="ContentVersion"/>).</summary>
    public static bool NamesContent(StringValues header, string version) => Any(header, tag => Content(tag).SequenceEqual(Content(version)));

    private static bool Any(StringValues header, Func<string, bool> isSame) =>
        EntityTagHeaderValue.TryParseList(header, out var tags) && tags.Any(tag => tag.Tag == "*" || isSame(tag.Tag.ToString()));

    private static ReadOnlySpan<char> Opaque(ReadOnlySpan<char> tag) => (tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag).Trim('"');

    private static ReadOnlySpan<char> Content(ReadOnlySpan<char> tag) =>
        Opaque(tag) is var opaque && opaque.IndexOf('.') is var dot and >= 0 ? opaque[..dot] : Opaque(tag);
}
