using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>Identifies a call by its content, so that a retry of the same request is recognised.</summary>
internal static class RequestFingerprint
{
    /// <summary>A hash of method, path, query and body; the body is in memory already.</summary>
    public static UInt128 Of(HttpRequestMessage request)
    {
        using var all = new MemoryStream();
        all.Write(Encoding.UTF8.GetBytes($"{request.Method} {request.RequestUri!.PathAndQuery}"));
        request.Content?.CopyTo(all, context: null, CancellationToken.None);
        return BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(all.GetBuffer().AsSpan(0, (int)all.Length)));
    }
}
