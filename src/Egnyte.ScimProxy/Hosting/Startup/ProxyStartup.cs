using System.Collections;
using Egnyte.ScimProxy.EgnyteApi.Pipeline;
using Microsoft.Extensions.Options;

namespace Egnyte.ScimProxy.Hosting.Startup;

/// <summary>Builds the proxy from arguments, environment and files, or collects the mistakes that keep it from being built.</summary>
internal sealed class ProxyStartup
{
    private readonly List<string> _mistakes = [];

    private ProxyStartup()
    {
    }

    /// <summary>The proxy; null where there are mistakes.</summary>
    public WebApplication? App { get; private set; }

    /// <summary>Each with key or file, value, reason and fix.</summary>
    public IReadOnlyList<string> Mistakes => _mistakes;

    /// <summary>What does not keep the proxy from starting, but is probably not meant.</summary>
    public IReadOnlyList<string> Warnings { get; } = [.. VariableNames.Warnings(Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .Select(variable => (string)variable.Key)), .. OutgoingProxy.Warnings()];

    public static async Task<ProxyStartup> BuildAsync(string verb, IReadOnlyList<string> arguments)
    {
        var startup = new ProxyStartup();
        var settings = StartupArguments.Read(verb, arguments, startup._mistakes);
        var options = startup.FindFiles(settings);
        if (options is null || startup._mistakes.Count > 0)
        {
            return startup;
        }

        try
        {
            await startup.BuildAsync(options);
        }
        catch (Exception mistake) when (mistake
            is IOException or UnauthorizedAccessException or InvalidDataException
            or FormatException or ArgumentException or InvalidOperationException)
        {
            // The platform's binder throws InvalidOperationException, and names key and value.
            startup._mistakes.Add(string.Join(" ", new[] { mistake.Message, mistake.InnerException?.Message }.OfType<string>()));
        }

        return startup;
    }

    private async Task BuildAsync(WebApplicationOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(options);
        _mistakes.AddRange(CollectorSettings.Mistakes(builder.Configuration));
        if (_mistakes.Count > 0)
        {
            // Without a collector the program can be built, and its other mistakes be found.
            builder.Configuration.AddInMemoryCollection([new(CollectorSettings.Endpoint, null)]);
        }

        builder.AddScimProxy();
        _mistakes.AddRange(new[] { OutgoingProxy.Mistake() }.OfType<string>());
        _mistakes.AddRange(LogLevels.Mistakes(builder.Configuration));
        _mistakes.AddRange(ConsoleLogSettings.Mistakes(builder.Configuration));
        LogLevels.ReadUnderscoresAsDots(builder.Configuration);
        var app = builder.Build();
        try
        {
            _ = app.Services.GetRequiredService<IOptions<ScimProxyOptions>>().Value;
        }
        catch (OptionsValidationException invalid)
        {
            _mistakes.AddRange(invalid.Failures);
        }

        _mistakes.AddRange(app.Services.GetRequiredService<ListeningAddresses>().Mistakes);
        if (_mistakes.Count > 0)
        {
            await app.DisposeAsync();
            return;
        }

        App = app;
    }

    // The place of the files is decided here as the platform would, so that they are looked at before it reads them.
    private WebApplicationOptions? FindFiles(string[] settings)
    {
        var host = new ConfigurationBuilder().AddEnvironmentVariables("ASPNETCORE_").AddEnvironmentVariables("DOTNET_").AddCommandLine(settings).Build();
        var environment = host[HostDefaults.EnvironmentKey] is { Length: > 0 } named ? named : Environments.Production;
        string root;
        try
        {
            root = Path.GetFullPath(host[HostDefaults.ContentRootKey] is { Length: > 0 } set ? set : Directory.GetCurrentDirectory());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _mistakes.Add("The working directory does not exist or cannot be read. Start the proxy in a folder that its user may read, such as /.");
            return null;
        }

        if (!Directory.Exists(root))
        {
            _mistakes.Add($"{HostDefaults.ContentRootKey} (\"{root}\") does not exist or cannot be read. Name the folder of appsettings.json.");
            return null;
        }

        _mistakes.AddRange(ConfigurationFile.Mistakes(Path.Join(root, "appsettings.json")));
        _mistakes.AddRange(ConfigurationFile.Mistakes(Path.Join(root, $"appsettings.{environment}.json")));

        // Settings are read once. The platform's watch would be of the whole content root, and / is systemd's working directory.
        return new WebApplicationOptions
        {
            Args = [.. settings, "--hostBuilder:reloadConfigOnChange=false"],
            ContentRootPath = root,
            EnvironmentName = environment,
        };
    }
}
