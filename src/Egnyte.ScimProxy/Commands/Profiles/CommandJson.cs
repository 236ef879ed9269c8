using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary>JSON on the standard output: indented, and readable beyond ASCII.</summary>
internal static class CommandJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter output, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            write(writer);
        }

        output.WriteLine(Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
    }
}
