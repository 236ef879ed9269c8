using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Egnyte.ScimProxy.Benchmarks.EndToEnd;
using Egnyte.ScimProxy.Benchmarks.Servers;

namespace Egnyte.ScimProxy.Benchmarks.Startup;

/// <summary>Knocks until a server opens, asks for one user, and compares what it says: on a bare socket, which costs nothing to start.</summary>
internal static class FirstAnswer
{
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    public static async Task WaitForAsync(Uri server, Dialect dialect, Person person, TimeSpan patience)
    {
        var question = Encoding.ASCII.GetBytes(
            $"GET /{dialect.User(person.Id)} HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer "
            + $"{SimulatorServer.Token}\r\nConnection: close\r\n\r\n");
        using var socket = await ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port), patience);
        using var limit = new CancellationTokenSource(patience);
        await socket.SendAsync(question, limit.Token);
        var answer = new byte[16 * 1024];
        var length = 0;
        while (await socket.ReceiveAsync(answer.AsMemory(length), limit.Token) is var read and > 0)
        {
            length += read;
        }

        var body = answer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) + 4;
        if (!answer.AsSpan(0, length).StartsWith("HTTP/1.1 200 "u8) || !new OneUser([person]).IsRight(dialect, 0, answer.AsMemory(body, length - body)))
        {
            throw new BenchmarkException($"{server} answered: {Encoding.UTF8.GetString(answer, 0, length)}");
        }
    }

    private static async Task<Socket> ConnectAsync(IPEndPoint server, TimeSpan patience)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(server);
                return socket;
            }
            catch (SocketException) when (Stopwatch.GetElapsedTime(began) < patience)
            {
                // A thrown exception costs some 20 µs; the pause leaves the processor to the one that is waited for.
                socket.Dispose();
                Thread.Sleep(1);
            }
        }
    }
}
