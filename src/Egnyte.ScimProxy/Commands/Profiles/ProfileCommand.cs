using System.CommandLine;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary><c>profile</c>: the tools for mapping profiles. None of them calls Egnyte.</summary>
internal static class ProfileCommand
{
    public static Command Create() => new("profile", "Look at mapping profiles, check them, and see what they do. Nothing is called.")
    {
        List(),
        Show(),
        Validate(),
        ExplainCommand.Create(),
        DiffCommand.Create(),
        Schema(),
    };

    private static Command List()
    {
        var (folder, json) = (Folder(), Json());
        var command = new Command("list", "List the profiles, and say which can be used.") { folder, json };
        command.SetAction(result => Run(result, (output, errors) => ProfileList.Run(output, ProfilesFolder.Of(result.GetValue(folder), errors), result.GetValue(json))));
        return command;
    }

    private static Command Show()
    {
        var name = new Argument<string>("NAME") { Description = "A profile's name, or the path of its file." };
        var (folder, json) = (Folder(), Json());
        var command = new Command("show", "Show a profile with all that it extends: its settings, and each rule with the profiles that made it.") { name, folder, json };
        command.SetAction(result => Run(result, (output, errors) => ProfileShow.Run(output, errors, result.GetValue(name)!, ProfilesFolder.Of(result.GetValue(folder), errors), result.GetValue(json))));
        return command;
    }

    private static Command Validate()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files, or folders whose profiles are all checked; what a profile extends is looked for beside it first.", Arity = ArgumentArity.OneOrMore };
        var notes = new Option<bool>("--notes") { Description = "Print the notes on inherited rules too." };
        var (folder, json) = (Folder(), Json());
        var command = new Command("validate", "Check profiles and run their samples: exit code 0, or 2 with an error in any of them.") { paths, notes, folder, json };
        command.SetAction(result => Run(result, (output, errors) =>
        {
            var profiles = ProfilesFolder.Of(result.GetValue(folder), errors);
            return ValidationReport.Of([.. result.GetValue(paths)!.SelectMany(path => ProfileArgument.OpenAll(path, profiles))], result.GetValue(notes)).Print(output, result.GetValue(json));
        }));
        return command;
    }

    private static Command Schema()
    {
        var command = new Command("schema", "Print the JSON Schema of a profile, for editors.");
        command.SetAction(result => Run(result, (output, _) =>
        {
            output.Write(ProfileSchema.Text);
            return ExitCode.Done;
        }));
        return command;
    }

    private static Option<string?> Folder() => new("--profiles") { Description = "The folder with profiles of your own. Default: ScimProxy:ProfilesPath, as a proxy started here would read it.", HelpName = "FOLDER" };

    private static Option<bool> Json() => new("--json") { Description = "Print JSON, for scripts." };

    private static int Run(ParseResult result, Func<TextWriter, TextWriter, int> run) => run(result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
}
