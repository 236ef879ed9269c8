using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.Hosting.Startup;

/// <summary>Finds environment variables that look like settings, but are no settings: one underscore is no colon, two are.</summary>
internal static partial class VariableNames
{
    private const string Tenants = nameof(ScimProxyOptions.Tenants);

    /// <summary>A warning for each of them, with the right spelling.</summary>
    public static IEnumerable<string> Warnings(IEnumerable<string> names) =>
        names.Where(name => IsMistaken(WithoutDots(name))).Order(StringComparer.Ordinal)
            .Select(name => $"the environment variable {name} is not read: two underscores stand for a colon. Write {Spelled(WithoutDots(name))}");

    // A dot, as other platforms write it, is no colon either.
    private static string WithoutDots(string name) => name.Replace('.', '_');

    private static bool IsMistaken(string name) =>
        OfPlatform().IsMatch(name) || (OfProxy()
            .IsMatch(name) && !OfKubernetes()
            .IsMatch(name) && !name.StartsWith($"{ScimProxyOptions.Section}__", StringComparison.OrdinalIgnoreCase));

    private static string Spelled(string name)
    {
        if (OfPlatform().Match(name) is { Success: true } platform)
        {
            return $"{platform.Groups["root"].Value}__{platform.Groups["section"].Value}__{Underscores().Replace(platform.Groups["rest"].Value, "__")}";
        }

        var rest = OfProxy().Replace(name, "").TrimStart('_');
        var path = rest.StartsWith($"{Tenants}_", StringComparison.OrdinalIgnoreCase)
            ? $"{Tenants}__{OfTenant(rest[Tenants.Length..].Trim('_'))}"
            : WithKey(rest, 0, ConfigurationKeys.TopLevel);
        return $"{ScimProxyOptions.Section}__{path}";
    }

    // A tenant's name may hold underscores: the setting is the first known word behind it.
    private static string OfTenant(string rest)
    {
        for (var at = rest.IndexOf('_', StringComparison.Ordinal); at > 0; at = rest.IndexOf('_', at + 1))
        {
            if (ConfigurationKeys.Tenant.Any(key => StartsWith(rest, at + 1, key)))
            {
                return $"{rest[..at].TrimEnd('_')}__{WithKey(rest, at + 1, ConfigurationKeys.Tenant)}";
            }
        }

        return Underscores().Replace(rest, "__");
    }

    private static string WithKey(string rest, int at, string[] keys) =>
        keys.FirstOrDefault(key => StartsWith(rest, at, key)) is { } known
            ? rest[(at + known.Length)..].Trim('_') is { Length: > 0 } part ? $"{known}__{part}" : known
            : Underscores().Replace(rest[at..], "__");

    private static bool StartsWith(string text, int at, string key) =>
        text.AsSpan(at).StartsWith(key, StringComparison.OrdinalIgnoreCase) && (text.Length == at + key.Length || text[at + key.Length] == '_');

    [GeneratedRegex("^SCIM_*PROXY(?=_|TENANTS)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OfProxy();

    // Kubernetes sets these for a Service of that name.
    [GeneratedRegex("^SCIM_*PROXY_(SERVICE_(HOST|PORT)|PORT)(_|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OfKubernetes();

    [GeneratedRegex("^(?<root>LOGGING|KESTREL)_(?<section>LOGLEVEL|ENDPOINTS)_+(?<rest>.+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OfPlatform();

    [GeneratedRegex("_+")]
    private static partial Regex Underscores();
}
