using System.Text.Encodings.Web;
using System.Text.Json;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary>The result of a profile tool: text for readers, or with <c>--json</c> the record itself as JSON for scripts.</summary>
internal abstract record Report
{
    // For readers: ü, and not \u00FC.
    private static readonly ReportJson Readable = new(
        new JsonSerializerOptions(ReportJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });


    /// <returns>The exit code.</returns>
    public int Print(TextWriter output, TextWriter errors, bool json)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(this, GetType(), Readable));
        }
        else
        {
            WriteText(output, TextTable.WidthFor(output));
        }

        foreach (var reason in Failures())
        {
            errors.WriteLine(TextTable.OneLine(reason));
        }

        return GetExitCode();
    }

    protected abstract int GetExitCode();

    /// <param name="output">Where it is written.</param>
    /// <param name="width">How wide a line may be.</param>
    protected abstract void WriteText(TextWriter output, int width);

    /// <summary>Why the tool could not do what it was asked; goes to the standard error, with <c>--json</c> too.</summary>
    protected virtual IEnumerable<string> Failures() => [];

    protected static void WriteJson(TextWriter output, JsonElement json) => output.WriteLine(JsonSerializer.Serialize(json, Readable.JsonElement));
}
