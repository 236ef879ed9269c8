using System.IO.Compression;
using System.Text;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>Changes how the body of an answer is written: cut, in another charset, compressed.</summary>
internal static class ByteMutations
{
    // More than the proxy reads of an answer, in 20 KB.
    private static readonly Lazy<byte[]> Bomb = new(() => Compressed("gzip", new byte[20 * 1024 * 1024]));

    private static readonly string[] Codings = ["gzip", "deflate", "br"];

    private static readonly string[] NoCodings = ["identity", "zstd", "compress", "x-gzip", "", "gzip;q=0", "GZIP", "none", "utf-8"];

    public static AnswerMutation Of(TrueAnswer answer, Random random)
    {
        var body = answer.Body;
        var place = body.Length == 0 ? 0 : random.Next(body.Length);
        var text = Encoding.UTF8.GetString(body);
        switch (random.Next(16))
        {
            case 0: return As($"cut at {place}", body[..place]);
            case 1: return As("as UTF-16", Encoding.Unicode.GetBytes(text));
            case 2: return As("as UTF-16 with its mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)]);
            case 3: return As("as UTF-32", Encoding.UTF32.GetBytes(text));
            case 4: return As("with a mark of UTF-8", [0xEF, 0xBB, 0xBF, .. body]);
            case 5:
                // In a name it makes another name.
                var isInAName = text.IndexOf('"', place) is >= 0 and var end && text.AsSpan(end + 1).StartsWith(":");
                return As($"a Latin-1 byte at {place}", [.. body[..place], 0xE9, .. body[place..]]) with
                {
                    Fields = isInAName ? [AnswerMutation.EveryField] : [],
                };
            case 6: return As($"a NUL at {place}", [.. body[..place], 0, .. body[place..]]);
            case 7: return As($"{place} twice", [.. body[..place], .. body]);
            case 8: return As("after 100,000 blanks", [.. Enumerable.Repeat((byte)' ', 100_000), .. body]);
            case 9: return As("with more after it", [.. body, .. "]}\n<!-- edge-7 -->"u8]);
            case 10: return As($"{Codings[place % 3]} without its header", Compressed(Codings[place % 3], body));
            case 11: return Coded($"{Codings[place % 3]}", Codings[place % 3], Compressed(Codings[place % 3], body));
            case 12:
                var (real, said) = (Codings[random.Next(3)], random.Next(2) == 0 ? Codings[random.Next(3)] : NoCodings[random.Next(NoCodings.Length)]);
                return Coded($"{real} said to be {said}", said, Compressed(real, body));
            case 13:
                var twice = Compressed("gzip", Compressed("gzip", body));
                return Coded("gzip of gzip", random.Next(2) == 0 ? "gzip" : "gzip, gzip", twice);
            case 14 when random.Next(8) == 0: return Coded("a compressed 20 MiB", "gzip", Bomb.Value);
            case 14: return Coded($"gzip cut at {place}", "gzip", Compressed("gzip", body)[..Math.Min(place, 20)]);
            default:
                var quote = text.IndexOf(":\"", place, StringComparison.Ordinal);
                return quote < 0
                    ? As("cut to nothing", [])
                    : As($"a lone surrogate at {quote}", Encoding.UTF8.GetBytes(text.Insert(quote + 2, random.Next(2) == 0 ? "\\ud800" : "\\udc00\\ud800")));
        }

        AnswerMutation As(string name, byte[] bytes) => new(name, answer.Status, bytes);

        AnswerMutation Coded(string name, string coding, byte[] bytes) => new(name, answer.Status, bytes) { Headers = [("Content-Encoding", coding)] };
    }

    private static byte[] Compressed(string coding, byte[] body)
    {
        using var bytes = new MemoryStream();
        using (Stream compressor = coding switch
        {
            "gzip" => new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(bytes, CompressionLevel.Fastest, leaveOpen: true),
            _ => new BrotliStream(bytes, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            compressor.Write(body);
        }

        return bytes.ToArray();
    }
}
