using System.Net.Sockets;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>What an exception of the transport says about the request.</summary>
internal static class EgnyteTransport
{
    public static bool IsFault(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException || (IsConnectTimeout(exception) && !cancellationToken.IsCancellationRequested);

    public static bool WasNeverSent(Exception exception) =>
        IsConnectTimeout(exception) || exception is HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError,
        };

    // Only NXDOMAIN says that there is no such name; every other DNS failure says that nobody could be asked.
    public static bool IsUnknownHost(Exception exception) =>
        exception is HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound } };

    // SocketsHttpHandler's ConnectTimeout: a cancellation that nobody asked for, with a TimeoutException inside.
    private static bool IsConnectTimeout(Exception exception) => exception is OperationCanceledException { InnerException: TimeoutException };
}
