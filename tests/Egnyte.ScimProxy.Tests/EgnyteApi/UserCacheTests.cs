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
    public void AUser_IsCachedForFiveSeconds_ForThatTokenOnly()
    {
        var cache = new EgnyteUserCache(_time);
        cache.Store(Alice, new EgnyteUser { Id = 1, UserName = "jane" });

        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal("jane", cache.Find(Alice, 1)?.UserName);
        Assert.Null(cache.Find(Bob, 1));
        Assert.Null(cache.Find(Alice, 2));

        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Null(cache.Find(Alice, 1));
    }

    [Fact]
    public void ANewerAnswer_ReplacesWhatWasCached()
    {
        var cache = new EgnyteUserCache(_time);
        cache.Store(Alice, new EgnyteUser { Id = 1, Email = "old" });
        cache.Store(Alice, new EgnyteUser { Id = 1, Email = "new" });

        Assert.Equal("new", cache.Find(Alice, 1)?.Email);
    }

    [Fact]
    public void AReadThatBeganBeforeAWrite_IsNotCached()
    {
        var cache = new EgnyteUserCache(_time);
        var slowRead = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(1));

        cache.Invalidate(Alice, 1);
        cache.Store(Alice, new EgnyteUser { Id = 1, Language = "de-DE" }, slowRead);
        Assert.Null(cache.Find(Alice, 1));

        cache.Store(Alice, new EgnyteUser { Id = 1, Language = "fr-CA" });
        cache.Store(Alice, new EgnyteUser { Id = 1, Language = "de-DE" }, slowRead);
        Assert.Equal("fr-CA", cache.Find(Alice, 1)?.Language);

        _time.Advance(TimeSpan.FromSeconds(1));
        cache.Store(Alice, new EgnyteUser { Id = 1, Language = "en-US" }, _time.GetTimestamp());
        Assert.Equal("en-US", cache.Find(Alice, 1)?.Language);
    }

    [Fact]
    public void Invalidation_IsForOneUserOrForARefusedToken()
    {
        var cache = new EgnyteUserCache(_time);
        cache.Store(Alice, new EgnyteUser { Id = 1 });
        cache.Store(Alice, new EgnyteUser { Id = 2 });
        cache.Store(Bob, new EgnyteUser { Id = 3 });

        cache.Invalidate(Alice, 1);
        Assert.Null(cache.Find(Alice, 1));
        Assert.NotNull(cache.Find(Alice, 2));

        cache.Invalidate(Alice);
        Assert.Null(cache.Find(Alice, 2));
        Assert.NotNull(cache.Find(Bob, 3));
    }

    [Fact]
    public void Collisions_Overwrite_AndNeverAnswerForAnother()
    {
        var cache = new EgnyteUserCache(_time);
        for (var id = 1; id <= 20_000; id++)
        {
            cache.Store(Alice, new EgnyteUser { Id = id });
        }

        var remembered = Enumerable.Range(1, 20_000).Select(id => cache.Find(Alice, id)).Where(user => user is not null).ToList();
        Assert.InRange(remembered.Count, 1000, 4096);
        Assert.All(Enumerable.Range(1, 20_000), id => Assert.True(cache.Find(Alice, id) is not { } user || user.Id == id));
    }

    [Fact]
    public void AnotherTokensAnswer_InTheSameSlot_IsNeverGiven()
    {
        var cache = new EgnyteUserCache(_time);
        cache.Store(Alice, new EgnyteUser { Id = 1 });
        for (var i = 0; i < 60_000; i++)
        {
            cache.Store(TokenHash.Of($"token-{i}"), new EgnyteUser { Id = 1 });
        }

        Assert.Null(cache.Find(Alice, 1));
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
