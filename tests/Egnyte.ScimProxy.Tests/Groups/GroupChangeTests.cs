using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Groups.Changes;

namespace Egnyte.ScimProxy.Tests.Groups;

public sealed class GroupChangeTests
{
    [Fact]
    public void TheLastWordOnAMember_Counts()
    {
        var change = new GroupChange();
        change.Add(1);
        change.Remove(1);
        change.Remove(2);
        change.Add(2);

        Assert.Equal([2], change.Added);
        Assert.Equal([1], change.Removed);
    }

    [Fact]
    public void AReplacement_DropsWhatWasBefore_AndTakesWhatFollows()
    {
        var change = new GroupChange();
        change.Add(1);
        change.Remove(2);
        change.Replace([3, 4]);
        change.Add(5);
        change.Remove(4);

        Assert.True(change.ReplacesMembers);
        Assert.Equal([3, 5], change.Added);
        Assert.Empty(change.Removed);
        Assert.Equal([3L, 5L], change.AppliedTo([1, 9]).Order());
    }

    [Fact]
    public void AChange_IsEmptyUntilItSaysSomething()
    {
        Assert.True(new GroupChange().IsEmpty);
        Assert.False(new GroupChange { DisplayName = "A" }.IsEmpty);
        Assert.False(Replacing().IsEmpty);
        Assert.False(Of([1], []).IsEmpty);
        Assert.False(Of([], [1]).IsEmpty);
    }

    [Theory]
    [InlineData(new long[] { 1, 3 }, true)]
    [InlineData(new long[] { 1, 2 }, false)]
    [InlineData(new long[] { 3 }, false)]
    public void ADelta_IsDone_WhereItsMembersAreRight(long[] shown, bool done) => Assert.Equal(done, Of([1], [2]).IsDoneIn(shown.ToHashSet()));

    [Theory]
    [InlineData(new long[] { 1, 2 }, true)]
    [InlineData(new long[] { 1, 2, 3 }, false)]
    [InlineData(new long[] { 1 }, false)]
    public void AReplacement_IsDone_WhereTheWholeSetIsRight(long[] shown, bool done) => Assert.Equal(done, Replacing(2, 1).IsDoneIn(shown.ToHashSet()));

    [Fact]
    public void WhatIsTrueAlready_IsLeftOut()
    {
        var change = Of([1, 2], [3, 4]);
        change.DisplayName = "Staff";

        var rest = change.Without(new EgnyteGroup { Id = "g", DisplayName = "Staff", Members = [new() { Value = 1 }, new() { Value = 3 }] });

        Assert.Null(rest.DisplayName);
        Assert.Equal([2], rest.Added);
        Assert.Equal([3], rest.Removed);
    }

    [Fact]
    public void APatch_ListsAdditionsAndDeletions_AndNoMembersForARename()
    {
        Assert.Equal([new EgnyteMemberChange(1), new EgnyteMemberChange(2, "delete")], Of([1], [2]).ToEgnyteDelta().Members!);
        Assert.Null(new GroupChange { DisplayName = "A" }.ToEgnyteDelta().Members);
    }

    [Fact]
    public void APatchOp_RenamesThenAddsInOneOperation_ThenRemovesOneByOne()
    {
        var change = Of([1, 2], [3, 4]);
        change.DisplayName = "Staff";

        var operations = change.ToEgnytePatchOp().Operations;

        Assert.Equal(
            ["replace displayName Staff", "add members 1,2", "remove members[value eq \"3\"] ", "remove members[value eq \"4\"] "],
            operations.Select(operation =>
                $"{operation.Op} {operation.Path} {operation.Value?.Text}{string.Join(',', operation.Value?.UserIds ?? [])}"));
    }

    private static GroupChange Of(long[] added, long[] removed)
    {
        var change = new GroupChange();
        Array.ForEach(added, change.Add);
        Array.ForEach(removed, change.Remove);
        return change;
    }

    private static GroupChange Replacing(params long[] members)
    {
        var change = new GroupChange();
        change.Replace(members);
        return change;
    }
}
