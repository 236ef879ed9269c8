using Egnyte.ScimProxy.Resources;
using static Egnyte.ScimProxy.Tests.Users.People;

namespace Egnyte.ScimProxy.Tests.Users;

public sealed class EgnyteUserIdTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("12163350648", 12163350648)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void AnId_IsACanonicalNumber(string text, long id)
    {
        Assert.Equal(id, EgnyteUserId.Parse(text).Value);
        Assert.Equal(text, EgnyteUserId.Parse(text).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("007")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1e3")]
    [InlineData("١")]
    [InlineData("9223372036854775808")]
    [InlineData("10000000000000000000000")]
    [InlineData("00u1a2b3c4d5e6f7g8h9")]
    public void AnythingElse_IsNotFound(string text) => Assert.Equal(404, Refusal(() => EgnyteUserId.Parse(text)).Status);
}
