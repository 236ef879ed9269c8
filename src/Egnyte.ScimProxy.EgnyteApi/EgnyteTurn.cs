namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>One attempt that waits: its result is null when its turn has come, else the time until it would.</summary>
internal sealed class EgnyteTurn(long deadline) : TaskCompletionSource<TimeSpan?>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public long Deadline { get; } = deadline;

    public LinkedListNode<EgnyteTurn>? Place { get; set; }
}
