namespace Egnyte.ScimProxy.Tests.EgnyteApi;

/// <summary>A body whose first byte never comes.</summary>
internal sealed class HangingStream(TimeProvider time) : MemoryStream
{
    // Else its length would be announced, and be 0.
    public override bool CanSeek => false;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        return 0;
    }
}
