using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Egnyte.ScimProxy.Http;

/// <summary>Weak entity tags made from content (RFC 7644 §3.14): the same at every replica and after every restart.</summary>
internal static class ContentVersion
{
    private const char Separator = '\u001f';

    public static ulong Hash(params ReadOnlySpan<string?> fields) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(string.Join(Separator, fields).AsSpan()));

    public static ulong Hash(ReadOnlySpan<long> numbers) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(numbers));

    public static string Tag(ulong content) => $"W/\"{content:x16}\"";

    /// <summary>With a second part for what only Egnyte changes: a write's precondition is about the first alone.</summary>
    public static string Tag(ulong content, ulong readOnly) => $"W/\"{content:x16}.{readOnly:x16}\"";
}
