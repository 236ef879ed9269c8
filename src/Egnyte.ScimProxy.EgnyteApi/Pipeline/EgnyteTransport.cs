using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.EgnyteApi.Answers;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Egnyte.ScimProxy.EgnyteApi.Pipeline;

/// <summary>What an exception of the transport says about the request.</summary>
internal static partial class EgnyteTransport
{
    public static bool IsFault(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException || (IsConnectTimeout(exception) && !cancellationToken.IsCancellationRequested);

    public static bool WasNeverSent(Exception exception) =>
        IsConnectTimeout(exception) || exception is HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError,
        };

    // NXDOMAIN means that the host does not exist. Other DNS errors are transient.
    public static bool IsUnknownHost(Exception exception) =>
        exception is HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound } };

    /// <summary>Why there was no answer, in the words that an operator searches for, and the platform's text, which names host and port.</summary>
    public static string ReasonOf(Exception cause) => cause switch
    {
        TimeoutRejectedException timeout => $"no answer within {timeout.Timeout.TotalSeconds:0.#} s",
        BrokenCircuitException => "not sent: the circuit breaker is open after earlier failures",
        JsonException => "the body is not the JSON that this call answers",
        _ when IsConnectTimeout(cause) => "no connection within 5 s",
        _ => EgnyteReason.Clean($"{KindOf(cause)}: {WithoutCredentials(TextOf(cause))}")!,
    };

    private static string KindOf(Exception cause) => (cause as HttpRequestException)?.HttpRequestError switch
    {
        _ when SocketErrorOf(cause) is SocketError.HostNotFound => "host not found",
        _ when SocketErrorOf(cause) is SocketError.TryAgain or SocketError.NoRecovery or SocketError.NoData => "DNS failed",
        HttpRequestError.NameResolutionError => "DNS failed",
        _ when SocketErrorOf(cause) is SocketError.ConnectionRefused => "connection refused",
        _ when SocketErrorOf(cause) is SocketError.ConnectionReset or SocketError.Shutdown => "connection reset",
        _ when SocketErrorOf(cause) is SocketError.TimedOut => "connection timed out",
        HttpRequestError.ProxyTunnelError => "the HTTP proxy refused CONNECT",
        HttpRequestError.SecureConnectionError => "TLS failed",
        HttpRequestError.ConnectionError => "no connection",
        HttpRequestError.ResponseEnded => "the connection ended before the answer was whole",
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError or HttpRequestError.ConfigurationLimitExceeded => "the answer is no valid HTTP",
        _ when cause is HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => "the connection ended before the answer was whole",
        _ => "the connection broke",
    };

    // Of TLS only the innermost exception says more than "see inner exception".
    private static string TextOf(Exception cause) =>
        cause is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } ? cause.GetBaseException().Message : cause.Message;

    private static SocketError? SocketErrorOf(Exception cause)
    {
        for (Exception? inner = cause; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException socket)
            {
                return socket.SocketErrorCode;
            }
        }

        return null;
    }

    // The address of an HTTP proxy may hold a password.
    private static string WithoutCredentials(string text) => Credentials.Replace(text, "//");

    // SocketsHttpHandler's ConnectTimeout: a cancellation without a cancelled token, with a TimeoutException inside.
    private static bool IsConnectTimeout(Exception exception) => exception is OperationCanceledException { InnerException: TimeoutException };

    [GeneratedRegex(@"//[^/@\s]*@")]
    private static partial Regex Credentials { get; }
}
