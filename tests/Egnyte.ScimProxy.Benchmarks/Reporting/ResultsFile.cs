namespace Egnyte.ScimProxy.Benchmarks.Reporting;

/// <summary>RESULTS.md: each verb replaces what stands between its own two markers, and nothing else.</summary>
internal static class ResultsFile
{
    private static string Path => Repository.Path("tests", "Egnyte.ScimProxy.Benchmarks", "RESULTS.md");

    /// <summary>Prints the result and, where the caller asked for it, writes it.</summary>
    public static void Publish(string section, string result, bool write)
    {
        result = $"{result.Trim()}\n\n{Machine.Describe()}.";
        Console.WriteLine();
        Console.WriteLine(result);
        if (write)
        {
            File.WriteAllText(Path, Replace(File.ReadAllText(Path), section, result));
            Console.WriteLine($"\nWritten to {Path}.");
        }
    }

    /// <summary>The cells of each line of the tables that a section holds now, from the last run that was written.</summary>
    public static IEnumerable<string[]> Rows(string section) => Section(section).Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| ---", StringComparison.Ordinal))
        .Select(line => line.Trim('|', ' ').Split(" | "));

    private static string Section(string section) =>
        File.ReadAllText(Path).Split($"<!-- {section} -->") is [_, var rest] && rest.Split($"<!-- /{section} -->") is [var text, _] ? text : "";

    private static string Replace(string file, string section, string result)
    {
        var (begin, end) = ($"<!-- {section} -->", $"<!-- /{section} -->");
        var from = file.IndexOf(begin, StringComparison.Ordinal);
        var to = file.IndexOf(end, StringComparison.Ordinal);
        return from >= 0 && to > from
            ? $"{file[..(from + begin.Length)]}\n{result}\n{file[to..]}"
            : throw new BenchmarkException($"{Path} lacks the markers {begin} and {end}.");
    }
}
