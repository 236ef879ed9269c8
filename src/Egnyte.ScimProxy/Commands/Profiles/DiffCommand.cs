using System.CommandLine;
using Egnyte.ScimProxy.Explaining;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary><c>profile diff</c>: which users two profiles treat differently, and how. Egnyte is not called.</summary>
internal static class DiffCommand
{
    private const int MaxFiles = 10_000;

    public static Command Create()
    {
        var before = new Argument<string>("A") { Description = "A profile's name, or the path of its file." };
        var after = new Argument<string>("B") { Description = "Another." };
        var users = new Argument<string>("FOLDER") { Description = "A folder of sample users, each a *.json file: a SCIM user (created), an Egnyte user (read), or anything that explain takes." };
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts." };
        var profiles = new Option<string?>("--profiles") { Description = "The folder with profiles of your own. Default: ScimProxy:ProfilesPath, as a proxy started here would read it.", HelpName = "FOLDER" };
        var command = new Command("diff", "Show which sample users two profiles treat otherwise, and how: exit code 0, 1 where there are differences, or 2.") { before, after, users, json, profiles };
        command.SetAction(result => Run(result.GetValue(before)!, result.GetValue(after)!, result.GetValue(users)!, result.GetValue(json), ProfilesFolder.Of(result.GetValue(profiles), Console.Error)));
        return command;
    }

    private static int Run(string before, string after, string users, bool json, string? folder)
    {
        var left = ProfileArgument.Open(before, folder);
        var right = ProfileArgument.Open(after, folder);
        if (left.Profile is not { } first || right.Profile is not { } second)
        {
            // The two may share a document, and its mistakes are told once.
            return NotDone.Because([.. left.Errors.Concat(right.Errors).Distinct()], json);
        }

        if (FilesOf(users) is not { Count: > 0 } files)
        {
            return NotDone.Because($"{users} is no folder with 1 to {MaxFiles} sample users in files that end in .json.", json);
        }

        var (one, other) = (ExplainerOf(first), ExplainerOf(second));
        var changes = new List<PersonChange>();
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
                changes.Add(new PersonChange(Path.GetFileName(file), ExplanationText.Word(question.Operation), differences));
            }
        }

        var total = files.Count - problems.Count;
        if (json)
        {
            DifferenceOutput.WriteJson(Console.Out, before, after, total, changes, problems);
        }
        else
        {
            DifferenceOutput.WriteText(Console.Out, before, after, total, changes);
        }

        problems.ForEach(problem => Console.Error.WriteLine(TextTable.OneLine(problem)));
        return problems.Count > 0 ? ExitCode.NotDone : changes.Count > 0 ? ExitCode.Mistakes : ExitCode.Done;
    }

    private static Explainer ExplainerOf(MappingProfile profile) => new(TenantFactory.MappingOf(Explainer.Tenant, new TenantOptions(), profile));

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
