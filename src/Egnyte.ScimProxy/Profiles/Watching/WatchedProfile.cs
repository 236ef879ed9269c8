using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Profiles.Watching;

/// <summary>A profile that tenants use: the last good compilation, and the newest if that one is not good.</summary>
internal sealed class WatchedProfile(string name, CompiledProfile inForce, IReadOnlyList<Tenant> tenants)
{
    private CompiledProfile _inForce = inForce;
    private CompiledProfile? _rejected;

    public string Name { get; } = name;

    public string Tenants { get; } = string.Join(", ", tenants.Select(tenant => tenant.Name));

    /// <summary>Why the newest is not in force; empty where it is.</summary>
    public IReadOnlyList<ProfileFinding> Mistakes => tenants[0].ProfileStatus.Mistakes;

    public ProfileChange Take(CompiledProfile newest, DateTimeOffset now)
    {
        if (newest.Profile is not { } profile)
        {
            return Reject(newest, now);
        }

        var isOther = !IsOfTheSame(newest, _inForce);
        if (!isOther && _rejected is null)
        {
            return ProfileChange.None;
        }

        if (isOther)
        {
            // All are made before the first is in force: if one cannot be made, none is.
            var mappings = tenants.Select(tenant => TenantFactory.MappingOf(tenant.Name, tenant.Options, profile)).ToList();
            foreach (var (tenant, mapping) in tenants.Zip(mappings))
            {
                tenant.Mapping = mapping;
            }

            _inForce = newest;
        }

        var change = _rejected is null ? ProfileChange.Taken : ProfileChange.Mended;
        _rejected = null;
        Report(new ProfileStatus(now, []));
        return change;
    }

    private ProfileChange Reject(CompiledProfile newest, DateTimeOffset now)
    {
        if (_rejected is not null && IsOfTheSame(newest, _rejected) && newest.Findings.SequenceEqual(_rejected.Findings))
        {
            return ProfileChange.None;
        }

        _rejected = newest;
        var status = tenants[0].ProfileStatus;
        Report(new ProfileStatus(status.IsOutdated ? status.Since : now, [.. newest.Errors]));
        return ProfileChange.Rejected;
    }

    private void Report(ProfileStatus status)
    {
        foreach (var tenant in tenants)
        {
            tenant.ProfileStatus = status;
        }
    }

    private static bool IsOfTheSame(CompiledProfile one, CompiledProfile other) =>
        one.Sources.Count == other.Sources.Count && one.Sources.Zip(other.Sources).All(pair => pair.First.IsSameAs(pair.Second));
}
