using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.EgnyteApi.Caching;
using Microsoft.Extensions.Time.Testing;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

[Collection(nameof(OneClockForAll))]
public sealed class MembersCacheTests
{
    private static readonly TokenHash Alice = TokenHash.Of("alice");

    private static readonly TokenHash Bob = TokenHash.Of("bob");

    private readonly FakeTimeProvider _time = new();

    private readonly EgnyteMembersCache _cache;

    public MembersCacheTests() => _cache = new EgnyteMembersCache(_time);

    [Fact]
    public void AGroup_IsCachedAsItWasRead()
    {
        Store(
            Alice,
            "g1",
            new EgnyteMember { Value = 12_163_350_656, Display = "Jane Roe" },
            new EgnyteMember { Value = 3, Display = "" },
            new EgnyteMember { Value = long.MaxValue },
            new EgnyteMember { Value = long.MinValue, Display = "Zoë 漢字 🙂" });

        var remembered = _cache.Find(Alice, "G1")!;

        Assert.Equal(("g1", "Group g1"), (remembered.Id, remembered.DisplayName));
        Assert.Equal(
            [(12_163_350_656, "Jane Roe"), (3, ""), (long.MaxValue, null), (long.MinValue, "Zoë 漢字 🙂")],
            remembered.Members!.Select(member => (member.Value, member.Display)));
    }

    [Fact]
    public void AnAnswerWithoutMembers_IsNotCachedAsAnEmptyGroup()
    {
        _cache.Store(Alice, "none", new EgnyteGroup { Id = "none" }, _time.GetTimestamp());
        Store(Alice, "empty");

        Assert.Null(_cache.Find(Alice, "none")!.Members);
        Assert.Empty(_cache.Find(Alice, "empty")!.Members!);
    }

    [Fact]
    public void AGroup_IsCachedFor120SecondsFromTheBeginningOfItsRead()
    {
        var asOf = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(20));
        _cache.Store(Alice, "g", new EgnyteGroup { Id = "g" }, asOf);

        _time.Advance(TimeSpan.FromSeconds(99.9));
        Assert.NotNull(_cache.Find(Alice, "g"));

        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Null(_cache.Find(Alice, "g"));

