using System.CommandLine;

namespace Egnyte.ScimProxy.Commands.Doctor;

/// <summary>The options that say which Egnyte is asked, and with which token.</summary>
internal sealed class EgnyteOptions
{
    private readonly Option<string?> _tenant = new("--tenant") { Description = "The tenant; needed where there are several." };

    private readonly Option<string?> _file = new("--token-file")
    {
        Description = "A file that holds the Egnyte access token. The default is the standard input.",
    };

    private readonly Option<string?> _variable = new("--token-variable") { Description = "The name of an environment variable that holds it." };

    public void AddTo(Command command)
    {
        command.Add(_tenant);
        command.Add(_file);
        command.Add(_variable);
    }

    public bool IsAnyGiven(ParseResult result) =>
        new[] { _tenant, _file, _variable }.Any(option => result.GetResult(option) is { Implicit: false });

    public DoctorCommand Read(ParseResult result, bool asJson) =>
        new(result.GetValue(_tenant), new TokenSource(result.GetValue(_file), result.GetValue(_variable)), asJson);
}
