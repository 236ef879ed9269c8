using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary>The result of a profile tool: text for readers, or with <c>--json</c> the record itself as JSON for scripts.</summary>
internal abstract record Report
{
    private static readonly ReportJson Readable = new(new JsonSerializerOptions(ReportJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    [JsonIgnore]
    public abstract int ExitCode { get; }

    /// <returns>The exit code.</returns>
    public int Print(TextWriter output, bool json)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(this, GetType(), Readable));
        }
        else
        {
            WriteText(output, TextTable.WidthFor(output));
        }

        return ExitCode;
    }

    /// <param name="output">Where it is written.</param>
    /// <param name="width">How wide a line may be.</param>
    protected abstract void WriteText(TextWriter output, int width);
}

[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ValidationReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
