using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.Tenants;

/// <summary>An address of a setting as it goes into headers and bodies: escaped, its host in ASCII, nothing behind it.</summary>
internal static partial class ConfiguredAddress
{
    /// <summary>The address, or null where it cannot be one.</summary>
    public static string? Normalized(string configured)
    {
        var text = configured.Trim();
        if (text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character))
            || !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || uri is not { Query: "", Fragment: "", UserInfo: "" })
        {
            return null;
        }

        var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        var port = uri.IsDefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{uri.Port}");
        var address = $"{uri.Scheme}://{host}{port}{uri.AbsolutePath.TrimEnd('/')}";
        return Ascii.IsValid(address) && !address.EndsWith(TenantPaths.ScimPath, StringComparison.OrdinalIgnoreCase) ? address : null;
    }

    /// <summary>Whether a text is a host name or one label of it, in ASCII.</summary>
    public static bool IsHostName(string text) => HostName().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex HostName();
}
