using System.Collections;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Egnyte.ScimProxy.Hosting.Startup;

/// <summary>All addresses that the proxy will listen on, by the platform's rules: Kestrel:Endpoints before urls before http_ports and https_ports.</summary>
internal sealed class ListeningAddresses
{
    private const string Endpoints = "Kestrel:Endpoints";
    private static readonly string[] Certificates = ["Sni", "Certificate"];

    private const string DefaultCertificate = "Kestrel:Certificates:Default";
    private const string Management = $"{ScimProxyOptions.Section}:{nameof(ScimProxyOptions.Management)}:{nameof(ManagementOptions.Url)}";

    private static readonly string[] Prefixes = ["ASPNETCORE_", "DOTNET_"];

    private readonly IConfiguration _configuration;
    private readonly List<ListeningAddress> _all = [];
    private readonly List<string> _mistakes = [];
    private readonly SortedDictionary<string, DateTimeOffset> _expiries = new(StringComparer.Ordinal);

    public ListeningAddresses(IConfiguration configuration)
    {
        _configuration = configuration;
        Add(ReadPublic());
        _mistakes.AddRange(UnusedCertificate());
        if (configuration[Management] is { Length: > 0 } management)
        {
            var address = new ListeningAddress(Management, management);
            Add([address]);
            if (address.IsHttps)
            {
                _mistakes.Add(address.Mistake("is https. Write http: this address is for probes inside, and has no certificate."));
            }
        }
    }

    /// <summary>What is wrong with them, as far as that is known without listening.</summary>
    public IReadOnlyList<string> Mistakes => _mistakes;

    /// <summary>The end of each certificate that a key names. They are read at the start, as Kestrel reads them.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> CertificateExpiries => _expiries;

    /// <summary>Tries to listen on each of them, and says for each that is taken why.</summary>
    public IEnumerable<string> Taken() => _all.Select(address => address.WhyTaken()).OfType<string>();

    private void Add(IEnumerable<ListeningAddress> addresses)
    {
        foreach (var address in addresses)
        {
            if (address.WhyInvalid() is { } mistake)
            {
                _mistakes.Add(mistake);
                continue;
            }

            if (_all.Find(address.CollidesWith) is { } other)
            {
                _mistakes.Add(address.Mistake($"uses the same port as {other.Key} (\"{other.Value}\"). Choose another port for one of them."));
            }
            else if (address is { IsHttps: true, Key: not Management } && WhyNoCertificate(address) is { } missing)
            {
                _mistakes.Add(address.Mistake(missing));
            }

            _all.Add(address);
        }
    }

    private IEnumerable<ListeningAddress> ReadPublic()
    {
        var endpoints = _configuration.GetSection(Endpoints).GetChildren().ToList();
        if (endpoints.Count > 0)
        {
            return endpoints.Select(endpoint => new ListeningAddress($"{endpoint.Path}:Url", endpoint["Url"] ?? ""));
        }

        if (_configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } urls)
        {
            var key = Named(WebHostDefaults.ServerUrlsKey, urls);
            return urls.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(url => new ListeningAddress(key, url));
        }

        List<ListeningAddress> ports =
        [
            .. OfPorts(WebHostDefaults.HttpPortsKey, Uri.UriSchemeHttp),
            .. OfPorts(WebHostDefaults.HttpsPortsKey, Uri.UriSchemeHttps),
        ];
        return ports.Count > 0 ? ports : [new ListeningAddress("urls, which is not set,", "http://localhost:5000")];
    }

    private List<ListeningAddress> OfPorts(string setting, string scheme)
    {
        var addresses = new List<ListeningAddress>();
        if (_configuration[setting] is { Length: > 0 } ports)
        {
            var key = Named(setting, ports);
            foreach (var port in ports.Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                if (int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= IPEndPoint.MaxPort)
                {
                    addresses.Add(new ListeningAddress(key, $"{scheme}://*:{port}"));
                }
                else
                {
                    _mistakes.Add($"{key} (\"{port}\") is not a port: write numbers from 1 to 65535, with ; between them.");
                }
            }
        }

        return addresses;
    }

    // As the operator wrote it: these settings mostly come from the environment.
    private static string Named(string setting, string value)
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (value.Equals(variable.Value as string, StringComparison.Ordinal)
                && variable.Key is string name
                && Prefixes.Any(prefix => name.Equals(prefix + setting, StringComparison.OrdinalIgnoreCase)))
            {
                return name;
            }
        }

        return setting;
    }

    private string? WhyNoCertificate(ListeningAddress address)
    {
        if (!address.Key.StartsWith(Endpoints, StringComparison.OrdinalIgnoreCase) || !_configuration.GetSection(address.Key[..^":Url".Length])
            .GetChildren()
            .Any(child => Certificates.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            // A developer's machine has a certificate of its own.
            return _configuration.GetSection(DefaultCertificate).GetChildren().Any()
                ? WhyNoHttps(_configuration.GetSection(DefaultCertificate))
                : Environments.Development.Equals(_configuration["environment"], StringComparison.OrdinalIgnoreCase)
                    ? null
                    : $"is https and has no certificate. Set {DefaultCertificate}:Path, with KeyPath or Password, "
                        + "or let the load balancer do TLS and write http.";
        }

        return WhyNoHttps(_configuration.GetSection($"{address.Key[..^":Url".Length]}:Certificate"));
    }

    private string? WhyNoHttps(IConfigurationSection certificate) => WhyUnusable(certificate) is { } reason ? $"is https, and {reason}" : null;

    // Kestrel loads it also where no address is https, or each has its own.
    private IEnumerable<string> UnusedCertificate()
    {
        if (WhyUnusable(_configuration.GetSection(DefaultCertificate)) is { } reason
            && !_mistakes.Exists(mistake => mistake.EndsWith(reason, StringComparison.Ordinal)))
        {
            yield return reason;
        }
    }

    private string? WhyUnusable(IConfigurationSection certificate)
    {
        if (certificate["Path"] is not { Length: > 0 } path)
        {
            return null;
        }

        try
        {
            // Kestrel reads relative paths from the content root.
            var folder = _configuration[HostDefaults.ContentRootKey] ?? "";
            var file = Path.Combine(folder, path);
            if (!File.Exists(file))
            {
                // The reader of PKCS#12 calls this a cryptographic error.
                throw new FileNotFoundException("there is no such file");
            }

            using var loaded = certificate["KeyPath"] is { Length: > 0 } key
                ? certificate["Password"] is { Length: > 0 } password
                    ? X509Certificate2.CreateFromEncryptedPemFile(file, password, Path.Combine(folder, key))
                    : X509Certificate2.CreateFromPemFile(file, Path.Combine(folder, key))
                : X509CertificateLoader.LoadPkcs12FromFile(file, certificate["Password"]);
            _expiries[certificate.Path] = loaded.NotAfter;
            return null;
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return $"{certificate.Path}:Path (\"{path}\") cannot be used: {failure.Message.Split('\n')[0].TrimEnd('.', '\r')}. Name a PKCS#12 "
                + "file with its Password, or a PEM file with its KeyPath.";
        }
    }
}
