using System.CommandLine;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Profiles.Format;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary><c>profile</c>: the tools for mapping profiles. None of them calls Egnyte.</summary>
internal static class ProfileCommand
{
    private const string NameOrFile = "A profile's name, or the path of its file.";

    public static Command Create() => new("profile", "Look at mapping profiles, check them, and see what they do. Nothing is called.")
    {
        List(),
        Show(),
        Validate(),
        Explain(),
        Diff(),
        Schema(),
    };

    private static Command List() =>
        Tool(new Command("list", "List the profiles, and say which can be used."), static (_, folder) => ProfileList.Of(folder));

    private static Command Show()
    {
        var name = new Argument<string>("NAME") { Description = NameOrFile };
        var command = new Command("show", "Show a profile with all that it extends: its settings, and each rule with the profiles that made it.") { name };
        return Tool(command, (result, folder) => ProfileSheet.Of(ProfileArgument.Open(result.GetValue(name)!, folder)));
    }

    private static Command Validate()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Files, or folders whose profiles are all checked; what a profile extends is looked for beside it first.",
            Arity = ArgumentArity.OneOrMore,
        };
        var notes = new Option<bool>("--notes") { Description = "Print the notes on inherited rules too." };
        var command = new Command("validate", "Check profiles and run their samples: exit code 0, or 2 with an error in any of them.") { paths, notes };
        return Tool(command, (result, folder) =>
            ValidationReport.Of([.. result.GetValue(paths)!.SelectMany(path => ProfileArgument.OpenAll(path, folder))], result.GetValue(notes)));
    }

    private static Command Explain()
    {
        var profile = new Argument<string>("NAME") { Description = NameOrFile };
        var file = new Argument<string>("FILE")
        {
            Description = "A SCIM body, a PATCH, an Egnyte user or group, or a filter; or {\"present\": the Egnyte user or group that is there, "
                + "\"request\": one of these}.",
        };
        var operation = new Option<string?>("--operation")
        {
            Description = $"What is asked: {string.Join(", ", ProfileSamples.Operations)}. Without it, the file's content tells.",
            HelpName = "OPERATION",
        };
        var group = new Option<bool>("--group")
        {
            Description = "The request is about a group. Without it, the schemas or the present group tell; a filter or PATCH alone is about users.",
        };
        var command = new Command("explain", "Show what a profile does with a request, rule by rule: exit code 0, 1 where the client would get an error, or 2.")
        {
            profile,
            file,
            operation,
            group,
        };
        return Tool(command, (result, folder) => ExplanationReport.Of(
            result.GetValue(profile)!, result.GetValue(file)!, result.GetValue(operation), result.GetValue(group), folder));
    }

    private static Command Diff()
    {
        var before = new Argument<string>("A") { Description = NameOrFile };
        var after = new Argument<string>("B") { Description = "Another." };
        var users = new Argument<string>("FOLDER")
        {
            Description = "A folder of samples, each a *.json file: a SCIM user or group (created), an Egnyte user or group (read), or anything "
                + "that explain takes.",
        };
        var command = new Command("diff", "Show which samples two profiles treat otherwise, and how: exit code 0, 1 where there are differences, or 2.")
        {
            before,
            after,
            users,
        };
        return Tool(command, (result, folder) => DifferenceReport.Of(result.GetValue(before)!, result.GetValue(after)!, result.GetValue(users)!, folder));
    }

    private static Command Schema()
    {
        var command = new Command("schema", "Print the JSON Schema of a profile, for editors.");
        command.SetAction(static result => result.InvocationConfiguration.Output.Write(ProfileFormat.Schema));
        return command;
    }

    // What all tools but the schema have in common.
    private static Command Tool(Command command, Func<ParseResult, string?, Report> run)
    {
        var folder = new Option<string?>("--profiles")
        {
            Description = "The folder with profiles of your own. Default: ScimProxy:ProfilesPath, as a proxy started here would read it.",
            HelpName = "FOLDER",
        };
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts." };
        command.Add(folder);
        command.Add(json);
        command.SetAction(result =>
        {
            var (output, errors) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
            return run(result, ProfilesFolder.Of(result.GetValue(folder), errors)).Print(output, errors, result.GetValue(json));
        });
        return command;
    }
}
