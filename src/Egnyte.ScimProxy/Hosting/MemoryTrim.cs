namespace Egnyte.ScimProxy.Hosting;

/// <summary>
/// Returns memory to the operating system once a burst is over. The collector runs when memory is allocated, so without it a process that
/// has become idle keeps what the burst needed.
/// </summary>
internal sealed class MemoryTrim : IDisposable
{
    /// <summary>Less than this is what health checks and single requests allocate.</summary>
    private const long QuietBytes = 4 * 1024 * 1024;

    /// <summary>Less than this is not worth a full collection.</summary>
    private const long BurstBytes = 32 * 1024 * 1024;

    /// <summary>
    /// Over three minutes: the pools of the platform drop an array that was not used for a minute, and few arrays at one collection.
    /// </summary>
    private const int CollectionsAfterABurst = 18;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly ITimer _timer;
    private long _allocatedAtTrim;
    private long _allocatedBefore;
    private int _collectionsLeft;

    public MemoryTrim() => _timer = TimeProvider.System.CreateTimer(_ => Look(), null, Interval, Interval);

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: false);
        var isQuiet = allocated - _allocatedBefore < QuietBytes;
        _allocatedBefore = allocated;
        if (!isQuiet)
        {
            return;
        }

        if (allocated - _allocatedAtTrim > BurstBytes)
        {
            _allocatedAtTrim = allocated;
            _collectionsLeft = CollectionsAfterABurst;
        }

        if (_collectionsLeft > 0)
        {
            _collectionsLeft--;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
