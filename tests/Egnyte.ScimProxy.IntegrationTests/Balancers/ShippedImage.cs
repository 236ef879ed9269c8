using System.Globalization;
using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.IntegrationTests.Balancers;

/// <summary>What <c>deploy/</c> says of the image, read from its files, so that a sample that no longer fits fails a test.</summary>
internal sealed partial record ShippedImage(IReadOnlyDictionary<string, string> Environment)
{
    private const string Urls = "ASPNETCORE_URLS";
    private const string ManagementUrl = "ScimProxy__Management__Url";

    public int PublicPort => PortOf(Urls);

    public int ManagementPort => PortOf(ManagementUrl);

    /// <summary>The environment, with free ports of the loopback address instead of its own.</summary>
    public (string Key, string Value)[] OnFreePorts =>
        [.. Environment.Select(variable => (variable.Key, AnyAddress().Replace(variable.Value, "http://127.0.0.1:0")))];

    /// <summary>The same as keys of the configuration, without the address of the program itself.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings =>
        OnFreePorts.Where(variable => variable.Key != Urls)
            .Select(variable => new KeyValuePair<string, string?>(variable.Key.Replace("__", ":", StringComparison.Ordinal), variable.Value));

    /// <summary>The ENV instruction of the Dockerfile.</summary>
    public static ShippedImage Read()
    {
        var instruction = EnvInstruction().Match(File("Dockerfile")).Groups["variables"].Value;
        return new(
            Variable()
                .Matches(instruction)
                .ToDictionary(variable => variable.Groups["key"].Value, variable => variable.Groups["value"].Value, StringComparer.Ordinal));
    }

    public static string File(string path) => System.IO.File.ReadAllText(Path.Join(AppContext.BaseDirectory, "deploy", path));

    private int PortOf(string variable) => int.Parse(AnyAddress().Match(Environment[variable]).Groups["port"].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^ENV (?<variables>(.*\\\n)*.*)$", RegexOptions.Multiline)]
    private static partial Regex EnvInstruction();

    [GeneratedRegex(@"(?<key>\w+)=(?<value>\S+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"http://\+:(?<port>\d+)")]
    private static partial Regex AnyAddress();
}

/// <summary>Where a replica of the image answers clients, and where it answers health checks.</summary>
internal sealed partial record Replica(Uri Address, Uri Management)
{
    /// <summary>The addresses that the program writes when it has started.</summary>
    public static Replica In(string banner) =>
        new(new Uri(Listening().Match(banner).Groups["address"].Value), new Uri(Health().Match(banner).Groups["address"].Value));

    [GeneratedRegex(@"listens on (?<address>http://127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();

    [GeneratedRegex(@"health: (?<address>http://127\.0\.0\.1:\d+)/health/ready")]
    private static partial Regex Health();
}
