using System.Globalization;

namespace Egnyte.ScimProxy.Hosting.Startup;

/// <summary>
/// The standard variables of the OTLP exporter. It throws at bad headers without their name, and takes its own default for any other bad
/// value.
/// </summary>
internal static class CollectorSettings
{
    private const string Prefix = "OTEL_EXPORTER_OTLP_";

    private static readonly string[] Signals = ["", "TRACES_", "METRICS_", "LOGS_"];

    /// <summary>The variable without which nothing is sent.</summary>
    public const string Endpoint = $"{Prefix}ENDPOINT";

    /// <summary>A mistake for each value that cannot be used, where a collector is named. Headers are not repeated: they hold secrets.</summary>
    public static IEnumerable<string> Mistakes(IConfiguration configuration)
    {
        if (configuration[Endpoint] is not { Length: > 0 })
        {
            yield break;
        }

        foreach (var signal in Signals)
        {
            var of = $"{Prefix}{signal}";
            var (endpoint, headers, protocol, timeout) = ($"{of}ENDPOINT", $"{of}HEADERS", $"{of}PROTOCOL", $"{of}TIMEOUT");
            if (configuration[endpoint] is { Length: > 0 } address && !IsHttp(address))
            {
                yield return $"{endpoint} (\"{address}\") is not the address of a collector. Write http://collector.example.com:4317, or remove it.";
            }

            if (configuration[headers] is { Length: > 0 } pairs && !pairs.Split(',', StringSplitOptions.RemoveEmptyEntries).All(IsHeader))
            {
                yield return $"{headers} cannot be read. Write name=value, with a comma between two of them.";
            }

            if (configuration[protocol] is { Length: > 0 } named and not ("grpc" or "http/protobuf"))
            {
                yield return $"{protocol} (\"{named}\") must be grpc or http/protobuf.";
            }

            if (configuration[timeout] is { Length: > 0 } limit && !int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                yield return $"{timeout} (\"{limit}\") must be a whole number of milliseconds.";
            }
        }
    }

    private static bool IsHttp(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            && !text.Any(char.IsControl);

    private static bool IsHeader(string pair) => pair.Trim().IndexOf('=', StringComparison.Ordinal) > 0 && !Uri.UnescapeDataString(pair).Any(char.IsControl);
}
