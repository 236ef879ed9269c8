namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>One attempt that waits: its result is null when its turn has come, else why and how long it shall not.</summary>
/// <param name="priority">Its line.</param>
/// <param name="arrivedAt">When the request came that this call is for, as a timestamp.</param>
/// <param name="deadline">When the call must have left, as a timestamp.</param>
/// <param name="mark">Which call it is.</param>
internal sealed class Turn(EgnytePriority priority, long arrivedAt, long deadline, UInt128 mark)
    : TaskCompletionSource<Refusal?>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public EgnytePriority Priority { get; } = priority;

    /// <summary>When the request came that this call is for, as a timestamp.</summary>
    public long ArrivedAt { get; } = arrivedAt;

    /// <summary>When the call must have left, as a timestamp.</summary>
    public long Deadline { get; } = deadline;

    /// <summary>Whether it is a read of one thing, after which the client will most likely write.</summary>
    public bool IsLookUp { get; init; }

    /// <summary>Whether it deactivates somebody, and does not only read who may be deactivated next.</summary>
    public bool Leaves => Priority == EgnytePriority.Deactivation && !IsLookUp;

    /// <summary>Which call it is, however often it is tried.</summary>
    public UInt128 Mark { get; } = mark;

    /// <summary>Whether its turn came; where it was let go without one, nothing is sent.</summary>
    public bool IsTaken { get; set; }

    /// <summary>When it joined its line, as a timestamp.</summary>
    public long WaitsSince { get; set; }

    /// <summary>Whether its turn came soon enough when it was looked at: then it waits for it, even if it comes somewhat later.</summary>
    public bool IsLetIn { get; set; }

    public LinkedListNode<Turn>? Place { get; set; }
}