        _cache.Store(Alice, "late", new EgnyteGroup { Id = "late" }, asOf);
        Assert.Null(_cache.Find(Alice, "late"));
    }

    [Fact]
    public void WhatIsTooOld_Goes_ThoughNobodyAsks()
    {
        Store(Alice, "old", People(100));
        _time.Advance(TimeSpan.FromSeconds(60));
        Store(Alice, "new", People(1));

        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(1, _cache.Count);

        _time.Advance(TimeSpan.FromSeconds(120));
        Assert.Equal(0, _cache.Count);
    }

    [Fact]
    public void AGroup_IsCachedForItsTokenOnly()
    {
        Store(Alice, "g", People(1));

        Assert.Null(_cache.Find(Bob, "g"));
        Assert.NotNull(_cache.Find(Alice, "g"));
    }

    [Fact]
    public void OfTwoReads_TheOneThatBeganLaterStays()
    {
        var early = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(1));
        Store(Alice, "g", People(2));

        _cache.Store(Alice, "g", new EgnyteGroup { Id = "g", Members = People(1) }, early);

        Assert.Equal(2, _cache.Find(Alice, "g")!.Members!.Count);
    }

    [Fact]
    public void GroupsBeyondTheBound_PushTheOldestOut()
    {
        for (var i = 0; i < EgnyteMembersCache.MaxGroups + 10; i++)
        {
            Store(Alice, $"g{i}");
        }

        Assert.Equal(EgnyteMembersCache.MaxGroups, _cache.Count);
        Assert.Null(_cache.Find(Alice, "g9"));
        Assert.NotNull(_cache.Find(Alice, "g10"));
    }

    [Fact]
    public void MembersBeyondTheBound_PushTheOldestGroupsOut_AndAGroupOfMoreIsNotCached()
    {
        var people = People(EgnyteMembersCache.MaxMembers / 4);
        for (var i = 1; i <= 5; i++)
        {
            Store(Alice, $"g{i}", people);
        }

        Assert.Null(_cache.Find(Alice, "g1"));
        Assert.NotNull(_cache.Find(Alice, "g2"));

        Store(Alice, "huge", People(EgnyteMembersCache.MaxMembers + 1));
        Assert.Null(_cache.Find(Alice, "huge"));
        Assert.NotNull(_cache.Find(Alice, "g2"));

        // Entries that were replaced or removed no longer count.
        Store(Alice, "g5", People(1));
        _cache.InvalidateGroup("g4");
        Store(Alice, "g6", people);
        Assert.Equal(4, _cache.Count);
        Assert.NotNull(_cache.Find(Alice, "g2"));
    }

    [Fact]
    public void AWriteOfAGroup_InvalidatesItForEveryToken_AndNoOther()
    {
        Store(Alice, "g", People(1));
        Store(Bob, "g", People(1));
        Store(Alice, "other", People(1));

        _cache.InvalidateGroup("G");

        Assert.Null(_cache.Find(Alice, "g"));
        Assert.Null(_cache.Find(Bob, "g"));
        Assert.NotNull(_cache.Find(Alice, "other"));
    }

    [Fact]
    public void AReadThatBeganBeforeAWrite_IsNotCached()
    {
        var slowRead = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(1));
        _cache.InvalidateGroup("g");
        _cache.InvalidateUser(7);
        _cache.Invalidate(Bob);

        _cache.Store(Alice, "G", new EgnyteGroup { Id = "g", Members = [] }, slowRead);
        _cache.Store(Alice, "of7", new EgnyteGroup { Id = "of7", Members = [new EgnyteMember { Value = 7 }] }, slowRead);
        _cache.Store(Bob, "of8", new EgnyteGroup { Id = "of8", Members = [new EgnyteMember { Value = 8 }] }, slowRead);
        Assert.Equal(0, _cache.Count);

        _cache.Store(Alice, "of8", new EgnyteGroup { Id = "of8", Members = [new EgnyteMember { Value = 8 }] }, slowRead);
        Store(Alice, "g");
        Store(Bob, "of7", new EgnyteMember { Value = 7 });
        Assert.Equal(3, _cache.Count);
    }

    [Fact]
    public void AReadThatBeganBeforeMoreWritesThanAreKnown_IsNotCached()
    {
        var slowRead = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(1));
        _cache.InvalidateGroup("g");
        _time.Advance(TimeSpan.FromSeconds(1));
        for (var user = 1; user <= 5_000; user++)
        {
            _cache.InvalidateUser(user);
        }

        _cache.Store(Alice, "g", new EgnyteGroup { Id = "g", Members = [] }, slowRead);
        Assert.Null(_cache.Find(Alice, "g"));

        Store(Alice, "g");
        Assert.NotNull(_cache.Find(Alice, "g"));
    }

    [Fact]
    public void ADeletedUser_TakesTheirGroupsAlong()
    {
        Store(
            Alice,
            "of1and2",
            new EgnyteMember { Value = 1, Display = "A name longer than 127 bytes: " + new string('x', 200) },
            new EgnyteMember { Value = 2 });
        Store(Alice, "of3", new EgnyteMember { Value = 3, Display = "Three" });

        _cache.InvalidateUser(2);

        Assert.Null(_cache.Find(Alice, "of1and2"));
        Assert.NotNull(_cache.Find(Alice, "of3"));
    }

    [Fact]
    public void ARefusedToken_IsRemoved_InBothCachesOfItsConnection()
    {
        using var egnyte = new FakeEgnyte();
        var connection = egnyte.Connection;
        connection.Users.Store(Alice, new EgnyteUser { Id = 1 });
        foreach (var token in new[] { Alice, Bob })
        {
            connection.Members.Store(token, "g", new EgnyteGroup { Id = "g" }, egnyte.Time.GetTimestamp());
        }

        connection.Invalidate(Alice);

        Assert.Null(connection.Users.Find(Alice, 1));
        Assert.Null(connection.Members.Find(Alice, "g"));
        Assert.NotNull(connection.Members.Find(Bob, "g"));
    }

    private static EgnyteMember[] People(int count) => [.. Enumerable.Range(1, count).Select(id => new EgnyteMember { Value = id })];

    private void Store(TokenHash token, string id, params EgnyteMember[] members) =>
        _cache.Store(token, id, new EgnyteGroup { Id = id, DisplayName = $"Group {id}", Members = members }, _time.GetTimestamp());
}
