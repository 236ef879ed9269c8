using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Tenants;

/// <summary>How a tenant's profile stands to its file.</summary>
/// <param name="Since">Since when it stands so.</param>
/// <param name="Mistakes">Why the newest file is not in force; empty where it is.</param>
internal sealed record ProfileStatus(DateTimeOffset Since, IReadOnlyList<ProfileFinding> Mistakes)
{
    public bool IsOutdated => Mistakes.Count > 0;
}
