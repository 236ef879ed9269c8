using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.Groups.Changes;

/// <summary>What became of a change of members: the group afterwards, or the members that Egnyte refuses.</summary>
/// <param name="Group">The group; null where members are refused.</param>
/// <param name="Refused">The refused members; null where the change was made.</param>
internal sealed record GroupOutcome(EgnyteGroup? Group, RefusedMembers? Refused)
{
    public static GroupOutcome Of(EgnyteGroup group) => new(group, null);

    public static GroupOutcome Of(RefusedMembers refused) => new(null, refused);

    /// <exception cref="EgnyteApiException">The failure, where it is not about members.</exception>
    public static GroupOutcome OfRefusal(EgnyteApiException failure, IReadOnlyCollection<long> added) =>
        RefusedMembers.Of(failure, added) is { } refused ? Of(refused) : throw failure;
}
