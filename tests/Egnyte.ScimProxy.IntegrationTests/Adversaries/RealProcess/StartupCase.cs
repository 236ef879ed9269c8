using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Egnyte.ScimProxy.IntegrationTests.Commands;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries.RealProcess;

/// <summary>
/// One start of the native binary, with what chance has put into its settings, files, arguments and folder: it serves, or it ends with exit
/// code 2 and says on the standard error what is wrong. <c>check</c> says the same as <c>serve</c>.
/// </summary>
internal sealed class StartupCase : IDisposable
{
    private const int Serves = 0;
    private const int Rejects = 2;

    /// <summary>What only an attempt to listen can show.</summary>
    private static readonly string[] OnlySeenByListening = [" is in use: ", " exists already. ", " may not be used by this user. "];

    private readonly string _folder = Directory.CreateTempSubdirectory("scim-proxy-start-").FullName;
    private readonly Random _chance;
    private readonly Dictionary<string, (string Value, string? Told)> _settings = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly List<string> _arguments = [];
    private readonly List<string> _toldOfArguments = [];
    private readonly List<string> _toldOfFiles = [];
    private readonly List<TcpListener> _taken = [];
    private readonly StringBuilder _script = new("chmod 700 \"$1\"; cd \"$1\" || exit; shift; ");
    private bool _hasFile;
    private bool _mayEndEarly;
    private bool _isElsewhere;
    private bool _needsNoPrivilege;

    public StartupCase(Random chance)
    {
        _chance = chance;
        Set("ScimProxy:Tenants:default:EgnyteDomain", "acme");
        Set("urls", "http://127.0.0.1:0");
        Set("ScimProxy:Management:Url", "http://127.0.0.1:0");
        Set("ScimProxy:ShutdownDelay", "0");
    }

    public string Folder => _folder;

    /// <summary>A setting, and what the report must say where the value is a mistake.</summary>
    public void Set(string key, string value, string? told = null) => _settings[key] = (value, told);

    /// <summary>A value that must be reported by its key.</summary>
    public void SetBad(string key, string value) => Set(key, value, $"{key} (\"{Printable.Of(value)}\")");

    public void Unset(string key) => _settings.Remove(key);

    /// <summary>An address where another program listens: only <c>serve</c> can tell.</summary>
    public void TakePort(string key)
    {
        var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        _taken.Add(other);
        Set(key, $"http://{other.LocalEndpoint}");
    }

    /// <summary>A variable of the platform: nothing is known of what it does.</summary>
    public void SetVariable(string name, string value)
    {
        _variables[name] = value;
        _mayEndEarly = true;
    }

    /// <summary>The working directory is not where the files are.</summary>
    public void GoElsewhere()
    {
        _isElsewhere = true;
        _mayEndEarly = true;
    }

    /// <summary>Arguments, and what must be said before any setting is looked at.</summary>
    public void Argue(string? told, params string[] arguments)
    {
        _arguments.AddRange(arguments);
        _mayEndEarly |= told is null;
        Tell(_toldOfArguments, told);
    }

    /// <summary>A file in the working directory; a report must name it where it is bad.</summary>
    public void Write(string name, byte[] content, bool isBad)
    {
        if (!File.Exists(Path.Join(_folder, name)))
        {
            File.WriteAllBytes(Path.Join(_folder, name), content);
            _hasFile = true;
            _mayEndEarly |= !isBad;
            Tell(_toldOfFiles, isBad ? name : null);
        }
    }

    /// <summary>A command of the shell that starts the program, in the working directory.</summary>
    public void Prepare(string command, string? told, bool needsNoPrivilege = false)
    {
        _script.Append(command).Append("; ");
        _hasFile = true;
        _needsNoPrivilege |= needsNoPrivilege;
        Tell(_toldOfFiles, told);
    }

    /// <summary>Starts both verbs and says what is wrong with what they do, or null.</summary>
    public async Task<string?> RunAsync(string program)
    {
        var told = Told();
        Place();
        var (checkedCode, _, checkedErrors) = await EndAsync(program, "check");
        var (code, output, errors) = await EndAsync(program, "serve");
        return WhyWrong("check", checkedCode, checkedErrors, told) ?? WhyWrong("serve", code, output + errors, told)
            ?? (
                checkedCode == Serves && !ReportsTakenPort(code, errors)
                    ? $"serve ends with {code} without a word about the taken port\n{output}\n{errors}"
                    : null)
            ?? (code == checkedCode && Words(errors).Equals(Words(checkedErrors), StringComparison.OrdinalIgnoreCase)
                || OnlySeenByListening.Any(seen => errors.Contains(seen, StringComparison.Ordinal)) ? null
                : $"check ends with {checkedCode}, serve with {code}\n{checkedErrors}\n{errors}");
    }

