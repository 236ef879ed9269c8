using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>Tells one call from another by what it asks, so that whoever asks the same again is known.</summary>
internal static class RequestFingerprint
{
    /// <summary>A hash of method, path, query and body; the body is in memory already.</summary>
    public static UInt128 Of(HttpRequestMessage request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.RequestUri!.PathAndQuery}"));
        if (request.Content is { } content)
        {
            using var body = new MemoryStream();
            content.CopyTo(body, context: null, CancellationToken.None);
            hash.AppendData(body.GetBuffer(), 0, (int)body.Length);
        }

        return BinaryPrimitives.ReadUInt128LittleEndian(hash.GetHashAndReset());
    }
}
