using System.Buffers;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Egnyte.ScimProxy.Http;

/// <summary>Weak entity tags made from content (RFC 7644 §3.14): the same at every replica and after every restart.</summary>
internal static class ContentVersion
{
    private const char Separator = '\u001f';

    private const int MostOnStack = 512;

    public static ulong Hash(params ReadOnlySpan<string?> fields)
    {
        // Each answer with a resource is hashed: its fields are joined without making a string of them.
        var length = 0;
        foreach (var field in fields)
        {
            length += (field?.Length ?? 0) + 1;
        }

        var rented = length <= MostOnStack ? null : ArrayPool<char>.Shared.Rent(length);
        var text = rented ?? stackalloc char[MostOnStack];
        var end = 0;
        foreach (var field in fields)
        {
            field.AsSpan().CopyTo(text[end..]);
            end += field?.Length ?? 0;
            text[end++] = Separator;
        }

        var hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text[..Math.Max(0, end - 1)]));
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return hash;
    }

    public static ulong Hash(ReadOnlySpan<long> numbers) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(numbers));

    public static string Tag(ulong content) => $"W/\"{content:x16}\"";

    /// <summary>With a second part for what only Egnyte changes: a write's precondition is about the first alone.</summary>
    public static string Tag(ulong content, ulong readOnly) => $"W/\"{content:x16}.{readOnly:x16}\"";
}
