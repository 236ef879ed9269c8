namespace Egnyte.ScimProxy.EgnyteApi.Pipeline;

/// <summary>
/// The forward proxy of calls to Egnyte, from the variables that the platform reads (<c>HTTPS_PROXY</c>, <c>ALL_PROXY</c>, <c>NO_PROXY</c>,
/// in small letters too), on Windows also from its settings.
/// </summary>
public static class OutgoingProxy
{
    // In the order in which the platform looks for that of an https address.
    private static readonly string[] Variables = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

    private static readonly string[] Exceptions = ["no_proxy", "NO_PROXY"];

    private static readonly string[] Schemes = ["http", "https", "socks4", "socks4a", "socks5"];

    /// <summary>The proxy that calls to an address go through, without its credentials; null where they go directly.</summary>
    /// <param name="address">The address of an Egnyte domain.</param>
    public static Uri? For(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);

        // The platform would ask a proxy for this machine too.
        return address.IsLoopback || HttpClient.DefaultProxy.IsBypassed(address) || HttpClient.DefaultProxy.GetProxy(address) is not { } proxy
            ? null
            : new UriBuilder(proxy) { UserName = "", Password = "" }.Uri;
    }

    /// <summary>What is wrong with the variable that counts, which the platform would pass over without a word; null where nothing is.</summary>
    public static string? Mistake() =>
        Array.Find(Variables, IsSet) is { } variable && Environment.GetEnvironmentVariable(variable)! is var value && !IsProxy(value)
            ? $"{variable} (\"{WithoutCredentials(value)}\") is not the address of a proxy. Write http://proxy.example.com:3128, or remove it."
            : null;

    /// <summary>A warning for each entry of <c>NO_PROXY</c> in a form that other programs read and the platform does not: it would match no host.</summary>
    public static IEnumerable<string> Warnings() =>
        Array.Exists(Variables, IsSet) && Array.Find(Exceptions, IsSet) is { } variable
            ? Environment.GetEnvironmentVariable(variable)!
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Where(MatchesNoHost)
                .Select(entry =>
                    $"{variable} holds \"{entry}\", which matches no host: wildcards, ports and networks are not read. Write a host "
                    + "(acme.egnyte.com), a domain with a dot before it (.egnyte.com) or an IP address, with a comma between two.")
            : [];

    private static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };

    private static bool MatchesNoHost(string entry) =>
        entry.Any(character => character is '*' or '/' or ';' || char.IsWhiteSpace(character))
        || (entry.Contains(':', StringComparison.Ordinal) && !(entry.StartsWith('[') && entry.EndsWith(']')));

    private static bool IsProxy(string value) =>
        !value.Any(char.IsWhiteSpace)
        && Uri.TryCreate(value.Contains("://", StringComparison.Ordinal) ? value : $"http://{value}", UriKind.Absolute, out var uri)
        && Schemes.Contains(uri.Scheme, StringComparer.Ordinal)
        && uri is { Host.Length: > 0, Port: not 0 };

    private static string WithoutCredentials(string value)
    {
        var end = value.LastIndexOf('@');
        var start = value.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 && scheme < end ? scheme + 3 : 0;
        return end < 0 ? value : $"{value[..start]}***{value[end..]}";
    }
}
