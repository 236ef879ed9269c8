using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>A group before a write, and the users that a write may name.</summary>
/// <param name="Group">The group.</param>
/// <param name="Active">The users whom Egnyte accepts as members.</param>
/// <param name="Refused">The ids that Egnyte refuses to add: of inactive users and of none.</param>
/// <param name="SkipsMembers">Whether the profile skips them.</param>
internal sealed record GroupScene(SimulatedGroup Group, IReadOnlyList<long> Active, IReadOnlyList<long> Refused, bool SkipsMembers)
{
    /// <summary>The id of another system, which cannot be a user's.</summary>
    public const string Malformed = "\"jane.roe@example.com\"";

    /// <summary>The write, with what must become of the group: the name is null where nothing may.</summary>
    public GroupWrite Write(string method, string body, string? name, IReadOnlyCollection<long> members, params IEnumerable<DropRule> drops)
    {
        // An inactive user who is a member already may stay.
        var refused = members.Intersect(Refused).Where(member => method == "POST" || !Group.MemberIds.Contains(member)).ToList();
        return refused.Count == 0 ? new(method, body, name, members) { Drops = [.. drops] }
            : SkipsMembers ? new(method, body, name, [.. members.Except(refused)]) { Drops = [.. drops, DropRule.SkippedMembers] }
            : new(method, body, null, members);
    }
}
