using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Http;

/// <summary>
/// Where a client reaches this service: the configured PublicUrl, else the address of the request (as corrected by the forwarded headers
/// of trusted proxies only).
/// </summary>
internal static class PublicAddress
{
    private const int MaxHost = 253;
    private const int MaxPrefix = 256;

    // RFC 3986 §2.3.
    private static readonly SearchValues<char> Unreserved = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    private static readonly SearchValues<char> InName = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");

    /// <param name="request">The request.</param>
    /// <param name="configured">The configured address, normalized, or null for that of the request.</param>
    public static string Of(HttpRequest request, string? configured)
    {
        var origin = configured ?? $"{request.Scheme}://{HostOf(request)}{request.PathBase}";
        return request.RouteValues["tenant"] is string tenant ? $"{origin}/{tenant}{TenantPaths.ScimPath}" : origin + TenantPaths.ScimPath;
    }

    /// <summary>The Host header as it was sent: the platform's HostString decodes a name in punycode, and throws where that cannot be done.</summary>
    public static string HostOf(HttpRequest request) => request.Headers.Host.ToString();

    /// <summary>Whether this is a host name or an IP address, with an optional port (RFC 9110 §7.2).</summary>
    public static bool IsHost(ReadOnlySpan<char> text)
    {
        var end = text.StartsWith('[') ? text.IndexOf(']') + 1 : text.IndexOf(':') is var colon and >= 0 ? colon : text.Length;
        var host = text[..end];
        var port = text[end..];
        return (host.StartsWith('[') ? IsIPv6(host[1..^1]) : IsName(host)) && (port.IsEmpty || IsPort(port));
    }

    /// <summary>
    /// Whether this is a path that can stand before ours: one slash at the beginning and between segments, nothing that would be resolved or
    /// decoded.
    /// </summary>
    public static bool IsPrefix(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxPrefix || !text.StartsWith('/') || text.Contains("//", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var segment in text.Split('/'))
        {
            if (text[segment] is "." or ".." || text[segment].ContainsAnyExcept(Unreserved))
            {
                return false;
            }
        }

        return true;
    }

    // An underscore is no letter of a host name, but container platforms have it in theirs.
    private static bool IsName(ReadOnlySpan<char> host) =>
        host.Length is > 0 and <= MaxHost && !host.ContainsAnyExcept(InName) && host[0] != '.' && !host.Contains("..", StringComparison.Ordinal);

    private static bool IsIPv6(ReadOnlySpan<char> host) =>
        !host.Contains('%') && IPAddress.TryParse(host, out var address) && address.AddressFamily is AddressFamily.InterNetworkV6;

    private static bool IsPort(ReadOnlySpan<char> port) =>
        port[0] == ':' && port.Length is > 1 and <= 6
        && ushort.TryParse(port[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;
}