    public override string ToString() =>
        $"script: {_script}\narguments: {JsonSerializer.Serialize(_arguments)}\nvariables: {JsonSerializer.Serialize(_variables)}\n"
        + $"files: {string.Join(", ", Directory.GetFiles(_folder).Select(file => $"{Path.GetFileName(file)} ({new FileInfo(file).Length} bytes)"))}";

    public void Dispose()
    {
        _taken.ForEach(listener => listener.Dispose());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string Words(string errors) => errors.Replace(" check", " serve", StringComparison.Ordinal);

    private string? WhyWrong(string verb, int code, string said, List<string> told)
    {
        string[] forbidden = ["   at ", "Exception", "Unhandled", "nhandled exception"];
        return code is not (Serves or Rejects) ? $"{verb} ends with {code}\n{said}"
            : forbidden.FirstOrDefault(word => said.Contains(word, StringComparison.Ordinal)) is { } trace ? $"{verb} says \"{trace}\"\n{said}"
            : said.Any(character => char.IsControl(character) && character is not '\n') ? $"{verb} writes a control character\n{JsonSerializer.Serialize(said)}"
            : code == Rejects && said.Length == 0 ? $"{verb} says nothing"
            : code == Serves && told.Count > 0 ? $"{verb} accepts what must be told: {string.Join(" and ", told)}\n{said}"
            : code == Rejects && !_mayEndEarly && told.Find(words => !said.Contains(words, StringComparison.Ordinal)) is { } missing
                ? $"{verb} does not say {missing}\n{said}"
            : null;
    }

    private static void Tell(List<string> all, string? told)
    {
        if (told is not null)
        {
            all.Add(told);
        }
    }

    /// <summary>Whether a taken port is reported, where it is still the address that the program listens at.</summary>
    private bool ReportsTakenPort(int code, string errors)
    {
        var taken = _settings.Where(setting => _taken.Exists(listener => setting.Value.Value == $"http://{listener.LocalEndpoint}")).ToList();

        // Endpoints of Kestrel take the place of "urls", which may be told as DOTNET_URLS.
        return _mayEndEarly || taken.Count == 0 || _settings.Keys.Any(key => key.StartsWith("Kestrel:", StringComparison.OrdinalIgnoreCase))
            || (code == Rejects && (taken.Exists(setting =>
                    errors.Contains($"{setting.Key} (\"{setting.Value.Value}\") is in use: ", StringComparison.OrdinalIgnoreCase))
                || OnlySeenByListening[1..].Any(other => errors.Contains(other, StringComparison.Ordinal))));
    }

    /// <summary>What must be said. Settings are looked at when arguments and files are right.</summary>
    private List<string> Told()
    {
        // Where the environment may have another name, another file is read.
        List<string> atOnce = [.. _toldOfArguments, .. _toldOfFiles.Where(file => !_isElsewhere && (!_mayEndEarly || file != "appsettings.Production.json"))];
        return atOnce.Count > 0 ? atOnce : [.. _settings.Values.Select(setting => setting.Told).OfType<string>()];
    }

    /// <summary>Writes each setting where an operator may: on the command line, in the environment, in the file.</summary>
    private void Place()
    {
        var file = new Dictionary<string, string>();
        foreach (var (key, (value, _)) in _settings)
        {
            // The shell that starts the program hands on no variable with a dot in its name.
            switch (key.Contains('.', StringComparison.Ordinal) ? 0 : _chance.Next(3))
            {
                case 0:
                    _arguments.Insert(0, $"--{key}={value}");
                    break;
                case 1 when !_hasFile && !_isElsewhere:
                    file[key] = value;
                    break;
                default:
                    _variables[key == "urls" ? "DOTNET_URLS" : key.Replace(":", "__", StringComparison.Ordinal)] = value;
                    break;
            }
        }

        if (file.Count > 0)
        {
            File.WriteAllText(Path.Join(_folder, "appsettings.json"), JsonSerializer.Serialize(file));
        }
    }

    private async Task<(int Code, string Output, string Errors)> EndAsync(string program, string verb)
    {
        string[] privileges = _needsNoPrivilege ? AnyUser.Prefix : [];
        await using var process = new ProxyProcess(
            "/bin/sh",
            ["-c", $"{_script}exec \"$@\"", "sh", _folder, .. privileges, program, verb, .. _arguments],
            [.. _variables.Select(variable => (variable.Key, variable.Value))]);
        var (serves, text) = verb == "serve" ? await process.TryReadUntilAsync("/health/ready") : (false, "");
        if (serves)
        {
            process.Send(PosixSignal.SIGTERM);
        }

        var (code, output, errors) = await process.EndAsync();

        // What it logs while it serves is not its report.
        return (code, serves ? "" : text + output, errors);
    }
}
