using System.Net;
using System.Net.Sockets;
using Egnyte.ScimProxy.Hosting.Startup;

namespace Egnyte.ScimProxy.Tests.Hosting.Startup;

public sealed class ListeningAddressesTests
{
    private const string Management = "ScimProxy:Management:Url";

    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://127.0.0.2:8080")]
    [InlineData("http://localhost:8082;http://[::1]:8081")]
    [InlineData("http://scim.localhost:8082;http://127.0.0.2:8082")]
    [InlineData("http://*:8080;http://+:8081;http://scim.example.com:8082")]
    [InlineData("http://[::]:8080")]
    [InlineData("http://0.0.0.0")]
    [InlineData("http://127.0.0.1:0;http://127.0.0.1:0")]
    [InlineData("http://unix:/tmp/scim-proxy-test.sock")]
    public void Mistakes_OfAnAddressThatKestrelTakes_AreNone(string urls) => Assert.Empty(Mistakes(("urls", urls)));

    [Theory]
    [InlineData("foo", "is not an address")]
    [InlineData("8080", "is not an address")]
    [InlineData("127.0.0.1:8080", "is not an address")]
    [InlineData("http://", "")]
    [InlineData("http://:8080", "")]
    [InlineData("http://127.0.0.1:99999", "has a port that does not exist")]
    [InlineData("http://*:99999", "has a port that does not exist")]
    [InlineData("http://127.0.0.1:-1", "has a port that does not exist")]
    [InlineData("http://127.0.0.1:abc", "has no valid port")]
    [InlineData("http://127.0.0.1:8080\n", "is not an address")]
    [InlineData(" http://127.0.0.1:8080", "is not an address")]
    [InlineData("http://127.0.0.1:8080,http://127.0.0.1:8081", "")]
    [InlineData("http://127.0.0.1:8080/scim", "has the path \"/scim\"")]
    [InlineData("ftp://127.0.0.1:8080", "has the scheme \"ftp\"")]
    [InlineData("http://unix:/tmp", "is a folder")]
    [InlineData("http://unix:/etc/passwd", "is a file that is no socket")]
    [InlineData("http://[::1:8080", "has half a pair of brackets")]
    [InlineData("http://127.0.0.1]:8080", "has half a pair of brackets")]
    [InlineData("http://192.0.2.1:8080", "is not an address of this machine")]
    [InlineData("http://[2001:db8::1]:8080", "is not an address of this machine")]
    [InlineData("http://300.0.0.1:8080", "has a host \"300.0.0.1\" that is no IP address")]
    [InlineData("https://127.0.0.1:8443", "is https and has no certificate")]
    [InlineData("http://unix:/tmp/scim.sock:5000/base", "has the path \"5000/base\"")]
    [InlineData("http://unix:/no/such/folder/scim.sock", "lies in a folder that does not exist")]
    [InlineData("http://pipe:/scim", "is a named pipe")]
    [InlineData("http://localhost:0", "has port 0")]
    [InlineData("http://LOCALHOST:0", "has port 0")]
    [InlineData("http://scim.localhost:0", "has port 0")]
    public void Mistakes_OfAnAddressThatNobodyCanListenOn_NameKeyAndValue(string url, string mistake) =>
        Assert.StartsWith($"urls (\"{url}\") {mistake}", Assert.Single(Mistakes(("urls", url))), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080")]
    [InlineData("http://*:8080", "http://127.0.0.1:8080")]
    [InlineData("http://127.0.0.1:8080", "http://+:8080")]
    [InlineData("http://localhost:8080", "http://127.0.0.1:8080")]
    [InlineData("http://localhost:8080", "http://[::1]:8080")]
    [InlineData("http://0.0.0.0:8080", "http://[::]:8080")]
    [InlineData("http://scim.example.com:8080", "http://127.0.0.1:8080")]
    [InlineData("http://127.0.0.1:8081;http://127.0.0.1:8080", "http://127.0.0.1:8080")]
    public void Mistakes_WherePublicAndManagementCollide_NameBoth(string urls, string management) =>
        Assert.StartsWith(
            $"{Management} (\"{management}\") uses the same port as urls (\"{urls.Split(';')[^1]}\")",
            Assert.Single(Mistakes(("urls", urls), (Management, management))),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.2:8080")]
    [InlineData("http://127.0.0.1:8080", "http://[::1]:8080")]
    [InlineData("http://127.0.0.1:0", "http://127.0.0.1:0")]
    public void Mistakes_WhereTheyDoNotCollide_AreNone(string urls, string management) => Assert.Empty(Mistakes(("urls", urls), (Management, management)));

    [Fact]
    public void Mistakes_OfTheDefaultAddress_AreFoundToo() =>
        Assert.StartsWith(
            $"{Management} (\"http://*:5000\") uses the same port as", Assert.Single(Mistakes((Management, "http://*:5000"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("http_ports", "8080;abc", "http_ports (\"abc\") is not a port")]
    [InlineData("http_ports", "99999", "http_ports (\"99999\") is not a port")]
    [InlineData("http_ports", "8080;8080", "http_ports (\"http://*:8080\") uses the same port")]
    [InlineData("https_ports", "8443", "https_ports (\"https://*:8443\") is https and has no certificate")]
    [InlineData(
        "Kestrel:Certificates:Default:Path",
        "/no/such/file.pfx",
        "Kestrel:Certificates:Default:Path (\"/no/such/file.pfx\") cannot be used: there is no such file")]
    [InlineData("Kestrel:Endpoints:Http:Url", "foo", "Kestrel:Endpoints:Http:Url (\"foo\") is not an address")]
    [InlineData("Kestrel:Endpoints:Http:Protocols", "Http1", "Kestrel:Endpoints:Http:Url (\"\") is not an address")]
    [InlineData("Kestrel:Endpoints:Tls:Url", "https://*:8443", "Kestrel:Endpoints:Tls:Url (\"https://*:8443\") is https and has no certificate")]
    public void Mistakes_OfEachSettingWithAnAddress_NameIt(string key, string value, string mistake) =>
        Assert.StartsWith(mistake, Assert.Single(Mistakes((key, value))), StringComparison.Ordinal);

    [Fact]
    public void Mistakes_OfUrlsThatKestrelsEndpointsOverride_AreNone() =>
        Assert.Empty(Mistakes(("urls", "foo"), ("Kestrel:Endpoints:Http:Url", "http://127.0.0.1:8080")));

    [Fact]
    public void Mistakes_OfACertificateThatCannotBeUsed_NameItsFile() =>
        Assert.Contains(
            "Kestrel:Endpoints:Tls:Certificate:Path (\"no/such/file.pfx\") cannot be used",
            Assert.Single(Mistakes(("Kestrel:Endpoints:Tls:Url", "https://*:8443"), ("Kestrel:Endpoints:Tls:Certificate:Path", "no/such/file.pfx"))),
            StringComparison.Ordinal);

    [Fact]
    public void Mistakes_OfADefaultCertificateBesideAnothers_NameBoth() =>
        Assert.Equal(2, Mistakes(
            ("Kestrel:Endpoints:Tls:Url", "https://*:8443"),
            ("Kestrel:Endpoints:Tls:Certificate:Path", "no/such/file.pfx"),
            ("Kestrel:Certificates:Default:Path", "no/such/other.pfx")).Count);

    [Fact]
    public void Mistakes_OfADefaultCertificateThatIsUsed_NameItOnce() =>
        Assert.Single(Mistakes(("Kestrel:Endpoints:Tls:Url", "https://*:8443"), ("Kestrel:Certificates:Default:Path", "no/such/file.pfx")));

    [Fact]
    public void Taken_WhereAnotherProcessListens_NamesTheSetting()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        var taken = new ListeningAddresses(Configured.Read(("urls", "http://127.0.0.1:0"), (Management, url))).Taken();

        Assert.StartsWith($"{Management} (\"{url}\") is in use", Assert.Single(taken), StringComparison.Ordinal);
    }

    [Fact]
    public void Taken_OfAFreePort_LeavesItFree()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        var socket = Path.Join(Path.GetTempPath(), $"scim-{Guid.NewGuid():N}.sock");
        var addresses = new ListeningAddresses(Configured.Read(("urls", $"http://localhost:{port};http://unix:{socket}")));

        Assert.Empty(addresses.Taken());
        Assert.Empty(addresses.Taken());
        Assert.False(File.Exists(socket));
    }

    private static IReadOnlyList<string> Mistakes(params (string Key, string Value)[] settings) => new ListeningAddresses(Configured.Read(settings)).Mistakes;
}
