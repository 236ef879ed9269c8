using System.Text;
using System.Text.Json;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Commands.Doctor;

/// <summary>How one examination of <c>doctor</c> ended.</summary>
internal enum DoctorOutcome
{
    Ok,

    /// <summary>The proxy works, and something should be known or set.</summary>
    Warning,

    /// <summary>The proxy cannot work like this; the text says what to do.</summary>
    Failed,

    Skipped,
}

/// <summary>What one examination found.</summary>
/// <param name="Name">What was examined, in words for a table.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Text">What was seen, and what to do about it.</param>
internal sealed record DoctorFinding(string Name, DoctorOutcome Outcome, string Text);

/// <summary>What <c>doctor</c> found of one tenant's Egnyte. Printed as a table or as JSON.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Egnyte">Egnyte's address.</param>
/// <param name="Findings">In the order in which they were found.</param>
/// <param name="Settings">Settings to change, by key, with value and reason.</param>
/// <param name="Calls">Calls that were made, all attempts included.</param>
/// <param name="CallsLeft">What is left of the day's; null where the token is not known.</param>
internal sealed record DoctorReport(
    string Tenant,
    Uri Egnyte,
    IReadOnlyList<DoctorFinding> Findings,
    IReadOnlyList<(string Key, string Value, string Reason)> Settings,
    int Calls,
    int? CallsLeft)
{
    private static readonly JsonWriterOptions Json = new() { Indented = true };

    public bool IsWell => Findings.All(finding => finding.Outcome is not DoctorOutcome.Failed);

    public int Print(TextWriter output)
    {
        var width = TextTable.WidthFor(output);
        output.WriteLine($"Egnyte of tenant {Tenant}: {Egnyte}");
        output.WriteLine();
        var table = new TextTable();
        foreach (var finding in Findings)
        {
            table.Add(NameOf(finding.Outcome), finding.Name, Printable.Of(finding.Text));
        }

        table.Write(output, width, "  ");
        if (Settings.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("Settings to use");
            var settings = new TextTable();
            foreach (var (key, value, reason) in Settings)
            {
                settings.Add($"{key}={value}", reason);
            }

            settings.Write(output, width, "  ");
        }

        output.WriteLine();
        output.WriteLine($"{Calls} call{(Calls == 1 ? "" : "s")} to Egnyte{(CallsLeft is { } left ? $"; {left} are left today" : "")}.");
        return ExitCodeOf();
    }

    public int PrintJson(TextWriter output)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Json))
        {
            Write(writer);
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
        return ExitCodeOf();
    }

    private int ExitCodeOf() => IsWell ? ExitCode.Done : ExitCode.Mistakes;

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("tenant"u8, Tenant);
        writer.WriteString("egnyte"u8, Egnyte.ToString());
        writer.WriteBoolean("isWell"u8, IsWell);
        writer.WriteStartArray("findings"u8);
        foreach (var finding in Findings)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, finding.Name);
            writer.WriteString("outcome"u8, NameOf(finding.Outcome));
            writer.WriteString("text"u8, Printable.Of(finding.Text));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("settings"u8);
        foreach (var (key, value, reason) in Settings)
        {
            writer.WriteStartObject();
            writer.WriteString("key"u8, key);
            writer.WriteString("value"u8, value);
            writer.WriteString("reason"u8, reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("calls"u8, Calls);
        if (CallsLeft is { } left)
        {
            writer.WriteNumber("callsLeft"u8, left);
        }

        writer.WriteEndObject();
    }

    private static string NameOf(DoctorOutcome outcome) => outcome switch
    {
        DoctorOutcome.Ok => "ok",
        DoctorOutcome.Warning => "warning",
        DoctorOutcome.Failed => "failed",
        _ => "skipped",
    };
}
