using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.IntegrationTests.Okta;

/// <summary>Runs a test exported from Runscope, as Okta publishes it: requests with variables, assertions and one script. Pauses are skipped.</summary>
public sealed partial class RunscopeTest(JsonElement test, IDictionary<string, string> variables)
{
    private readonly List<string> _failures = [];

    /// <summary>One line for each assertion that did not hold, beginning with the note of its step.</summary>
    public IReadOnlyList<string> Failures => _failures;

    public int Requests { get; private set; }

    /// <summary>How many assertions were evaluated, whatever came out.</summary>
    public int Assertions { get; private set; }

    public int Scripts { get; private set; }

    public async Task RunAsync()
    {
        using var client = new HttpClient();
        foreach (var step in test.GetProperty("steps").EnumerateArray().Where(step => !step.GetProperty("skipped").GetBoolean()))
        {
            switch (step.GetProperty("step_type").GetString())
            {
                case "pause":
                    break;
                case "request":
                    await RunAsync(client, step);
                    break;
                case var unknown:
                    throw new NotSupportedException($"Step type {unknown}.");
            }
        }
    }

    private async Task RunAsync(HttpClient client, JsonElement step)
    {
        Requests++;
        using var request = ToRequest(step);
        var started = Stopwatch.GetTimestamp();
        var answer = await client.SendScimAsync(request);
        var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        foreach (var assertion in step.GetProperty("assertions").EnumerateArray())
        {
            Assertions++;
            var actual = Actual(assertion, answer, milliseconds);
            var comparison = assertion.GetProperty("comparison").GetString()!;
            var expected = Fill(assertion.GetProperty("value").GetString() ?? "");
            if (!RunscopeComparison.Holds(comparison, actual, expected))
            {
                var subject = assertion.TryGetProperty("property", out var property) ? property.GetString() : assertion.GetProperty("source").GetString();
                _failures.Add(
                    $"{Note(step)}: {subject} {comparison} {expected}, but it is {RunscopeComparison.Show(actual)} in HTTP {answer.Status} {answer.Text}");
            }
        }

        foreach (var script in step.GetProperty("scripts").EnumerateArray().Where(script => script.GetString() is { Length: > 0 }))
        {
            Scripts++;
            RunGroupsScript(step, script.GetString()!, answer);
        }

        foreach (var variable in step.GetProperty("variables").EnumerateArray())
        {
            variables[variable.GetProperty("name").GetString()!] = RunscopeComparison.Show(
                RunscopeComparison.Find(answer.Json, variable.GetProperty("property").GetString()!));
        }
    }

    private HttpRequestMessage ToRequest(JsonElement step)
    {
        var request = new HttpRequestMessage(new HttpMethod(step.GetProperty("method").GetString()!), Fill(step.GetProperty("url").GetString()!))
        {
            Content = new ByteArrayContent(step.TryGetProperty("body", out var body) ? Encoding.UTF8.GetBytes(Fill(body.GetString()!)) : []),
        };
        foreach (var header in step.GetProperty("headers").EnumerateObject())
        {
            var values = header.Value.EnumerateArray().Select(value => Fill(value.GetString()!)).ToList();
            Assert.True(
                request.Headers.TryAddWithoutValidation(header.Name, values) || request.Content.Headers.TryAddWithoutValidation(header.Name, values),
                header.Name);
        }

        return request;
    }

    private static JsonElement Actual(JsonElement assertion, ScimAnswer answer, double milliseconds) => assertion.GetProperty("source").GetString() switch
    {
        "response_status" => Number(answer.Status),
        "response_time" => Number(milliseconds),
        "response_json" => RunscopeComparison.Find(answer.Json, assertion.GetProperty("property").GetString()!),
        var unknown => throw new NotSupportedException($"Source {unknown}."),
    };

    // The one script of the file: without groups it only says so; with groups, Resources must be an array.
    private void RunGroupsScript(JsonElement step, string script, ScimAnswer answer)
    {
        if (!script.Contains("else if (max >= 1 && Array.isArray(res))", StringComparison.Ordinal))
        {
            throw new NotSupportedException($"A script other than that of the Groups step: {script}");
        }

        if (answer.Json.GetProperty("totalResults").GetInt32() >= 1 && answer.Json.GetProperty("Resources").ValueKind is not JsonValueKind.Array)
        {
            _failures.Add($"{Note(step)}: Resources is of type Array");
        }
    }

    private string Fill(string text) => Variable().Replace(text, match =>
        variables.TryGetValue(match.Groups[1].Value, out var value) ? value : throw new NotSupportedException($"Variable {match.Value} has no value."));

    private static string? Note(JsonElement step) => step.GetProperty("note").GetString();

    private static JsonElement Number(double value) => JsonDocument.Parse(value.ToString(CultureInfo.InvariantCulture)).RootElement;

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Variable();
}
