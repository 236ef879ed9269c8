using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries.RealProcess;

/// <summary>A client that keeps no rule of HTTP, drawn by chance: it sends pieces, waits between them, and ends as it likes.</summary>
internal sealed partial class RawClient(Random chance, Func<CancellationToken, Task<Socket>> connect)
{
    private const int LongestPause = 300;

    /// <summary>What says that a request cannot be served in this form. 500 and 502 are faults of the proxy.</summary>
    private static readonly string[] Expected = ["501", "503", "505"];

    private static readonly string[] Sizes = ["zz", "-1", "ffffffffffffffff", "5;x=\"", "", "0x5", "5 ", " 5", "+5", "7fffffff", "5\n", "1\r\na\r\n0"];

    private static readonly string[] Lines =
        [
            "GET /scim/v2/Users?count=1", "GET /scim/v2/ServiceProviderConfig", "POST /scim/v2/Users", "PATCH /scim/v2/Users/1",
            "PUT /scim/v2/Groups/1", "POST /scim/v2/Bulk", "POST /scim/v2/.search", "HEAD /scim/v2/Users", "DELETE /scim/v2/Users/0",
            "GET /health/ready", "BREW /", "GET *",
        ];

    /// <summary>Talks until it is told to end, on one connection after the other. Says what is wrong with an answer, or null.</summary>
    public async Task<string?> TalkAsync(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            var (pieces, endsWithReset) = Draw();
            if (await SendAsync(pieces, endsWithReset, enough) is { } wrong)
            {
                return $"{wrong}\nwas answered to "
                    + $"{string.Join(" | ", pieces.Select(piece => Encoding.Latin1.GetString(piece, 0, Math.Min(piece.Length, 300))))}";
            }
        }

        return null;
    }

    private async Task<string?> SendAsync(List<byte[]> pieces, bool endsWithReset, CancellationToken enough)
    {
        var received = new MemoryStream();
        try
        {
            using var socket = await connect(enough);
            var reading = ReadAsync(socket, received, enough);
            foreach (var piece in pieces)
            {
                await socket.SendAsync(piece, SocketFlags.None, enough);
                await Task.Delay(chance.Next(LongestPause), enough);
            }

            if (endsWithReset)
            {
                socket.LingerState = new LingerOption(enable: true, 0);
            }
            else if (chance.Next(3) == 0)
            {
                socket.Shutdown(SocketShutdown.Send);
                await reading;
            }
            else
            {
                await Task.WhenAny(reading, Task.Delay(chance.Next(10 * LongestPause), enough));
            }
        }
        catch (Exception ended) when (ended is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // A client like this one is cut off, or the proxy has stopped.
        }

        var text = Encoding.Latin1.GetString(received.ToArray());
        return text.Length > 0 && !text.StartsWith("HTTP/1.", StringComparison.Ordinal) ? $"No HTTP: {text}"
            : StatusLine().Matches(text).FirstOrDefault(line => !Expected.Contains(line.Groups["status"].Value)) is not null ? text : null;
    }

    private static async Task ReadAsync(Socket socket, MemoryStream received, CancellationToken enough)
    {
        var buffer = new byte[8192];
        try
        {
            for (
                var read = await socket.ReceiveAsync(buffer, SocketFlags.None, enough); read > 0; read = await socket.ReceiveAsync(
                    buffer, SocketFlags.None, enough))
            {
                received.Write(buffer, 0, read);
            }
        }
        catch (Exception ended) when (ended is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // What came before counts.
        }
    }

    private (List<byte[]> Pieces, bool EndsWithReset) Draw()
    {
        var request = chance.Next(12) switch
        {
            0 => Bytes(Head() + "\r\n"),
            1 => Bytes(Head()),
            2 => Bytes(string.Concat(Enumerable.Range(0, chance.Next(2, 7)).Select(_ => Head() + "\r\n"))),
            3 => Garbage(chance.Next(1, 5000)),
            4 => Bytes($"{Head()}Transfer-Encoding: chunked\r\n\r\n{Pick(Sizes)}\r\nabcde\r\n0\r\n\r\n"),
            5 => Bytes($"{Head()}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n5\r\nabcde\r\n0\r\n\r\n"),
            6 => Bytes($"{Head()}Expect: 100-continue\r\nContent-Length: {chance.Next(3000)}\r\n\r\n{new string('{', chance.Next(3000))}"),
            7 => Bytes($"{Head()}X-Huge: {new string('h', chance.Next(1000, 60_000))}\r\n\r\n"),
            8 => Bytes($"{Head()}Content-Length: {chance.Next(5000, 5_000_000)}\r\n\r\n{{\"a\":"),
            9 => Bytes($"{Head()}Content-Length: {Pick(["-1", "99999999999999999999", "5, 5", "0x10", "5\r\nContent-Length: 6"])}\r\n\r\nabcde"),
            10 => [.. Bytes($"{Head()}Content-Type: application/scim+json\r\nContent-Length: 3000000\r\n\r\n"), .. Garbage(3_000_000)],
            _ => Bytes($"{Head()}Content-Type: application/scim+json\r\nContent-Encoding: gzip\r\nContent-Length: 200\r\n\r\n{new string('\u001f', 200)}"),
        };
        var pieces = new List<byte[]>();
        for (var at = 0; at < request.Length;)
        {
            var length = chance.Next(3) == 0 ? request.Length - at : Math.Min(request.Length - at, chance.Next(1, 1 + (request.Length / 2)));
            pieces.Add(request[at..(at + length)]);
            at += length;
        }

        return (pieces, chance.Next(4) == 0);
    }

    private string Head()
    {
        var token = chance.Next(3) == 0 ? ScimProxyApplication.Token : $"invented-{chance.Next(50)}";
        return $"{Pick(Lines)} HTTP/1.{(chance.Next(8) == 0 ? 0 : 1)}\r\nHost: scim.example.com\r\nAuthorization: Bearer "
            + $"{token}\r\n{Pick(["", "", "Connection: close\r\n", "Connection: keep-alive\r\n", "Upgrade: h2c\r\n", " folded: x\r\n"])}";
    }

    private byte[] Garbage(int length)
    {
        var garbage = new byte[length];
        chance.NextBytes(garbage);
        return garbage;
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private string Pick(string[] among) => among[chance.Next(among.Length)];

    [GeneratedRegex(@"HTTP/1\.[01] (?<status>5\d\d)")]
    private static partial Regex StatusLine();
}
