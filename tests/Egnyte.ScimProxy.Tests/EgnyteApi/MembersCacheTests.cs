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

    private readonly EgnyteMembersCache _memo;

    public MembersCacheTests() => _memo = new EgnyteMembersCache(_time);

    [Fact]
    public void AGroup_IsRememberedAsItWasRead()
    {
        Remember(Alice, "g1", new EgnyteMember { Value = 12_163_350_656, Display = "Jane Roe" }, new EgnyteMember { Value = 3, Display = "" }, new EgnyteMember { Value = long.MaxValue }, new EgnyteMember { Value = long.MinValue, Display = "Zoë 漢字 🙂" });

        var remembered = _memo.Recall(Alice, "G1")!;

        Assert.Equal(("g1", "Group g1"), (remembered.Id, remembered.DisplayName));
        Assert.Equal(
            [(12_163_350_656, "Jane Roe"), (3, ""), (long.MaxValue, null), (long.MinValue, "Zoë 漢字 🙂")],
            remembered.Members!.Select(member => (member.Value, member.Display)));
    }

    [Fact]
    public void AnAnswerWithoutMembers_IsNotRememberedAsAnEmptyGroup()
    {
        _memo.Remember(Alice, "none", new EgnyteGroup { Id = "none" }, _time.GetTimestamp());
        Remember(Alice, "empty");

        Assert.Null(_memo.Recall(Alice, "none")!.Members);
        Assert.Empty(_memo.Recall(Alice, "empty")!.Members!);
    }

    [Fact]
    public void AGroup_IsRememberedFor120SecondsFromTheBeginningOfItsRead()
    {
        var asOf = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(20));
        _memo.Remember(Alice, "g", new EgnyteGroup { Id = "g" }, asOf);

        _time.Advance(TimeSpan.FromSeconds(99.9));
        Assert.NotNull(_memo.Recall(Alice, "g"));

        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Null(_memo.Recall(Alice, "g"));

        _memo.Remember(Alice, "late", new EgnyteGroup { Id = "late" }, asOf);
        Assert.Null(_memo.Recall(Alice, "late"));
    }

    [Fact]
    public void WhatIsTooOld_Goes_ThoughNobodyAsks()
    {
        Remember(Alice, "old", People(100));
        _time.Advance(TimeSpan.FromSeconds(60));
        Remember(Alice, "new", People(1));

        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(1, _memo.Count);

        _time.Advance(TimeSpan.FromSeconds(120));
        Assert.Equal(0, _memo.Count);
    }

    [Fact]
    public void AGroup_IsRememberedForItsTokenOnly()
    {
        Remember(Alice, "g", People(1));

        Assert.Null(_memo.Recall(Bob, "g"));
        Assert.NotNull(_memo.Recall(Alice, "g"));
    }

    [Fact]
    public void OfTwoReads_TheOneThatBeganLaterStays()
    {
        var early = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(1));
        Remember(Alice, "g", People(2));

        _memo.Remember(Alice, "g", new EgnyteGroup { Id = "g", Members = People(1) }, early);

        Assert.Equal(2, _memo.Recall(Alice, "g")!.Members!.Count);
    }

    [Fact]
    public void GroupsBeyondTheBound_PushTheOldestOut()
    {
        for (var i = 0; i < EgnyteMembersCache.MaxGroups + 10; i++)
        {
            Remember(Alice, $"g{i}");
        }

        Assert.Equal(EgnyteMembersCache.MaxGroups, _memo.Count);
        Assert.Null(_memo.Recall(Alice, "g9"));
        Assert.NotNull(_memo.Recall(Alice, "g10"));
    }

    [Fact]
    public void MembersBeyondTheBound_PushTheOldestGroupsOut_AndAGroupOfMoreIsNotRemembered()
    {
        var people = People(EgnyteMembersCache.MaxMembers / 4);
        for (var i = 1; i <= 5; i++)
        {
            Remember(Alice, $"g{i}", people);
        }

        Assert.Null(_memo.Recall(Alice, "g1"));
        Assert.NotNull(_memo.Recall(Alice, "g2"));

        Remember(Alice, "huge", People(EgnyteMembersCache.MaxMembers + 1));
        Assert.Null(_memo.Recall(Alice, "huge"));
        Assert.NotNull(_memo.Recall(Alice, "g2"));

        // What is replaced or forgotten no longer counts.
        Remember(Alice, "g5", People(1));
        _memo.ForgetGroup("g4");
        Remember(Alice, "g6", people);
        Assert.Equal(4, _memo.Count);
        Assert.NotNull(_memo.Recall(Alice, "g2"));
    }

    [Fact]
    public void AWriteOfAGroup_ForgetsItForEveryToken_AndNoOther()
    {
        Remember(Alice, "g", People(1));
        Remember(Bob, "g", People(1));
        Remember(Alice, "other", People(1));

        _memo.ForgetGroup("G");

        Assert.Null(_memo.Recall(Alice, "g"));
        Assert.Null(_memo.Recall(Bob, "g"));
        Assert.NotNull(_memo.Recall(Alice, "other"));
    }

    [Fact]
    public void AReadThatBeganBeforeAWrite_IsNotRemembered()
    {
        var slowRead = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(1));
        _memo.ForgetGroup("g");
        _memo.ForgetUser(7);
        _memo.Forget(Bob);

        _memo.Remember(Alice, "G", new EgnyteGroup { Id = "g", Members = [] }, slowRead);
        _memo.Remember(Alice, "of7", new EgnyteGroup { Id = "of7", Members = [new EgnyteMember { Value = 7 }] }, slowRead);
        _memo.Remember(Bob, "of8", new EgnyteGroup { Id = "of8", Members = [new EgnyteMember { Value = 8 }] }, slowRead);
        Assert.Equal(0, _memo.Count);

        _memo.Remember(Alice, "of8", new EgnyteGroup { Id = "of8", Members = [new EgnyteMember { Value = 8 }] }, slowRead);
        Remember(Alice, "g");
        Remember(Bob, "of7", new EgnyteMember { Value = 7 });
        Assert.Equal(3, _memo.Count);
    }

    [Fact]
    public void AReadThatBeganBeforeMoreWritesThanAreKnown_IsNotRemembered()
    {
        var slowRead = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(1));
        _memo.ForgetGroup("g");
        _time.Advance(TimeSpan.FromSeconds(1));
        for (var user = 1; user <= 5_000; user++)
        {
            _memo.ForgetUser(user);
        }

        _memo.Remember(Alice, "g", new EgnyteGroup { Id = "g", Members = [] }, slowRead);
        Assert.Null(_memo.Recall(Alice, "g"));

        Remember(Alice, "g");
        Assert.NotNull(_memo.Recall(Alice, "g"));
    }

    [Fact]
    public void ADeletedUser_TakesTheirGroupsAlong()
    {
        Remember(Alice, "of1and2", new EgnyteMember { Value = 1, Display = "A name longer than 127 bytes: " + new string('x', 200) }, new EgnyteMember { Value = 2 });
        Remember(Alice, "of3", new EgnyteMember { Value = 3, Display = "Three" });

        _memo.ForgetUser(2);

        Assert.Null(_memo.Recall(Alice, "of1and2"));
        Assert.NotNull(_memo.Recall(Alice, "of3"));
    }

    [Fact]
    public void ARefusedToken_IsForgotten_InBothMemosOfItsConnection()
    {
        using var egnyte = new FakeEgnyte();
        var connection = egnyte.Connection;
        connection.Users.Remember(Alice, new EgnyteUser { Id = 1 });
        foreach (var token in new[] { Alice, Bob })
        {
            connection.Members.Remember(token, "g", new EgnyteGroup { Id = "g" }, egnyte.Time.GetTimestamp());
        }

        connection.Forget(Alice);

        Assert.Null(connection.Users.Recall(Alice, 1));
        Assert.Null(connection.Members.Recall(Alice, "g"));
        Assert.NotNull(connection.Members.Recall(Bob, "g"));
    }

    private static EgnyteMember[] People(int count) => [.. Enumerable.Range(1, count).Select(id => new EgnyteMember { Value = id })];

    private void Remember(TokenHash token, string id, params EgnyteMember[] members) =>
        _memo.Remember(token, id, new EgnyteGroup { Id = id, DisplayName = $"Group {id}", Members = members }, _time.GetTimestamp());
}
