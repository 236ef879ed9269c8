using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.Groups.Members;

internal static class GroupMembers
{
    public static HashSet<long> Of(EgnyteGroup? group) => group?.Members is null ? [] : [.. group.Members.Select(member => member.Value)];

    public static IReadOnlyList<EgnyteMemberChange> ToEgnyte(IEnumerable<long> members) => [.. members.Select(member => new EgnyteMemberChange(member))];
}
