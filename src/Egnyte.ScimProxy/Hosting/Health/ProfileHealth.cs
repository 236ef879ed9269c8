using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Hosting.Health;

/// <param name="Name">The profile's name.</param>
/// <param name="State"><c>current</c>, or <c>outdated</c> where the newest file cannot be used and the last good one is in force.</param>
/// <param name="Since">Since when it is in that state.</param>
/// <param name="Findings">What is wrong with the newest file; none where it is in force.</param>
internal sealed record ProfileHealth(string Name, string State, DateTimeOffset Since, IReadOnlyList<FindingHealth>? Findings)
{
    public static ProfileHealth Of(Tenant tenant)
    {
        var standing = tenant.Standing;
        return standing.IsOutdated
            ? new(tenant.Mapping.Profile.Name, "outdated", standing.Since, [.. standing.Mistakes.Select(FindingHealth.Of)])
            : new(tenant.Mapping.Profile.Name, "current", standing.Since, null);
    }
}
