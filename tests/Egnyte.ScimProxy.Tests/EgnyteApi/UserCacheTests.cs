using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.EgnyteApi.Caching;
using Microsoft.Extensions.Time.Testing;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

public sealed class UserCacheTests
{
    private static readonly TokenHash Alice = TokenHash.Of("alice");

    private static readonly TokenHash Bob = TokenHash.Of("bob");

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void AUser_IsRememberedForFiveSeconds_ForThatTokenOnly()
    {
        var memo = new EgnyteUserCache(_time);
        memo.Remember(Alice, new EgnyteUser { Id = 1, UserName = "jane" });

        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal("jane", memo.Recall(Alice, 1)?.UserName);
        Assert.Null(memo.Recall(Bob, 1));
        Assert.Null(memo.Recall(Alice, 2));

        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Null(memo.Recall(Alice, 1));
    }

    [Fact]
    public void ANewerAnswer_ReplacesWhatWasRemembered()
    {
        var memo = new EgnyteUserCache(_time);
        memo.Remember(Alice, new EgnyteUser { Id = 1, Email = "old" });
        memo.Remember(Alice, new EgnyteUser { Id = 1, Email = "new" });

        Assert.Equal("new", memo.Recall(Alice, 1)?.Email);
    }

    [Fact]
    public void AReadThatBeganBeforeAWrite_IsNotRemembered()
    {
        var memo = new EgnyteUserCache(_time);
        var slowRead = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(1));

        memo.Forget(Alice, 1);
        memo.Remember(Alice, new EgnyteUser { Id = 1, Language = "de-DE" }, slowRead);
        Assert.Null(memo.Recall(Alice, 1));

        memo.Remember(Alice, new EgnyteUser { Id = 1, Language = "fr-CA" });
        memo.Remember(Alice, new EgnyteUser { Id = 1, Language = "de-DE" }, slowRead);
        Assert.Equal("fr-CA", memo.Recall(Alice, 1)?.Language);

        _time.Advance(TimeSpan.FromSeconds(1));
        memo.Remember(Alice, new EgnyteUser { Id = 1, Language = "en-US" }, _time.GetTimestamp());
        Assert.Equal("en-US", memo.Recall(Alice, 1)?.Language);
    }

    [Fact]
    public void Forgetting_IsForOneUserOrForARefusedToken()
    {
        var memo = new EgnyteUserCache(_time);
        memo.Remember(Alice, new EgnyteUser { Id = 1 });
        memo.Remember(Alice, new EgnyteUser { Id = 2 });
        memo.Remember(Bob, new EgnyteUser { Id = 3 });

        memo.Forget(Alice, 1);
        Assert.Null(memo.Recall(Alice, 1));
        Assert.NotNull(memo.Recall(Alice, 2));

        memo.Forget(Alice);
        Assert.Null(memo.Recall(Alice, 2));
        Assert.NotNull(memo.Recall(Bob, 3));
    }

    [Fact]
    public void Collisions_Overwrite_AndNeverAnswerForAnother()
    {
        var memo = new EgnyteUserCache(_time);
        for (var id = 1; id <= 20_000; id++)
        {
            memo.Remember(Alice, new EgnyteUser { Id = id });
        }

        var remembered = Enumerable.Range(1, 20_000).Select(id => memo.Recall(Alice, id)).Where(user => user is not null).ToList();
        Assert.InRange(remembered.Count, 1000, 4096);
        Assert.All(Enumerable.Range(1, 20_000), id => Assert.True(memo.Recall(Alice, id) is not { } user || user.Id == id));
    }

    [Fact]
    public void AnotherTokensAnswer_InTheSameSlot_IsNeverGiven()
    {
        var memo = new EgnyteUserCache(_time);
        memo.Remember(Alice, new EgnyteUser { Id = 1 });
        for (var i = 0; i < 60_000; i++)
        {
            memo.Remember(TokenHash.Of($"token-{i}"), new EgnyteUser { Id = 1 });
        }

        Assert.Null(memo.Recall(Alice, 1));
    }

    [Fact]
    public void ATokenHash_IsSha256()
    {
        var hash = TokenHash.Of("abc");

        Assert.Equal("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD", Convert.ToHexString([.. Bytes(hash.High), .. Bytes(hash.Low)]));
        Assert.NotEqual(hash, TokenHash.Of(new string('a', 5000)));
    }

    private static byte[] Bytes(UInt128 value) => [.. BitConverter.GetBytes((ulong)value), .. BitConverter.GetBytes((ulong)(value >> 64))];
}
