using Egnyte.ScimProxy.Profiles.Explaining;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary><c>profile diff</c>: which sample users and groups two profiles treat differently, and how. Egnyte is not called.</summary>
/// <param name="Before">One profile, as the command line names it.</param>
/// <param name="After">The other.</param>
/// <param name="Samples">How many samples were compared.</param>
/// <param name="Changes">The samples that would change.</param>
/// <param name="Problems">The files that could not be compared, and why.</param>
internal sealed record DifferenceReport(string Before, string After, int Samples, IReadOnlyList<UserChange> Changes, IReadOnlyList<string> Problems) : Report
{
    private const int MaxFiles = 10_000;
    private const string Nothing = "-";
    private const int Widest = 120;

    protected override int GetExitCode() => Problems.Count > 0 ? ExitCode.NotDone : Changes.Count > 0 ? ExitCode.Mistakes : ExitCode.Done;

    public static Report Of(string before, string after, string users, string? folder)
    {
        var (left, right) = (ProfileArgument.Open(before, folder), ProfileArgument.Open(after, folder));
        if (left.Profile is not { } first || right.Profile is not { } second)
        {
            // The two may share a document, and its mistakes are told once.
            return new FailureReport(left.Errors.Concat(right.Errors).Distinct());
        }

        if (FilesOf(users) is not { Count: > 0 } files)
        {
            return new FailureReport($"{users} is no folder with 1 to {MaxFiles} samples in files that end in .json.");
        }

        var (one, other) = (Explainer.Of(first), Explainer.Of(second));
        var changes = new List<UserChange>();
        var problems = new List<string>();
        foreach (var file in files)
        {
            if (ExplainRequestFile.Read(file, null, out var problem) is not { } question)
            {
                problems.Add(problem);
                continue;
            }

            var (was, becomes) = (one.Explain(question), other.Explain(question));
            if ((was.Missing ?? becomes.Missing) is { } missing)
            {
                problems.Add($"{file}: {missing}");
            }
            else if (ExplanationDifference.Between(was, becomes) is { Count: > 0 } differences)
            {
                changes.Add(new UserChange(Path.GetFileName(file), question.Operation.ToString().ToLowerInvariant(), differences));
            }
        }

        return new DifferenceReport(before, after, files.Count - problems.Count, changes, problems);
    }

    protected override IEnumerable<string> Failures() => Problems;

    protected override void WriteText(TextWriter output, int width)
    {
        output.WriteLine($"{Changes.Count} of {FindingReport.Many(Samples, "sample")} would change from {Before} to {After}.");
        foreach (var change in Changes)
        {
            output.WriteLine();
            output.WriteLine(TextTable.OneLine($"{change.File} ({change.Operation})"));
            var table = new TextTable();
            foreach (var difference in change.Differences)
            {
                table.Add(difference.Where, difference.Before ?? Nothing, difference.After ?? Nothing);
            }

            // An error is a long text in one of two columns: the other must stay on the screen, and in a file.
            table.Write(output, Math.Min(width, Widest), "  ");
        }
    }

    private static List<string>? FilesOf(string folder)
    {
        try
        {
            var files = Directory.EnumerateFiles(folder, "*.json").Take(MaxFiles + 1).Order(StringComparer.Ordinal).ToList();
            return files.Count > MaxFiles ? null : files;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>A sample user or group that two profiles treat differently.</summary>
internal sealed record UserChange(string File, string Operation, IReadOnlyList<ExplanationDifference> Differences);
