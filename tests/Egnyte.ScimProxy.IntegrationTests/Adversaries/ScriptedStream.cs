namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>A connection whose other end sends these bytes, whatever it is sent, and then ends.</summary>
internal sealed class ScriptedStream(byte[] answer) : MemoryStream(answer, writable: false)
{
    public override bool CanWrite => true;

    public override void Write(byte[] buffer, int offset, int count)
    {
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.CompletedTask;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => default;

    public override void WriteByte(byte value)
    {
    }
}
