using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text.Json;
using Egnyte.ScimProxy.Scim;
using Microsoft.AspNetCore.Connections;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>
/// Gives a SCIM error body to the answers that the server makes itself, before any middleware: to what is no valid HTTP, is too large or
/// does not arrive in time. The server has no hook for them but the bytes that it sends. It closes the connection after each.
/// </summary>
/// <remarks>
/// With TLS of its own the server encrypts before these bytes are seen: the status stays without a body. A HEAD request that is no valid
/// HTTP gets a body too, since its method cannot be seen here; the connection is closed after it.
/// </remarks>
internal static class ServerErrors
{
    public static ConnectionDelegate WriteBodies(ConnectionDelegate next) => async connection =>
    {
        var transport = connection.Transport;
        connection.Transport = new Transport(transport.Input, new ErrorWriter(transport.Output));
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = transport;
        }
    };

    private static string Detail(int status) => status switch
    {
        StatusCodes.Status400BadRequest =>
            "The request is not valid HTTP: its request line, a header or the framing of its body is malformed, "
            + "or its Host is missing, malformed or not in AllowedHosts. Correct the client or the balancer before the proxy.",
        StatusCodes.Status408RequestTimeout => "The request did not arrive in time. Send it again, faster.",
        StatusCodes.Status413PayloadTooLarge => "The body is larger than the proxy reads.",
        StatusCodes.Status414UriTooLong => "The request line is longer than the proxy reads. Send a search as POST to /.search.",
        StatusCodes.Status431RequestHeaderFieldsTooLarge =>
            "The request headers are larger than the proxy reads. Remove headers in the client or the balancer.",
        StatusCodes.Status505HttpVersionNotsupported => "This version of HTTP is not supported. Use HTTP/1.1.",
        _ => $"The server rejected the request (HTTP {status}).",
    };

    private sealed class Transport(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input { get; } = input;

        public PipeWriter Output { get; } = output;
    }

    /// <summary>Passes everything on, and replaces the head of an error without a body by one with a body.</summary>
    private sealed class ErrorWriter(PipeWriter inner) : PipeWriter
    {
        private Memory<byte> _memory;

        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override Memory<byte> GetMemory(int sizeHint = 0) => _memory = inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public override void Advance(int bytes)
        {
            if (bytes <= _memory.Length && StatusOfBareError(_memory.Span[..bytes]) is { } status)
            {
                WriteWithBody(_memory.Span[..bytes].ToArray(), status);
                return;
            }

            inner.Advance(bytes);
            _memory = _memory[Math.Min(bytes, _memory.Length)..];
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

        private static ReadOnlySpan<byte> EmptyBody => "\r\nContent-Length: 0\r\n"u8;

        // Our own errors have a Content-Type; the server writes the head of an answer in one piece.
        private static int? StatusOfBareError(ReadOnlySpan<byte> head) =>
            head.StartsWith("HTTP/1.1 "u8) && head.Length > 12 && head[9] is (byte)'4' or (byte)'5'
            && Utf8Parser.TryParse(head[9..12], out int status, out _)
            && head.EndsWith("\r\n\r\n"u8) && head.IndexOf(EmptyBody) >= 0 && head.IndexOf("\r\nContent-Type:"u8) < 0
                ? status
                : null;

        private void WriteWithBody(ReadOnlySpan<byte> head, int status)
        {
            var body = new ArrayBufferWriter<byte>(512);
            using (var writer = new Utf8JsonWriter(body))
            {
                new ScimError(status, status == StatusCodes.Status400BadRequest ? "invalidSyntax" : null, Detail(status)).WriteTo(writer);
            }

            var length = head.IndexOf(EmptyBody);
            inner.Write(head[..length]);
            inner.Write("\r\nContent-Type: application/scim+json\r\nCache-Control: no-store\r\nContent-Length: "u8);
            Span<byte> digits = stackalloc byte[11];
            Utf8Formatter.TryFormat(body.WrittenCount, digits, out var count);
            inner.Write(digits[..count]);
            inner.Write(head[(length + EmptyBody.Length - 2)..]);
            inner.Write(body.WrittenSpan);
            _memory = default;
        }
    }
}
