using System.CommandLine;
using Egnyte.ScimProxy.Commands;

namespace Egnyte.ScimProxy.Tests.Commands;

/// <summary>A command that was run in this process.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    public static async Task<CommandRun> OfAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var exitCode = await ScimProxyCommand.RunAsync(arguments, new InvocationConfiguration { Output = output, Error = errors });
        return new CommandRun(exitCode, output.ToString(), errors.ToString());
    }
}
