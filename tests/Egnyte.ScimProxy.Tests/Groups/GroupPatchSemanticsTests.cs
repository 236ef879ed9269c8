using Egnyte.ScimProxy.Groups.Changes;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Tests.Groups;

public sealed class GroupPatchSemanticsTests
{
    [Fact]
    public void UnderAuto_TheFormIsKnown_OnceAChangeOfMembersKeptSomebodyElse()
    {
        var form = new GroupPatchSemantics(GroupPatchForm.Auto);
        Assert.False(form.KeepsOthers);

        form.Learn(Set(1, 2), Of([], [2]), Set(1));

        Assert.True(form.KeepsOthers);
    }

    [Fact]
    public void ARename_TeachesNothing() => Assert.False(Taught(Set(1, 2), new GroupChange { DisplayName = "A" }, Set(1, 2)));

    [Fact]
    public void AnAnswerWithNobodyElse_TeachesNothing() => Assert.False(Taught(Set(1), Of([1, 2], []), Set(1, 2)));

    [Fact]
    public void ALossOfTheOthers_TeachesNothing() => Assert.False(Taught(Set(1, 2), Of([3], []), Set(3)));

    /// <summary>Okta adds the members again right after a create: an Egnyte that ignores the form would look right.</summary>
    [Fact]
    public void AChangeThatWasSoAlready_TeachesNothing() => Assert.False(Taught(Set(1, 2), Of([2], [3]), Set(1, 2)));

    [Theory]
    [InlineData("Delta", true)]
    [InlineData("PatchOp", true)]
    [InlineData("Put", false)]
    public void AFormThatIsSet_IsNotLearned(string setting, bool keepsOthers)
    {
        var form = new GroupPatchSemantics(Enum.Parse<GroupPatchForm>(setting));
        Assert.Equal(keepsOthers, form.KeepsOthers);

        form.Learn(Set(1, 2), Of([], [2]), Set(1));

        Assert.Equal(keepsOthers, form.KeepsOthers);
    }

    private static bool Taught(HashSet<long> before, GroupChange change, HashSet<long> after)
    {
        var form = new GroupPatchSemantics(GroupPatchForm.Auto);
        form.Learn(before, change, after);
        return form.KeepsOthers;
    }

    private static HashSet<long> Set(params long[] members) => [.. members];

    private static GroupChange Of(long[] added, long[] removed)
    {
        var change = new GroupChange();
        Array.ForEach(added, change.Add);
        Array.ForEach(removed, change.Remove);
        return change;
    }
}
