using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Profiles;

/// <summary>What a profile's documents came to.</summary>
/// <param name="Profile">The profile; null if and only if an error is among the findings.</param>
/// <param name="Findings">Everything there is to say of it.</param>
internal sealed record CompiledProfile(MappingProfile? Profile, IReadOnlyList<ProfileFinding> Findings)
{
    /// <summary>The documents that were read for it, its own first; with an error, those that were found. They tell whether a change concerns it.</summary>
    public IReadOnlyList<ProfileSource> Sources { get; init; } = [];

    public IEnumerable<ProfileFinding> Errors => Findings.Where(finding => finding.Severity is FindingSeverity.Error);
}
