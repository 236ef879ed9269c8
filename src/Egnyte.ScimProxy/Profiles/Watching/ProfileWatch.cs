using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Telemetry;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Profiles.Watching;

/// <summary>
/// Brings changed profile files into force while the proxy runs. A profile that cannot be used leaves the last good one in force, and
/// the log, a metric and the tenant's health say so. The state of a tenant stays: only its mapping is replaced, as a whole.
/// </summary>
internal sealed partial class ProfileWatch(
    CompiledProfiles profiles,
    TenantDirectory tenants,
    TimeProvider time,
    ScimProxyMetrics metrics,
    ILogger<ProfileWatch> logger) : BackgroundService
{
    // Looked at, not listened to: file events do not come through network mounts and container volumes, and a Kubernetes ConfigMap
    // changes by a link that is swapped, of which the files behind it raise no event.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    // Two writes within one tick of the file system's clock can look the same. FAT and some network mounts count in two seconds.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(3);

    private readonly Lock _look = new();

    private readonly IReadOnlyList<WatchedProfile> _watched =
        [.. tenants.All.GroupBy(tenant => TenantSettingsFormat.Profile.Of(tenant.Options)!, StringComparer.Ordinal)
            .Select(users => new WatchedProfile(users.Key, profiles.Of(users.Key), [.. users]))];

    private ProfileLibrary _library = profiles.Library;
    private FolderFingerprint? _stamp = profiles.Library.Stamp;
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;

    /// <summary>Looks once, and brings into force what has changed.</summary>
    public void Look()
    {
        lock (_look)
        {
            if (_library.Folder is not { } folder || _stamp is null || (folder.Look().IsSameAs(_stamp) && _readAt.UtcDateTime - _stamp.NewestWrite > Tick))
            {
                return;
            }

            _readAt = time.GetUtcNow();
            var newest = _library.ReadAgain();
            _stamp = newest.Stamp;
            if (!newest.IsSameAs(_library))
            {
                var before = _library;
                _library = newest;
                Take(new CompiledProfiles(newest), before);
            }
        }
    }

    // Cancelled, not awaited: a look at a folder on a dead mount would hold the stop.
    public override Task StopAsync(CancellationToken cancellationToken) => base.StopAsync(new CancellationToken(canceled: true));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_library.Folder is null)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look();
        }
    }

    private void Take(CompiledProfiles newest, ProfileLibrary before)
    {
        var told = new HashSet<ProfileFinding>(before.Mistakes);
        foreach (var profile in _watched)
        {
            var change = Take(profile, newest);
            if (change is ProfileChange.None)
            {
                continue;
            }

            metrics.ProfileReloaded(change is not ProfileChange.Rejected);
            switch (change)
            {
                case ProfileChange.Taken:
                    Log.Taken(logger, profile.Name, profile.Tenants);
                    break;
                case ProfileChange.Mended:
                    Log.Mended(logger, profile.Name, profile.Tenants);
                    break;
                default:
                    told.UnionWith(profile.Mistakes);
                    Log.Rejected(logger, profile.Name, profile.Tenants, string.Join(" | ", profile.Mistakes));
                    break;
            }
        }

        foreach (var mistake in newest.Library.Mistakes.Where(told.Add))
        {
            Log.FileUnusable(logger, mistake);
        }
    }

    // One profile that the proxy fails on must not keep the others from being taken, nor end the watch.
    private ProfileChange Take(WatchedProfile profile, CompiledProfiles newest)
    {
        try
        {
            return profile.Take(newest.Of(profile.Name), time.GetUtcNow());
        }
        catch (Exception bug)
        {
            Log.Unexpected(logger, bug, profile.Name);
            var file = newest.Library.Find(profile.Name)?.File ?? profile.Name;
            return profile.Take(new CompiledProfile(null, [new ProfileFinding(
                FindingSeverity.Error,
                file,
                1,
                "",
                "The proxy failed on this profile: a bug of the proxy.", $"Report the log line {EventIds.ProfileUnexpected}.")]), time.GetUtcNow());
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.ProfileChanged, LogLevel.Information, "Profile {Profile} has changed and is in force for {Tenants}.")]
        public static partial void Taken(ILogger logger, string profile, string tenants);

        [LoggerMessage(
            EventIds.ProfileRejected,
            LogLevel.Warning,
            "Profile {Profile} has changed and cannot be used; the last good one stays in force for {Tenants}. {Mistakes}")]
        public static partial void Rejected(ILogger logger, string profile, string tenants, string mistakes);

        [LoggerMessage(EventIds.ProfileMended, LogLevel.Information, "Profile {Profile} is mended and in force for {Tenants}.")]
        public static partial void Mended(ILogger logger, string profile, string tenants);

        [LoggerMessage(EventIds.ProfileFileUnusable, LogLevel.Warning, "A profile file cannot be used. {Mistake}")]
        public static partial void FileUnusable(ILogger logger, ProfileFinding mistake);

        [LoggerMessage(EventIds.ProfileUnexpected, LogLevel.Error, "Profile {Profile}: an unexpected failure.")]
        public static partial void Unexpected(ILogger logger, Exception bug, string profile);
    }
}
