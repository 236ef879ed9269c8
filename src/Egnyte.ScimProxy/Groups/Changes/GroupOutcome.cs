using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.Groups.Changes;

/// <summary>What became of a change of members: the group afterwards, or the members that Egnyte rejects.</summary>
/// <param name="Group">The group; null where members are rejected.</param>
/// <param name="Rejected">The rejected members; null where the change was made.</param>
internal sealed record GroupOutcome(EgnyteGroup? Group, RejectedMembers? Rejected)
{
    public static GroupOutcome Of(EgnyteGroup group) => new(group, null);

    public static GroupOutcome Of(RejectedMembers rejected) => new(null, rejected);

    /// <exception cref="EgnyteApiException">The failure, where it is not about members.</exception>
    public static GroupOutcome OfRejection(EgnyteApiException failure, IReadOnlyCollection<long> added) =>
        RejectedMembers.Of(failure, added) is { } rejected ? Of(rejected) : throw failure;
}
