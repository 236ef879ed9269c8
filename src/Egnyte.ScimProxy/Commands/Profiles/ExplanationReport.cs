using System.Text.Json;
using System.Text.Json.Serialization;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Profiles.Explaining;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary><c>profile explain</c>: what a profile does with one request. Egnyte is not called.</summary>
internal sealed record ExplanationReport(string Profile, [property: JsonIgnore] Explanation Explanation) : Report
{
    public string Operation => Explanation.Operation.ToString().ToLowerInvariant();

    public string Resource => Explanation.IsOfGroup ? "group" : "user";

    public IReadOnlyList<RuleTrace> Rules => Explanation.Rules;

    public EgnyteRequest? Request => Explanation.Request;

    public ScimError? Error => Explanation.Error;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Matches => Explanation.Matches;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Shown => Explanation.Shown;

    public IReadOnlyList<string> Notes => Explanation.Notes;

    protected override int GetExitCode() => Error is null ? ExitCode.Done : ExitCode.Mistakes;

    /// <param name="name">The profile.</param>
    /// <param name="file">The file with the request.</param>
    /// <param name="operation">What is asked; null to tell by the file's content.</param>
    /// <param name="isOfGroup">Whether it is about a group, whatever the file's content tells.</param>
    /// <param name="folder">The folder with the operator's profiles, or none.</param>
    public static Report Of(string name, string file, string? operation, bool isOfGroup, string? folder)
    {
        var known = ProfileSamples.Operations;
        if (operation is not null && !known.Contains(operation))
        {
            return new FailureReport(
                $"\"{operation}\" is not an operation: it is one of {string.Join(", ", known)}. Did you mean {ClosestMatch.To(operation, known)}?");
        }

        var compiled = ProfileArgument.Open(name, folder);
        if (compiled.Profile is not { } profile)
        {
            return new FailureReport(compiled.Errors);
        }

        var asked = operation is null ? (SampleOperation?)null : Enum.Parse<SampleOperation>(operation, ignoreCase: true);
        if (ExplainRequestFile.Read(file, asked, out var problem) is not { } question)
        {
            return new FailureReport(problem);
        }

        var explanation = Explainer.Of(profile).Explain(isOfGroup ? question with { IsOfGroup = true } : question);
        return explanation.Missing is { } missing ? new FailureReport($"{file}: {missing}") : new ExplanationReport(profile.Name, explanation);
    }

    protected override void WriteText(TextWriter output, int width)
    {
        output.WriteLine($"{Profile}, {Operation}{(Explanation.IsOfGroup ? " of a group" : "")}");
        output.WriteLine();
        var touched = Rules.Where(rule => rule.IsTouched).ToList();
        if (touched.Count > 0)
        {
            var table = new TextTable("SCIM", "value", "becomes");
            foreach (var row in touched.SelectMany(Rows))
            {
                table.Add(row);
            }

            table.Write(output, width);
            output.WriteLine();
        }

        foreach (var others in Rules.Except(touched).GroupBy(rule => rule.Because, StringComparer.Ordinal))
        {
            Paragraph(output, width, $"{Capital(others.Key)}: {string.Join(", ", others.Select(rule => rule.Scim))}.");
        }

        foreach (var note in Notes)
        {
            Paragraph(output, width, note);
        }

        if (touched.Count < Rules.Count || Notes.Count > 0)
        {
            output.WriteLine();
        }

        WriteResult(output, width);
    }

    private static IEnumerable<string[]> Rows(RuleTrace trace)
    {
        yield return [trace.Scim, trace.Seen.ToString(), trace.Because];
        foreach (var other in trace.Others)
        {
            yield return ["  sees " + other.Scim, other.Seen.ToString(), ""];
        }

        foreach (var step in trace.Steps)
        {
            yield return ["  " + step.Step, step.Result.ToString(), step.Note ?? ""];
        }
    }

    private void WriteResult(TextWriter output, int width)
    {
        if (Error is { } error)
        {
            output.WriteLine($"The client gets {error.Status}{(error.ScimType is null ? "" : $" {error.ScimType}")}:");
            Paragraph(output, width, error.Detail);
            return;
        }

        output.WriteLine(Request is null ? "No request to Egnyte." : "The request to Egnyte:");
        if (Request is { } request)
        {
            output.WriteLine($"{request.Method} {request.Address}");
            if (request.Filter is { } filter)
            {
                output.WriteLine($"filter: {TextTable.OneLine(filter)}");
            }

            if (request.Body is { } body)
            {
                WriteJson(output, body);
            }
        }

        if (Matches is { } matches)
        {
            output.WriteLine();
            output.WriteLine($"The present {Resource} is {(matches ? "" : "not ")}found.");
        }

        if (Explanation.Operation is SampleOperation.Read or SampleOperation.Filter && Shown is { } shown)
        {
            output.WriteLine();
            output.WriteLine("The client reads:");
            WriteJson(output, shown);
        }
    }

    private static void Paragraph(TextWriter output, int width, string text)
    {
        foreach (var line in TextTable.Wrap(TextTable.OneLine(text), width))
        {
            output.WriteLine(line);
        }
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
