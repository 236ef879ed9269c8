using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>The SHA-256 of a token: caches and limits are keyed by it, so that no token is kept.</summary>
/// <param name="High">The first 16 bytes.</param>
/// <param name="Low">The last 16 bytes.</param>
public readonly record struct TokenHash(UInt128 High, UInt128 Low)
{
    /// <summary>Computes the hash of a token's UTF-8 form.</summary>
    public static TokenHash Of(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetMaxByteCount(token.Length);
        Span<byte> utf8 = length <= 1024 ? stackalloc byte[1024] : new byte[length];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(token, utf8)], hash);
        return MemoryMarshal.Read<TokenHash>(hash);
    }

    /// <summary>The hash in hexadecimal digits.</summary>
    public override string ToString() => $"{High:x32}{Low:x32}";

    /// <summary>Four bytes of the hash are as good as any mixture of all 32.</summary>
    public override int GetHashCode() => (int)(uint)Low;
}
