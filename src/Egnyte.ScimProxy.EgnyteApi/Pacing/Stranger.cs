namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>A token that has never had a 2xx: one call of it at a time.</summary>
internal sealed class Stranger(TokenPace pace)
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _callers;
    private bool _isBusy;

    /// <summary>The token's own pace, which it keeps once it is known.</summary>
    public TokenPace Pace { get; } = pace;

    public bool IsAtRest
    {
        get
        {
            lock (_lock)
            {
                return _callers == 0;
            }
        }
    }

    /// <summary>Waits until no other call of this token is on its way; whoever has entered must leave.</summary>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public async Task EnterAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        TaskCompletionSource? turn = null;
        lock (_lock)
        {
            _callers++;
            if (_isBusy)
            {
                _waiting.Enqueue(turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            _isBusy = true;
        }

        if (turn is null)
        {
            return;
        }

        try
        {
            await turn.Task.WaitAsync(patience, time, cancellationToken);
        }
        catch
        {
            if (!turn.TrySetCanceled(CancellationToken.None))
            {
                // The turn came at the same moment: it goes on to the next.
                Leave();
            }
            else
            {
                lock (_lock)
                {
                    _callers--;
                }
            }

            throw;
        }
    }

    /// <summary>Lets the next call of this token go.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _callers--;
            while (_waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                {
                    return;
                }
            }

            _isBusy = false;
        }
    }
}
