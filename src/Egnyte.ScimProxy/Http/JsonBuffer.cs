using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Egnyte.ScimProxy.Http;

/// <summary>
/// A whole answer in memory, so that it goes out with its length or, when something fails, not at all. Reused by thread, and given
/// back before anything is awaited: an answer larger than the server's own buffer goes on on another thread.
/// </summary>
internal sealed class JsonBuffer
{
    private const int KeepAtMost = 256 * 1024;

    // Answers are JSON documents, never part of a page: only what JSON itself demands is escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static JsonBuffer? t_spare;

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    private JsonBuffer() => Writer = new Utf8JsonWriter(_bytes, Options);

    private Utf8JsonWriter Writer { get; }

    /// <summary>Writes an answer: head, length and body.</summary>
    public static async Task SendAsync<T>(HttpResponse response, int status, T body, Action<Utf8JsonWriter, T> write, CancellationToken cancellationToken)
    {
        var buffer = t_spare ?? new JsonBuffer();
        t_spare = null;
        write(buffer.Writer, body);
        buffer.Writer.Flush();
        response.StatusCode = status;
        response.ContentType = ScimResults.MediaType;
        response.ContentLength = buffer._bytes.WrittenCount;
        response.BodyWriter.Write(buffer._bytes.WrittenSpan);
        buffer.GiveBack();
        await response.BodyWriter.FlushAsync(cancellationToken);
    }

    /// <summary>What would be written, to be read.</summary>
    public static JsonElement ToElement<T>(T body, Action<Utf8JsonWriter, T> write)
    {
        var buffer = t_spare ?? new JsonBuffer();
        t_spare = null;
        write(buffer.Writer, body);
        buffer.Writer.Flush();
        var element = JsonElement.Parse(buffer._bytes.WrittenSpan);
        buffer.GiveBack();
        return element;
    }

    private void GiveBack()
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
