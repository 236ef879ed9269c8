using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Http;

/// <summary>
/// A place in a list (RFC 9865). Egnyte knows index paging only, and the proxy keeps no state: the cursor carries the index, the
/// resource before it, and which question it belongs to. So any replica can go on with it, and tells when rows have moved.
/// </summary>
internal sealed record ListCursor(int StartIndex, ulong Last, ulong QueryHash)
{
    private const int Length = 20;
    private const int LengthAsText = 27;

    /// <summary>An empty cursor is the first page.</summary>
    /// <exception cref="ScimException">400 invalidCursor.</exception>
    public static ListCursor Read(string text, string question)
    {
        var hash = Hash(question);
        if (text.Length == 0)
        {
            return new ListCursor(1, 0, hash);
        }

        Span<byte> bytes = stackalloc byte[Length];
        // Not TryDecodeFromChars, which throws at what is not Base64Url.
        if (text.Length != LengthAsText || Base64Url.DecodeFromChars(text, bytes, out _, out var length) is not OperationStatus.Done || length != Length)
        {
            throw new ScimException(ScimError.InvalidCursor("The cursor is none that was given out here: begin again with an empty one."));
        }

        var cursor = new ListCursor(
            BinaryPrimitives.ReadInt32BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[4..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[12..]));
        return cursor.StartIndex > 1 && cursor.QueryHash == hash
            ? cursor
            : throw new ScimException(ScimError.InvalidCursor(
                "The cursor belongs to another query: send the filter and the sorting that it was given out for, or begin again with an empty "
                + "one."));
    }

    /// <summary>Whether the row before the page is the one that it was.</summary>
    /// <exception cref="ScimException">400 expiredCursor: rows before it have come or gone, so that some would be passed over or met twice.</exception>
    public void Require(string? idBefore)
    {
        if (idBefore is null || Hash(idBefore) != Last)
        {
            throw new ScimException(ScimError.ExpiredCursor(
                "The list has changed since the cursor was given out, and some entries would be passed over or met twice. Begin again with an "
                + "empty cursor."));
        }
    }

    /// <summary>The cursor of the page that begins at an index, after a resource.</summary>
    public string At(int startIndex, string lastId)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, startIndex);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[4..], Hash(lastId));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[12..], QueryHash);
        return Base64Url.EncodeToString(bytes);
    }

    private static ulong Hash(string text) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()));
}
