using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Http;

/// <summary>
/// A place in a list (RFC 9865). Egnyte knows index paging only, and this service remembers nothing: the cursor carries the index, how
/// long the list was, and which question it belongs to. So any replica can go on with it.
/// </summary>
internal sealed record ListCursor(int StartIndex, int Total, ulong Question)
{
    private const int Length = 16;
    private const int LengthAsText = 22;

    /// <summary>An empty cursor is the first page.</summary>
    /// <exception cref="ScimException">400 invalidCursor.</exception>
    public static ListCursor Read(string text, string question)
    {
        var hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(question.AsSpan()));
        if (text.Length == 0)
        {
            return new ListCursor(1, 0, hash);
        }

        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length != LengthAsText || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length != Length)
        {
            throw new ScimException(ScimError.InvalidCursor("The cursor is none that was given out here: begin again with an empty one."));
        }

        var cursor = new ListCursor(BinaryPrimitives.ReadInt32BigEndian(bytes), BinaryPrimitives.ReadInt32BigEndian(bytes[4..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
        return cursor.StartIndex > 0 && cursor.Question == hash
            ? cursor
            : throw new ScimException(ScimError.InvalidCursor("The cursor belongs to another query: send the filter and the sorting that it was given out for, or begin again with an empty one."));
    }

    /// <summary>The cursor of the next page; null after the last.</summary>
    /// <exception cref="ScimException">400 expiredCursor: the list has become shorter, so that rows have moved to pages already read.</exception>
    public string? After(int startIndex, int rows, int total)
    {
        if (total < Total)
        {
            throw new ScimException(ScimError.ExpiredCursor($"The list has {total} entries and had {Total} when it was begun: some would be passed over. Begin again with an empty cursor."));
        }

        if (rows == 0 || startIndex + rows > total)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, startIndex + rows);
        BinaryPrimitives.WriteInt32BigEndian(bytes[4..], total);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Question);
        return Base64Url.EncodeToString(bytes);
    }
}
