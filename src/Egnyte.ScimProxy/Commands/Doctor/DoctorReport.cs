using System.Text.Json;
using System.Text.Json.Serialization;

namespace Egnyte.ScimProxy.Commands.Doctor;

/// <summary>How one examination of <c>doctor</c> ended.</summary>
internal enum DoctorOutcome
{
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>The proxy works, and something should be known or set.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>The proxy cannot work like this; the text says what to do.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    [JsonStringEnumMemberName("skipped")]
    Skipped,
}

/// <summary>What one examination found.</summary>
/// <param name="Name">What was examined, in words for a table.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Text">What was seen, and what to do about it; in one line.</param>
internal sealed record DoctorFinding(string Name, DoctorOutcome Outcome, string Text);

/// <summary>A setting to change.</summary>
internal sealed record DoctorAdvice(string Key, string Value, string Reason);

/// <summary>What <c>doctor</c> found of one tenant's Egnyte. Printed as a table or as JSON.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Egnyte">Egnyte's address.</param>
/// <param name="Findings">In the order in which they were found.</param>
/// <param name="Settings">Settings to change.</param>
/// <param name="Calls">Calls that were made, all attempts included.</param>
/// <param name="CallsLeft">What is left of the day's; null where the token is not known.</param>
internal sealed record DoctorReport(
    string Tenant, string Egnyte, IReadOnlyList<DoctorFinding> Findings, IReadOnlyList<DoctorAdvice> Settings, int Calls, int? CallsLeft)
{
    public bool IsWell => Findings.All(finding => finding.Outcome is not DoctorOutcome.Failed);

    public int Print(TextWriter output, bool asJson)
    {
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(this, CommandJson.Default.DoctorReport));
        }
        else
        {
            Print(output);
        }

        return IsWell ? ExitCode.Done : ExitCode.Mistakes;
    }

    private void Print(TextWriter output)
    {
        var width = TextTable.WidthFor(output);
        output.WriteLine($"Egnyte of tenant {Tenant}: {Egnyte}");
        output.WriteLine();
        var table = new TextTable();
        foreach (var finding in Findings)
        {
            table.Add(JsonNamingPolicy.CamelCase.ConvertName(finding.Outcome.ToString()), finding.Name, finding.Text);
        }

        table.Write(output, width, "  ");
        if (Settings.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("Settings to use");
            var settings = new TextTable();
            foreach (var advice in Settings)
            {
                settings.Add($"{advice.Key}={advice.Value}", advice.Reason);
            }

            settings.Write(output, width, "  ");
        }

        output.WriteLine();
        output.WriteLine($"{Calls} call{(Calls == 1 ? "" : "s")} to Egnyte{(CallsLeft is { } left ? $"; {left} are left today" : "")}.");
    }
}
