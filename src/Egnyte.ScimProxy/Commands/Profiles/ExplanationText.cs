using System.Text.Json;
using Egnyte.ScimProxy.Explaining;
using Egnyte.ScimProxy.Mapping;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary>An explanation as text.</summary>
internal static class ExplanationText
{
    public static void Write(TextWriter output, string profile, Explanation explanation)
    {
        output.WriteLine($"{profile}, {Word(explanation.Operation)}");
        output.WriteLine();
        var touched = explanation.Rules.Where(rule => rule.IsTouched).ToList();
        if (touched.Count > 0)
        {
            var table = new TextTable("SCIM", "value", "becomes");
            foreach (var row in touched.SelectMany(Rows))
            {
                table.Add(row);
            }

            table.Write(output, TextTable.WidthFor(output));
            output.WriteLine();
        }

        foreach (var others in explanation.Rules.Except(touched).GroupBy(rule => rule.Because, StringComparer.Ordinal))
        {
            Paragraph(output, $"{Capital(others.Key)}: {string.Join(", ", others.Select(rule => rule.Rule.Name))}.");
        }

        foreach (var note in explanation.Notes)
        {
            Paragraph(output, note);
        }

        if (touched.Count < explanation.Rules.Count || explanation.Notes.Count > 0)
        {
            output.WriteLine();
        }

        Result(output, explanation);
    }

    public static string Word(SampleOperation operation) => operation is SampleOperation.Replace ? "update" : operation.ToString().ToLowerInvariant();

    private static IEnumerable<string[]> Rows(RuleTrace trace)
    {
        yield return [trace.Rule.Name, trace.Seen.ToString(), trace.Because];
        foreach (var (name, value) in trace.Others)
        {
            yield return ["  sees " + name, value.ToString(), ""];
        }

        foreach (var step in trace.Steps)
        {
            yield return ["  " + step.Step, step.Result.ToString(), step.Note ?? ""];
        }
    }

    private static void Result(TextWriter output, Explanation explanation)
    {
        if (explanation.Error is { } error)
        {
            output.WriteLine($"The client gets {error.Status}{(error.ScimType is null ? "" : $" {error.ScimType}")}:");
            Paragraph(output, error.Detail);
            return;
        }

        output.WriteLine(explanation.Request is null ? "No request to Egnyte." : "The request to Egnyte:");
        if (explanation.Request is { } request)
        {
            output.WriteLine($"{request.Method} {request.Address}");
            if (request.Filter is { } filter)
            {
                output.WriteLine($"filter: {TextTable.OneLine(filter)}");
            }

            Json(output, request.Body);
        }

        if (explanation.Matches is { } matches)
        {
            output.WriteLine();
            output.WriteLine(matches ? "The present user is found." : "The present user is not found.");
        }

        if (explanation.Operation is SampleOperation.Read or SampleOperation.Filter && explanation.Shown is { } shown)
        {
            output.WriteLine();
            output.WriteLine("The client reads:");
            Json(output, shown);
        }
    }

    private static void Json(TextWriter output, JsonElement? json)
    {
        if (json is { } element)
        {
            JsonReport.Print(output, writer =>
            {
                foreach (var property in element.EnumerateObject())
                {
                    property.WriteTo(writer);
                }
            });
        }
    }

    private static void Paragraph(TextWriter output, string text)
    {
        foreach (var line in TextTable.Wrap(TextTable.OneLine(text), TextTable.WidthFor(output)))
        {
            output.WriteLine(line);
        }
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
