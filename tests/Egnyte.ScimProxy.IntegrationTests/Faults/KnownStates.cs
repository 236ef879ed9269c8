using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>What Egnyte may hold around an operation, told without ids and dates, so that once and twice differ.</summary>
internal sealed record KnownStates(string Before, string Done)
{
    public static string Of(SimulatedDomain domain)
    {
        var users = domain.AllUsers();
        var names = users.ToDictionary(user => user.Id, user => user.UserName);
        return string.Join('\n', users
            .Select(user =>
                $"{user.UserName} {user.ExternalId} {user.Email} {user.IdpUserId} {user.GivenName} {user.FamilyName} {user.UserType} "
                + $"{user.AuthType} active={user.Active}")
            .Concat(
                domain.AllGroups()
                    .Select(group => $"{group.DisplayName}: {string.Join(' ', group.MemberIds.Select(member => names[member]).Order(StringComparer.Ordinal))}"))
            .Order(StringComparer.Ordinal));
    }

    /// <summary>Null for a state that no <see cref="StateLeft"/> describes.</summary>
    public StateLeft? Find(SimulatedDomain domain)
    {
        var now = Of(domain);
        return now == Before ? StateLeft.AsBefore
            : now == Done ? StateLeft.Done
            : now == DeactivatedIn(Before) ? StateLeft.DeactivatedOnly
            : null;
    }

    // Bruno is the user who is deactivated.
    private static string DeactivatedIn(string before) =>
        string.Join(
            '\n',
            before.Split('\n')
                .Select(line =>
                    line.StartsWith("bruno.birch ", StringComparison.Ordinal) ? line.Replace("active=True", "active=False", StringComparison.Ordinal) : line));
}
