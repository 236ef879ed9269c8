using System.Globalization;
using System.Text;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>An answer whose HTTP is odd or broken: its length, its chunks, its status line, its header, its end.</summary>
internal static class WireMutations
{
    private const string Type = "Content-Type: application/json\r\n";

    public static AnswerMutation Of(TrueAnswer answer, Random random)
    {
        var (status, body) = (answer.Status, Encoding.Latin1.GetString(answer.Body));
        var place = body.Length == 0 ? 0 : random.Next(body.Length);
        var line = $"HTTP/1.1 {status} X\r\n";
        var whole = $"{line}{Type}Content-Length: {body.Length}\r\n\r\n{body}";
        var (name, wire) = random.Next(28) switch
        {
            0 => ("a length that is too long", $"{line}{Type}Content-Length: {body.Length + 5}\r\n\r\n{body}"),
            1 => ("a length that is too short", $"{line}{Type}Content-Length: {place}\r\n\r\n{body}"),
            2 => ("no length", $"{line}{Type}Connection: close\r\n\r\n{body}"),
            3 => ("two lengths", $"{line}{Type}Content-Length: {body.Length}\r\nContent-Length: {place}\r\n\r\n{body}"),
            4 => ("a length that is no number", $"{line}{Type}Content-Length: abc\r\n\r\n{body}"),
            5 => ("a negative length", $"{line}{Type}Content-Length: -1\r\n\r\n{body}"),
            6 => ("a length of 10 GB", $"{line}{Type}Content-Length: 10000000000\r\n\r\n{body}"),
            7 => ("chunks", $"{line}{Type}Transfer-Encoding: chunked\r\n\r\n{Chunk(body[..place])}{Chunk(body[place..])}0\r\n\r\n"),
            8 => ("chunks without an end", $"{line}{Type}Transfer-Encoding: chunked\r\n\r\n{Chunk(body)}"),
            9 => ("a chunk that is cut", $"{line}{Type}Transfer-Encoding: chunked\r\n\r\n{body.Length:X}\r\n{body[..place]}"),
            10 => ("a chunk of an odd size", $"{line}{Type}Transfer-Encoding: chunked\r\n\r\nzz\r\n{body}\r\n0\r\n\r\n"),
            11 => ("a chunk of a huge size", $"{line}{Type}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n{body}"),
            12 => ("chunks beside a length", $"{line}{Type}Transfer-Encoding: chunked\r\nContent-Length: {place}\r\n\r\n{Chunk(body)}0\r\n\r\n"),
            13 => ("a trailer", $"{line}{Type}Transfer-Encoding: chunked\r\n\r\n{Chunk(body)}0\r\nX-Mashery-Error-Code: ERR_403_DEVELOPER_INACTIVE\r\n\r\n"),
            14 => ("100 before it", $"HTTP/1.1 100 Continue\r\n\r\n{whole}"),
            15 => ("103 before it", $"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n{whole}"),
            16 => ("101", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n" + body),
            17 => ("HTTP/1.0", whole.Replace("HTTP/1.1", "HTTP/1.0", StringComparison.Ordinal)),
            18 => ("HTTP/0.9", body),
            19 => ("a status that is no number", whole.Replace($" {status} ", " abc ", StringComparison.Ordinal)),
            20 => ("a status of four digits", whole.Replace($" {status} ", $" {status}0 ", StringComparison.Ordinal)),
            21 => ("a line without a colon", whole.Replace(Type, $"{Type}nonsense\r\n", StringComparison.Ordinal)),
            22 => ("a header of 100 KB", whole.Replace(Type, $"{Type}X: {new string('x', 100_000)}\r\n", StringComparison.Ordinal)),
            23 => ("a folded header", whole.Replace(Type, "Content-Type:\r\n application/json\r\n", StringComparison.Ordinal)),
            24 => ("a NUL in a header", whole.Replace(Type, $"{Type}Retry-After: 1\0\r\n", StringComparison.Ordinal)),
            25 => ("nothing at all", ""),
            26 => ($"an end after {place} bytes", whole[..Math.Min(place, whole.Length)]),
            _ => ("another answer after it", $"{whole}{line}{Type}Content-Length: 2\r\n\r\n{{}}"),
        };
        return new AnswerMutation($"on the wire: {name}", status, answer.Body) { Wire = Encoding.Latin1.GetBytes(wire) };
    }

    private static string Chunk(string text) => text.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{text.Length:X}\r\n{text}\r\n");
}
