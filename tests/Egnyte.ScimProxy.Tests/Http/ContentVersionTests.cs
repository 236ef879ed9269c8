using System.IO.Hashing;
using System.Runtime.InteropServices;
using Egnyte.ScimProxy.Http;

namespace Egnyte.ScimProxy.Tests.Http;

/// <summary>A version is the same at every replica: it is the hash of the fields, joined by one character that no field holds.</summary>
public sealed class ContentVersionTests
{
    [Theory]
    [InlineData("jane.doe", null, "", "jane.doe@example.com")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(null, null)]
    public void Fields_AreHashedAsTheirJoinedText(params string?[]? fields) =>
        Assert.Equal(HashOf(string.Join('\u001f', fields ?? [null])), ContentVersion.Hash(fields ?? [null]));

    [Theory]
    [InlineData(510)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(5_000)]
    public void Fields_OfAnyLength_AreHashedAsTheirJoinedText(int length)
    {
        var name = new string('é', length);

        Assert.Equal(HashOf(name), ContentVersion.Hash(name));
        Assert.Equal(HashOf($"{name}\u001f{name}"), ContentVersion.Hash(name, name));
    }

    [Fact]
    public void WhereOneFieldEnds_IsPartOfTheVersion() => Assert.NotEqual(ContentVersion.Hash("ab", "c"), ContentVersion.Hash("a", "bc"));

    private static ulong HashOf(string text) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()));
}
