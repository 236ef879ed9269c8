using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.Groups.Members;

internal static class GroupMembers
{
    public static HashSet<long> Of(EgnyteGroup? group) => group?.Members is null ? [] : [.. group.Members.Select(member => member.Value)];

    /// <summary>A whole group, as a POST and a PUT take it.</summary>
    public static EgnyteGroupChange Whole(string? displayName, IEnumerable<long> members) =>
        new() { DisplayName = displayName, Members = ToEgnyte(members.Order()) };

    private static IReadOnlyList<EgnyteMemberChange> ToEgnyte(IEnumerable<long> members) => [.. members.Select(member => new EgnyteMemberChange(member))];
}
