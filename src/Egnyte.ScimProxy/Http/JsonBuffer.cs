using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Egnyte.ScimProxy.Http;

/// <summary>A whole answer in memory, so that it goes out with its length or, when something fails, not at all. Reused by thread.</summary>
internal sealed class JsonBuffer : IDisposable
{
    private const int KeepAtMost = 256 * 1024;

    // Answers are JSON documents, never part of a page: only what JSON itself demands is escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static JsonBuffer? t_spare;

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    private JsonBuffer() => Writer = new Utf8JsonWriter(_bytes, Options);

    public Utf8JsonWriter Writer { get; }

    public static JsonBuffer Rent()
    {
        var buffer = t_spare ?? new JsonBuffer();
        t_spare = null;
        return buffer;
    }

    public async Task SendAsync(HttpResponse response, int status, CancellationToken cancellationToken)
    {
        Writer.Flush();
        response.StatusCode = status;
        response.ContentType = ScimResults.MediaType;
        response.ContentLength = _bytes.WrittenCount;
        await response.BodyWriter.WriteAsync(_bytes.WrittenMemory, cancellationToken);
    }

    public void Dispose()
    {
        if (_bytes.Capacity > KeepAtMost)
        {
            Writer.Dispose();
            return;
        }

        _bytes.ResetWrittenCount();
        Writer.Reset();
        t_spare = this;
    }
}
