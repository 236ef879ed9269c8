using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;

namespace Egnyte.ScimProxy.Hosting.Startup;

/// <summary>One address to listen on, as the operator wrote it and as Kestrel reads it.</summary>
/// <param name="Key">The setting that holds it.</param>
/// <param name="Value">What the setting says.</param>
internal sealed record ListeningAddress(string Key, string Value)
{
    // 1 where Linux lets a process bind an address that the machine does not have yet, as for failover.
    private const string BindsForeign = "/proc/sys/net/ipv4/ip_nonlocal_bind";
    private const string BindsForeignIPv6 = "/proc/sys/net/ipv6/ip_nonlocal_bind";

    // sockaddr_un holds 108 bytes, the last of them 0.
    private const int LongestSocketPath = 107;

    private BindingAddress? _address;
    private IPAddress? _ip;

    public bool IsHttps => _address?.Scheme == Uri.UriSchemeHttps;

    /// <summary>Why the proxy cannot listen there, as far as that is known without trying; null where nothing is wrong.</summary>
    public string? WhyInvalid()
    {
        try
        {
            _address = Value.Any(char.IsWhiteSpace) ? null : BindingAddress.Parse(Value);
        }
        catch (FormatException)
        {
        }

        return _address switch
        {
            null => Mistake("is not an address. Write http://*:8080 for all addresses of this machine, or http://127.0.0.1:8080 for one."),
            { Scheme: not ("http" or "https") } => Mistake($"has the scheme \"{_address.Scheme}\". Write http or https."),
            { IsNamedPipe: true } =>
                OperatingSystem.IsWindows() ? null : Mistake("is a named pipe, which only Windows has. Write a port, or http://unix:/run/scim-proxy.sock."),
            { PathBase.Length: > 0 } => Mistake(
                $"has the path \"{_address.PathBase}\". Write scheme, host and port only; the path of the public address belongs into ScimProxy:PublicUrl."),
            { IsUnixPipe: true } => WhyNoUnixSocket(_address.UnixPipePath),
            { Port: < 0 or > IPEndPoint.MaxPort } => Mistake("has a port that does not exist. Write a port from 1 to 65535, or 0 for any free one."),
            { Port: 0 } when IsLocalhost(_address.Host) =>
                Mistake("has port 0, which cannot be both of localhost's addresses. Write http://127.0.0.1:0 or http://[::1]:0, or a port."),
            _ => WhyNoHost(_address.Host),
        };
    }

    /// <summary>Whether both want the same port of the same address of this machine.</summary>
    public bool CollidesWith(ListeningAddress other) => (_address, other._address) switch
    {
        ({ IsUnixPipe: true } mine, { IsUnixPipe: true } theirs) => mine.UnixPipePath == theirs.UnixPipePath,
        ({ IsUnixPipe: false, IsNamedPipe: false, Port: > 0 } mine, { IsUnixPipe: false, IsNamedPipe: false } theirs) =>
            mine.Port == theirs.Port && Covers(other) && other.Covers(this),
        _ => false,
    };

    /// <summary>Tries to listen there: why it cannot be done, or null.</summary>
    public string? WhyTaken()
    {
        if (_address is null or { IsNamedPipe: true } or { Port: 0, IsUnixPipe: false })
        {
            return null;
        }

        foreach (var endpoint in Endpoints(_address))
        {
            try
            {
                using var socket = new Socket(
                    endpoint.AddressFamily, SocketType.Stream, endpoint.AddressFamily == AddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Tcp);
                if (endpoint is IPEndPoint { Address: var ip } && ip.Equals(IPAddress.IPv6Any))
                {
                    socket.DualMode = true;
                }

                socket.Bind(endpoint);
                socket.Listen();
                if (_address.IsUnixPipe)
                {
                    File.Delete(_address.UnixPipePath);
                }
            }
            catch (SocketException failure)
                when (_ip is not null
                    || endpoint.AddressFamily != AddressFamily.InterNetworkV6
                    || failure.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                return Mistake(Reason(failure.SocketErrorCode, _address.IsUnixPipe));
            }
            catch (SocketException)
            {
                // A machine without IPv6: Kestrel listens on IPv4 alone.
            }
        }

        return null;
    }

    public string Mistake(string reason) => $"{Key} (\"{Value}\") {reason}";

