using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>Sockets to a simulated Egnyte that fail, where they are told to, before there is a connection. Each call connects anew.</summary>
internal sealed class FaultyConnections(ConnectFault fault)
{
    private int _untilFirst;
    private int _untilLast;
    private int _begun;

    /// <summary>Connections begun since the fault was set.</summary>
    public int Begun => Volatile.Read(ref _begun);

    /// <summary>Lets so many connect, then fails so many.</summary>
    public void Fail(int after, int count) => (_untilFirst, _untilLast, _begun) = (after, after + count, 0);

    public HttpMessageHandler Open() => new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectCallback = async (context, cancellationToken) => await ConnectAsync(context.DnsEndPoint, cancellationToken),
    };

    private async Task<Stream> ConnectAsync(DnsEndPoint endPoint, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _begun) - 1;
        var isStruck = number >= _untilFirst && number < _untilLast;
        return (isStruck ? fault : ConnectFault.None) switch
        {
            ConnectFault.UnknownHost => throw new SocketException((int)SocketError.HostNotFound),
            ConnectFault.OtherDnsFailure => throw new SocketException((int)SocketError.TryAgain),
            ConnectFault.Refused => throw new SocketException((int)SocketError.ConnectionRefused),
            ConnectFault.TlsFailure => await ShakeHandsAsync(await DialAsync(endPoint, cancellationToken), cancellationToken),
            _ => await DialAsync(endPoint, cancellationToken),
        };
    }

    private static async Task<Stream> DialAsync(DnsEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(endPoint, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>The simulator speaks no TLS, so that the hands are not taken.</summary>
    private static async Task<Stream> ShakeHandsAsync(Stream stream, CancellationToken cancellationToken)
    {
        var tls = new SslStream(stream);
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "acme.example.com" }, cancellationToken);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }
}
