using System.CommandLine;
using System.CommandLine.Invocation;
using Egnyte.ScimProxy.Commands.Demo;
using Egnyte.ScimProxy.Commands.Doctor;
using Egnyte.ScimProxy.Commands.Profiles;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.Commands;

/// <summary>The command line: <c>serve</c> is what happens without a word.</summary>
internal static class ScimProxyCommand
{
    private const string ServeVerb = "serve";
    private const string DemoVerb = "demo";
    private const string DoctorVerb = "doctor";
    private const string SimulatorVerb = "simulator";

    /// <summary>Runs what the arguments say. Unknown arguments are reported with the help, and end with an error code.</summary>
    public static async Task<int> RunAsync(string[] arguments, InvocationConfiguration configuration)
    {
        // The library would read a word that begins with @ as the name of a file with further arguments; here it may be a setting's value.
        var parsed = Create().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });

        // What the root leaves for the settings, no parser refuses below it either.
        if (parsed.CommandResult.Command is { TreatUnmatchedTokensAsErrors: true } command
            && parsed.Action == command.Action
            && parsed.UnmatchedTokens is [var word, ..])
        {
            configuration.Error.WriteLine($"\"{Printable.Of(word)}\" is no argument of {command.Name}: see {command.Name} --help.");
            return ExitCode.NotDone;
        }

        if (parsed.Action is ParseErrorAction)
        {
            // The help beside the mistake is for a terminal: a script that reads the output gets none of it.
            await parsed.InvokeAsync(new InvocationConfiguration { Output = configuration.Error, Error = configuration.Error });
            return ExitCode.NotDone;
        }

        if (parsed.CommandResult.Command is RootCommand or { Name: ServeVerb or DemoVerb or SimulatorVerb })
        {
            // These verbs have a host, which handles the signals: the library would end the process 2 s after the first one.
            configuration.ProcessTerminationTimeout = null;
        }
        else if (parsed.CommandResult.Command is { Name: DoctorVerb })
        {
            // What it created has to be removed; each call may take as long as one of the proxy.
            configuration.ProcessTerminationTimeout = TimeSpan.FromMinutes(4);
        }

        // The library would print a stack trace.
        configuration.EnableDefaultExceptionHandler = false;
        try
        {
            return await parsed.InvokeAsync(configuration);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.NotDone;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Mostly a full disk behind the standard output, or a standard output that is closed.
            configuration.Error.WriteLine($"{parsed.CommandResult.Command.Name} cannot write or read what it needs: {Printable.Of(failure.Message)}");
            return ExitCode.NotDone;
        }
    }

    public static RootCommand Create()
    {
        var root = new RootCommand("A SCIM 2.0 facade for the Egnyte Public API.") { TreatUnmatchedTokensAsErrors = false };
        root.SetAction((result, cancellationToken) => result.UnmatchedTokens is [var word, ..] && !IsSetting(word)
            ? Task.FromResult(ConfigurationReport.Print(Console.Error, [UnknownCommand(root, word)]))
            : ServeCommand.RunAsync([.. result.UnmatchedTokens], cancellationToken));
        root.Add(Verb(
            ServeVerb,
            "Serve SCIM (what happens without a word). Further arguments are settings: --ScimProxy:PublicUrl=https://scim.example.com", ServeCommand.RunAsync));
        root.Add(Check());
        root.Add(Doctor());
        root.Add(Demo());
        root.Add(Simulator());
        root.Add(ProfileCommand.Create());
        return root;
    }

    private static string UnknownCommand(RootCommand root, string word)
    {
        var closest = ClosestMatch.To(word, root.Subcommands.Select(command => command.Name));
        return $"\"{Printable.Of(word)}\" is not a command: did you mean {closest}? See --help.";
    }

    // A setting as the platform reads it: --key value, --key=value, /key=value, key=value.
    private static bool IsSetting(string word) => word.StartsWith('-') || word.StartsWith('/') || word.Contains('=', StringComparison.Ordinal);

    private static Command Check()
    {
        var ready = new Option<string?>("--ready")
        {
            Description = "Ask a running proxy instead, by its address, whether it is ready: for a container without curl.",
        };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var online = new Option<bool>("--online")
        {
            Description = "Also ask Egnyte whether the domain exists and accepts the token: the short form of doctor.",
        };
        var egnyte = new EgnyteOptions();
        var command = new Command("check", "Check the configuration and print what it says: exit code 0 or 2.") { ready, json, online };
        egnyte.AddTo(command);
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((result, cancellationToken) => (result.GetValue(ready), result.UnmatchedTokens) switch
        {
            (null, var settings) when result.GetValue(online) =>
                (egnyte.Read(result, result.GetValue(json)) with { IsShort = true }).RunAsync([.. settings], cancellationToken),
            (null, _) when egnyte.IsAnyGiven(result) =>
                Task.FromResult(ConfigurationReport.Print(Console.Error, ["--tenant, --token-file and --token-variable have a meaning with --online only."])),
            (null, var settings) => CheckCommand.RunAsync([.. settings], result.GetValue(json)),
            (_, [var word, ..]) => Task.FromResult(ConfigurationReport.Print(Console.Error, [$"\"{word}\" has no meaning beside --ready: remove it."])),
            ({ } address, _) => CheckCommand.AskAsync(address, cancellationToken),
        });
        return command;
    }

    private static Command Doctor()
    {
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var write = new Option<bool>("--write")
        {
            Description = "Also create a user, who takes a licence seat, and a group, change them and delete them again.",
        };
        var burst = new Option<bool>("--burst") { Description = "Also provoke a throttle, to see whether Egnyte counts throttled calls for the day." };
        var egnyte = new EgnyteOptions();
        var command = new Command(
            DoctorVerb,
            "Examine the Egnyte of a tenant by about ten reads, and say what to set: exit code 0, 1 where something failed, or 2. Further arguments are "
            + "settings, as for serve.") { json, write, burst };
        egnyte.AddTo(command);
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((result, cancellationToken) =>
            (egnyte.Read(result, result.GetValue(json)) with { Writes = result.GetValue(write), Bursts = result.GetValue(burst) })
                .RunAsync([.. result.UnmatchedTokens], cancellationToken));
        return command;
    }

    private static Command Demo()
    {
        var command = new Command(DemoVerb, "Run the proxy against the in-memory Egnyte, with invented users: no account, no configuration.");
        var port = new Option<int?>("--port")
        {
            Description = "The port of the proxy; the simulated Egnyte has the next one, its control API the one after. 0 chooses free ports. "
                + "The default is 5080, or free ports where it is taken.",
        };
        command.Add(port);
        command.SetAction((result, cancellationToken) =>
            DemoCommand.RunAsync(Console.Out, new SimulatorOptions(), result.GetValue(port), cancellationToken));
        return command;
    }

    private static Command Simulator()
    {
        var url = new Option<string>("--url") { Description = "Where the imitated Egnyte API listens.", DefaultValueFactory = _ => "http://127.0.0.1:0" };
        var controlUrl = new Option<string>("--control-url")
        {
            Description = "Where its control API listens.",
            DefaultValueFactory = _ => "http://127.0.0.1:0",
        };
        var command = new Command(SimulatorVerb, "Run the in-memory Egnyte alone.") { url, controlUrl };
        command.SetAction((result, cancellationToken) => SimulatorCommand.RunAsync(result.GetValue(url)!, result.GetValue(controlUrl)!, cancellationToken));
        return command;
    }

    private static Command Verb(string name, string description, Func<string[], CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description) { TreatUnmatchedTokensAsErrors = false };
        command.SetAction((result, cancellationToken) => run([.. result.UnmatchedTokens], cancellationToken));
        return command;
    }
}