    private string? WhyNoHost(string host)
    {
        if (host.StartsWith('[') != host.EndsWith(']'))
        {
            // Kestrel takes it for a name, and listens on all addresses.
            return Mistake("has half a pair of brackets. Write an IPv6 address within them: http://[::1]:8080.");
        }

        var isIp = IPAddress.TryParse(host.Trim('[', ']'), out var ip);
        if (host.Length == 0 || (host.Contains(':', StringComparison.Ordinal) && !(isIp && host.StartsWith('['))))
        {
            // Kestrel takes a port that is no number as a part of the host, and listens on all addresses.
            return Mistake("has no valid port. Write a number from 1 to 65535 behind the host: http://127.0.0.1:8080.");
        }

        if (!isIp)
        {
            return host.All(character => char.IsAsciiDigit(character) || character == '.')
                ? Mistake($"has a host \"{host}\" that is no IP address. Write all four numbers, each from 0 to 255.")
                : null;
        }

        _ip = ip;
        return IsOfThisMachine(ip!)
            ? null
            : Mistake($"is not an address of this machine. Write one that it has, or http://*:{_address!.Port} for all of them.");
    }

    private string? WhyNoUnixSocket(string path) => path switch
    {
        _ when !Path.IsPathRooted(path) => Mistake("needs an absolute path: http://unix:/run/scim-proxy.sock."),
        _ when Encoding.UTF8.GetByteCount(path) > LongestSocketPath =>
            Mistake($"has a path of more than {LongestSocketPath} bytes, which a socket cannot have. Choose a shorter one."),
        _ when !Directory.Exists(Path.GetDirectoryName(path)) => Mistake("lies in a folder that does not exist or cannot be reached. Create the folder."),
        _ when Directory.Exists(path) => Mistake("is a folder. Write the path of a socket in it."),

        // A socket, which a stopped process may have left, has no length.
        _ when new FileInfo(path) is { Exists: true, Length: > 0 } => Mistake("is a file that is no socket. Choose another path."),
        _ => null,
    };

    private static bool IsOfThisMachine(IPAddress ip)
    {
        var bindsForeign = ip.AddressFamily == AddressFamily.InterNetworkV6 ? BindsForeignIPv6 : BindsForeign;
        if (IPAddress.IsLoopback(ip)
            || ip.Equals(IPAddress.Any)
            || ip.Equals(IPAddress.IPv6Any)
            || (File.Exists(bindsForeign) && File.ReadAllText(bindsForeign).StartsWith('1')))
        {
            return true;
        }

        var bytes = ip.GetAddressBytes();
        try
        {
            return NetworkInterface.GetAllNetworkInterfaces().SelectMany(network => network.GetIPProperties().UnicastAddresses).Any(
                own => own.Address.GetAddressBytes().AsSpan().SequenceEqual(bytes));
        }
        catch (NetworkInformationException)
        {
            // A sandbox such as systemd's RestrictAddressFamilies hides the interfaces; binding tells.
            return true;
        }
    }

    // An address of which the other is one, or the same.
    private bool Covers(ListeningAddress other)
    {
        var (mine, theirs) = (Endpoints(_address!).Cast<IPEndPoint>().ToList(), other.Endpoints(other._address!).Cast<IPEndPoint>().ToList());
        return mine.Any(
            own => theirs.Any(their => own.Address.Equals(their.Address) || IsAny(own.Address, their.Address) || IsAny(their.Address, own.Address)));
    }

    // [::] takes IPv4 too, as Kestrel opens it.
    private static bool IsAny(IPAddress any, IPAddress of) =>
        any.Equals(IPAddress.IPv6Any) || (any.Equals(IPAddress.Any) && (of.AddressFamily == AddressFamily.InterNetwork || of.Equals(IPAddress.IPv6Any)));

    // Kestrel takes the names below it for it too (RFC 6761 §6.3).
    private static bool IsLocalhost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    private IEnumerable<EndPoint> Endpoints(BindingAddress address) =>
        address.IsUnixPipe ? [new UnixDomainSocketEndPoint(address.UnixPipePath)]
        : _ip is not null ? [new IPEndPoint(_ip, address.Port)]
        : IsLocalhost(address.Host)
            ? [new IPEndPoint(IPAddress.Loopback, address.Port), new IPEndPoint(IPAddress.IPv6Loopback, address.Port)]
        : Socket.OSSupportsIPv6 ? [new IPEndPoint(IPAddress.IPv6Any, address.Port)] : [new IPEndPoint(IPAddress.Any, address.Port)];

    private static string Reason(SocketError error, bool isUnixSocket) => error switch
    {
        SocketError.AddressAlreadyInUse when isUnixSocket => "exists already. Stop the process that listens there, or remove the file that it left.",
        SocketError.AddressAlreadyInUse => "is in use: another process listens on this port. Stop that process, or choose another port.",
        SocketError.AccessDenied =>
            "may not be used by this user. Choose a port above 1023 or a folder that the user may write to, or give the process the right "
            + "(CAP_NET_BIND_SERVICE).",
        SocketError.AddressNotAvailable => "is not an address of this machine. Write one that it has, or * for all of them.",
        SocketError.AddressFamilyNotSupported => "is an IPv6 address, and this machine has IPv6 switched off. Write an IPv4 address.",
        _ => string.Create(CultureInfo.InvariantCulture, $"cannot be listened on (socket error {error}). Choose another address."),
    };
}
