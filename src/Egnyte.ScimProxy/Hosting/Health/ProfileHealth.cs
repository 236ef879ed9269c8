using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Hosting.Health;

/// <param name="Name">The profile's name.</param>
/// <param name="State"><c>current</c>, or <c>outdated</c> where the newest file cannot be used and the last good one is in force.</param>
/// <param name="Since">Since when it is in that state.</param>
/// <param name="Findings">The first errors of the newest file; null where it is in force.</param>
/// <param name="FindingsOmitted">How many further errors there are; null for none.</param>
internal sealed record ProfileHealth(string Name, string State, DateTimeOffset Since, IReadOnlyList<FindingHealth>? Findings, int? FindingsOmitted)
{
    private const int MaxFindings = 20;

    public static ProfileHealth Of(Tenant tenant)
    {
        var status = tenant.ProfileStatus;
        if (!status.IsOutdated)
        {
            return new(tenant.Mapping.Profile.Name, "current", status.Since, null, null);
        }

        var omitted = Math.Max(0, status.Mistakes.Count - MaxFindings);
        return new(
            tenant.Mapping.Profile.Name,
            "outdated",
            status.Since,
            [.. status.Mistakes.Take(MaxFindings).Select(FindingHealth.Of)],
            omitted > 0 ? omitted : null);
    }
}
