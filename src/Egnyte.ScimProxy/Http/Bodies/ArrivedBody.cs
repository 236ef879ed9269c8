namespace Egnyte.ScimProxy.Http.Bodies;

/// <summary>A request body that has arrived as a whole.</summary>
internal sealed class ArrivedBody(byte[] bytes, int length) : MemoryStream(bytes, 0, length, writable: false, publiclyVisible: true)
{
    public ReadOnlyMemory<byte> Bytes => GetBuffer().AsMemory(0, (int)Length);
}
