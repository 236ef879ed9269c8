using System.Buffers;
using System.Globalization;
using System.Net;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Telemetry;
using Microsoft.Extensions.Primitives;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>
/// Takes the client's address and the public origin from X-Forwarded-For, -Proto, -Host and -Prefix, of trusted proxies only. Any client can
/// write these headers, and what they say ends up in <c>Location</c>: an invalid value is ignored, the request is still answered.
/// </summary>
/// <remarks>
/// The platform's middleware believes any word as a scheme and any text that begins with a slash as a prefix, and without a limit it
/// walks past proxies that add no address.
/// </remarks>
internal sealed partial class TrustedProxies
{
    private const string For = "X-Forwarded-For";
    private const string Proto = "X-Forwarded-Proto";
    private const string ForwardedHost = "X-Forwarded-Host";
    private const string Prefix = "X-Forwarded-Prefix";

    /// <summary>More proxies than that stand in no row.</summary>
    private const int MaxHops = 16;

    private static readonly SearchValues<char> InIPv4 = SearchValues.Create("0123456789.");

    private static readonly string[] Names = [For, Proto, ForwardedHost, Prefix];

    private readonly IReadOnlyList<IPNetwork> _networks;
    private readonly ILogger _logger;
    private int _logged;

    public TrustedProxies(IEnumerable<string> networks, ILogger logger) => (_networks, _logger) = ([.. networks.Select(IPNetwork.Parse)], logger);

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (IsTrusted(context.Connection.RemoteIpAddress))
        {
            Apply(context);
        }

        return next(context);
    }

    private void Apply(HttpContext context)
    {
        var request = context.Request;
        var hops = Follow(context.Connection, request.Headers[For]);
        if (Entry(request.Headers[Proto], hops) is { Length: > 0 } proto)
        {
            request.Scheme = proto.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase) ? Uri.UriSchemeHttps
                : proto.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase) ? Uri.UriSchemeHttp
                : Ignore(Proto, request.Scheme);
        }

        if (Entry(request.Headers[ForwardedHost], hops) is { Length: > 0 } host)
        {
            request.Headers.Host = PublicAddress.IsHost(host) ? host : Ignore(ForwardedHost, PublicAddress.HostOf(request));
        }

        if (Entry(request.Headers[Prefix], hops) is { Length: > 0 } prefix)
        {
            request.PathBase = new PathString(PublicAddress.IsPrefix(prefix) ? prefix.TrimEnd('/') : Ignore(Prefix, request.PathBase.Value ?? ""));
        }
    }

    /// <summary>
    /// Each proxy adds the address that it was called from, so the list is believed from its end, as long as that address is a trusted proxy's.
    /// </summary>
    /// <returns>How many entries of the other headers are believed: the nearest proxy is trusted even where it adds no address.</returns>
    private int Follow(ConnectionInfo connection, StringValues header)
    {
        var hops = 0;
        while (hops < MaxHops && IsTrusted(connection.RemoteIpAddress) && Entry(header, hops + 1, orNearer: false) is { } entry)
        {
            if (!TryParseAddress(entry, out var address, out var port))
            {
                Ignore(For, "");
                break;
            }

            (connection.RemoteIpAddress, connection.RemotePort) = (address, port);
            hops++;
        }

        return Math.Max(hops, 1);
    }

    /// <summary>The entry at a place counted from the end of a list, which may stand in several headers.</summary>
    private static string? Entry(StringValues header, int fromEnd, bool orNearer = true)
    {
        string? entry = null;
        var left = fromEnd;
        for (var line = header.Count - 1; line >= 0 && left > 0; line--)
        {
            var rest = header[line].AsSpan();
            while (left > 0 && !rest.IsEmpty)
            {
                var comma = rest.LastIndexOf(',');
                var text = rest[(comma + 1)..].Trim();
                rest = comma < 0 ? default : rest[..comma];
                if (!text.IsEmpty)
                {
                    entry = text.ToString();
                    left--;
                }
            }
        }

        return left == 0 || orNearer ? entry : null;
    }

    public bool IsTrusted(IPAddress? address)
    {
        if (address is null)
        {
            return false;
        }

        // A socket of both families shows IPv4 clients as ::ffff:a.b.c.d; the networks are configured in either form.
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in _networks)
        {
            if (network.Contains(plain) || network.Contains(plain.MapToIPv6()))
            {
                return true;
            }
        }

        return false;
    }

    // 192.0.2.1, 192.0.2.1:80, 2001:db8::1, [2001:db8::1] and [2001:db8::1]:80. IPAddress alone would also read "1" and "0x7f.1".
    private static bool TryParseAddress(ReadOnlySpan<char> text, out IPAddress address, out int port)
    {
        text = text.Trim('"');
        var host = text;
        ReadOnlySpan<char> portText = default;
        if (!text.IsEmpty && text[0] == '[' && text.IndexOf(']') is var close and > 0)
        {
            host = text[1..close];
            portText = text[(close + 1)..];
        }
        else if (text.IndexOf(':') is var colon and > 0 && text.LastIndexOf(':') == colon)
        {
            host = text[..colon];
            portText = text[colon..];
        }

        port = 0;
        address = IPAddress.None;
        if (!IsAddress(host) || !IPAddress.TryParse(host, out var parsed) || !IsPort(portText, out port))
        {
            return false;
        }

        address = parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4() : parsed;
        return true;
    }

    private static bool IsAddress(ReadOnlySpan<char> host) => host.Contains(':') || (host.Count('.') == 3 && !host.ContainsAnyExcept(InIPv4));

    private static bool IsPort(ReadOnlySpan<char> text, out int port)
    {
        var isPort = ushort.TryParse(text.IsEmpty ? "0" : text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        port = number;
        return isPort && (text.IsEmpty || text[0] == ':');
    }

    // Once per header: a client could otherwise fill the log.
    private string Ignore(string header, string instead)
    {
        var bit = 1 << Array.IndexOf(Names, header);
        if ((Interlocked.Or(ref _logged, bit) & bit) == 0)
        {
            Log.Ignored(_logger, header);
        }

        return instead;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.ForwardedHeaderIgnored, LogLevel.Warning, "Ignored an invalid {Header} of a trusted proxy. Further ones are not logged.")]
        public static partial void Ignored(ILogger logger, string header);
    }
}
