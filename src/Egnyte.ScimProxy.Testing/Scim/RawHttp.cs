using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Egnyte.ScimProxy.Testing;

/// <summary>Bytes on a connection, as a client that keeps no rule of HTTP sends them.</summary>
public static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends the text and reads every answer until the server closes the connection, which the request must bring about.</summary>
    public static async Task<IReadOnlyList<RawAnswer>> SendAsync(Uri address, string text)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, patience.Token);
        var stream = client.GetStream();
        var received = new MemoryStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text), patience.Token);
            await stream.CopyToAsync(received, patience.Token);
        }
        catch (IOException)
        {
            // A server that closes before it has read everything resets the connection; what it said before has been received.
        }

        return Parse(Encoding.UTF8.GetString(received.ToArray()));
    }

    private static List<RawAnswer> Parse(string text)
    {
        var answers = new List<RawAnswer>();
        while (text.Length > 0)
        {
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            Assert.True(end > 0 && text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal), $"No answer begins here: {text}");
            var lines = text[..end].Split("\r\n");
            var headers = lines[1..].Select(line => line.Split(": ", 2)).ToDictionary(line => line[0], line => line[^1], StringComparer.OrdinalIgnoreCase);
            var length = headers.TryGetValue("Content-Length", out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : 0;
            var rest = Encoding.UTF8.GetBytes(text[(end + 4)..]);
            Assert.True(rest.Length >= length, $"The body is cut: {text}");
            answers.Add(new RawAnswer(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, Encoding.UTF8.GetString(rest[..length])));
            text = Encoding.UTF8.GetString(rest[length..]);
        }

        return answers;
    }
}

/// <summary>One answer, with its headers as they were sent.</summary>
public sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>RFC 7644 §3.12, whether the proxy or the web server wrote the response.</summary>
    public void AssertScimError(int status)
    {
        Assert.True(status == Status, $"{Status}, not {status}: {Body}");
        Assert.Equal("application/scim+json", Headers["Content-Type"]);
        Assert.Equal("no-store", Headers["Cache-Control"]);
        using var error = JsonDocument.Parse(Body);
        Assert.Equal("urn:ietf:params:scim:api:messages:2.0:Error", error.RootElement.GetProperty("schemas")[0].GetString());
        Assert.Equal(status.ToString(CultureInfo.InvariantCulture), error.RootElement.GetProperty("status").GetString());
        Assert.NotEmpty(error.RootElement.GetProperty("detail").GetString()!);
    }
}
