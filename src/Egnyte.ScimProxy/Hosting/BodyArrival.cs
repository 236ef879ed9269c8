using System.Buffers;
using System.IO.Pipelines;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>A request body on its way: its bytes so far, and the time that is left for the others.</summary>
internal sealed class BodyArrival(PipeReader reader, int capacity, TimeSpan timeLeft)
{
    private byte[] _bytes = new byte[capacity];

    public byte[] Bytes => _bytes;

    public int Length { get; private set; }

    public bool IsComplete { get; private set; }

    /// <summary>Waiting for Egnyte or for memory does not count, only waiting for the client.</summary>
    public TimeSpan TimeLeft { get; set; } = timeLeft;

    /// <summary>Makes room for so many bytes at once.</summary>
    public void Reserve(int length) => Array.Resize(ref _bytes, Math.Max(length, _bytes.Length));

    /// <summary>Takes what is here, without waiting: most bodies arrive with their headers.</summary>
    public void TakeArrived(int most)
    {
        while (!IsDone(most) && reader.TryRead(out var result))
        {
            Take(result, most);
        }
    }

    /// <summary>Takes bytes until the body is complete or so many are here.</summary>
    public async Task TakeAsync(int most, CancellationToken cancellationToken)
    {
        while (!IsDone(most))
        {
            Take(await reader.ReadAsync(cancellationToken), most);
        }
    }

    public bool IsDone(int most) => IsComplete || Length >= most;

    private void Take(ReadResult result, int most)
    {
        var taken = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, most - Length));
        var length = Length + (int)taken.Length;
        if (length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Min(most, Math.Max(length, 2 * _bytes.Length)));
        }

        taken.CopyTo(_bytes.AsSpan(Length));
        Length = length;
        IsComplete = result.IsCompleted && taken.Length == result.Buffer.Length;
        reader.AdvanceTo(taken.End);
    }
}
