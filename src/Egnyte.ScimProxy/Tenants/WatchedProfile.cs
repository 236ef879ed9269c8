using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Tenants;

/// <summary>A profile that tenants use: the last good compilation, and the newest if that one is not good.</summary>
internal sealed class WatchedProfile(string name, CompiledProfile inForce, IReadOnlyList<(Tenant Tenant, TenantOptions Options)> users)
{
    private CompiledProfile _inForce = inForce;
    private CompiledProfile? _rejected;

    public string Name { get; } = name;

    public string Tenants { get; } = string.Join(", ", users.Select(user => user.Tenant.Name));

    /// <summary>Why the newest is not in force; empty where it is.</summary>
    public IReadOnlyList<ProfileFinding> Mistakes => users[0].Tenant.Standing.Mistakes;

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
            var mappings = users.Select(user => TenantFactory.MappingOf(user.Tenant.Name, user.Options, profile)).ToList();
            foreach (var (user, mapping) in users.Zip(mappings))
            {
                user.Tenant.Mapping = mapping;
            }

            _inForce = newest;
        }

        var change = _rejected is null ? ProfileChange.Taken : ProfileChange.Mended;
        _rejected = null;
        Stand(new ProfileStatus(now, []));
        return change;
    }

    private ProfileChange Reject(CompiledProfile newest, DateTimeOffset now)
    {
        if (_rejected is not null && IsOfTheSame(newest, _rejected) && newest.Findings.SequenceEqual(_rejected.Findings))
        {
            return ProfileChange.None;
        }

        _rejected = newest;
        var standing = users[0].Tenant.Standing;
        Stand(new ProfileStatus(standing.IsOutdated ? standing.Since : now, [.. newest.Errors]));
        return ProfileChange.Rejected;
    }

    private void Stand(ProfileStatus standing)
    {
        foreach (var (tenant, _) in users)
        {
            tenant.Standing = standing;
        }
    }

    private static bool IsOfTheSame(CompiledProfile one, CompiledProfile other) =>
        one.Sources.Count == other.Sources.Count && one.Sources.Zip(other.Sources).All(pair => pair.First.IsSameAs(pair.Second));
}
