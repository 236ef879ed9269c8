namespace Egnyte.ScimProxy.EgnyteApi;

internal static class Timestamps
{
    /// <summary>A span of time in the timestamps of a clock.</summary>
    public static long Ticks(this TimeProvider time, TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    /// <summary>So many seconds in the timestamps of a clock.</summary>
    public static long Ticks(this TimeProvider time, double seconds) => (long)(seconds * time.TimestampFrequency);
}
