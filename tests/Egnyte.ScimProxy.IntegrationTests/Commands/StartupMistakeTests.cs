using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Egnyte.ScimProxy.IntegrationTests.Commands;

/// <summary>What an operator gets wrong before the proxy serves: told on the standard error with key, value and fix, exit code 2, no stack trace.</summary>
public sealed class StartupMistakeTests(NativeBinary native)
{
    private static readonly (string Key, string Value) Acme = ("ScimProxy__Tenants__default__EgnyteDomain", "acme");

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "egnyte-scim-proxy.dll");

    [Theory]
    [InlineData("serve")]
    [InlineData("check")]
    public async Task EveryKindOfSetting_IsReportedAtOnce(string verb)
    {
        await using var process = new ProxyProcess(
            [verb],
            ("ScimProxy__Tenants__default__EgnyteDomain", "acme\n"),
            ("ScimProxy__PublicUrl", "https://scim.example.com/\u001b[31mred"),
            ("ScimProxy__Management__Url", "http://127.0.0.1:99999"),
            ("ASPNETCORE_URLS", "foo;http://192.0.2.1:8080;https://127.0.0.1:8443"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "secret"),
            ("Logging__Console__FormatterOptions__IncludeScopes", "maybe"),
            ("Logging__LogLevel__Default", "Loud"));

        await AssertMistakesAsync(
            process,
            "OTEL_EXPORTER_OTLP_HEADERS cannot be read",
            "Logging:LogLevel:Default (\"Loud\") is not one of",
            "Logging:Console:FormatterOptions:IncludeScopes (\"maybe\") must be true or false",
            "ScimProxy:Tenants:default:EgnyteDomain (\"acme\\n\") must be",
            "ScimProxy:PublicUrl (\"https://scim.example.com/\\u001B[31mred\") must be",
            "ASPNETCORE_URLS (\"foo\") is not an address",
            "ASPNETCORE_URLS (\"http://192.0.2.1:8080\") is not an address of this machine",
            "ASPNETCORE_URLS (\"https://127.0.0.1:8443\") is https and has no certificate",
            "ScimProxy:Management:Url (\"http://127.0.0.1:99999\") has a port that does not exist");
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("check")]
    public async Task OnePortForPublicAndManagement_IsFoundWithoutListening(string verb)
    {
        await using var process = new ProxyProcess(
            [verb], Acme, ("ASPNETCORE_URLS", "http://*:18080"), ("ScimProxy__Management__Url", "http://127.0.0.1:18080"));

        await AssertMistakesAsync(process, "ScimProxy:Management:Url (\"http://127.0.0.1:18080\") uses the same port as ASPNETCORE_URLS (\"http://*:18080\")");
    }

    [Theory]
    [InlineData("ScimProxy__PublicUrl", "https://admin:secret@scim.example.com", "https://***@scim.example.com")]
    [InlineData("ScimProxy__Management__Url", "http://admin:secret@127.0.0.1:9090", "http://***@127.0.0.1:9090")]
    [InlineData("ScimProxy__Tenants__other__EgnyteBaseAddress", "https://admin:sec@secret@acme.egnyte.com", "https://***@acme.egnyte.com")]
    [InlineData("ASPNETCORE_URLS", "http://admin:secret@127.0.0.1:8080", "http://***@127.0.0.1:8080")]
    public async Task APasswordInAnAddress_IsNotRepeated(string key, string value, string shown)
    {
        await using var process = new ProxyProcess(["check"], Acme, (key, value));

        var (exitCode, output, errors) = await process.EndAsync();

        Assert.Equal(2, exitCode);
        Assert.Contains(shown, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("sec", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APortInUse_IsReportedByItsSetting()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        await using var @public = new ProxyProcess(["serve", "--urls", url], Acme);
        await using var management = new ProxyProcess(["serve"], Acme, ("ScimProxy__Management__Url", url), ("ASPNETCORE_URLS", "http://127.0.0.1:0"));
        await using var simulator = new ProxyProcess(["simulator", "--control-url", url]);

        await AssertMistakesAsync(@public, $"urls (\"{url}\") is in use");
        await AssertMistakesAsync(management, $"ScimProxy:Management:Url (\"{url}\") is in use");
        await AssertMistakesAsync(simulator, $"--control-url (\"{url}\") is in use");
    }

    [Theory]
    [InlineData("serve", "appsettings.json", "{\n  \"ScimProxy\": {\n    \"PublicUrl\" \"x\"\n} }", "appsettings.json, line 3, column 17: this is no JSON.")]
    [InlineData(
        "check",
        "appsettings.Production.json",
        "{\"ScimProxy\":{\"PublicUrl\":\"a\",\"publicurl\":\"b\"}}",
        "appsettings.Production.json, line 1, column 31: \"publicurl\" stands twice")]
    [InlineData("check", "appsettings.json", "", "appsettings.json is empty")]
    [InlineData("serve", "appsettings.json/x", "", "appsettings.json is a folder")]
    [InlineData("check", "appsettings.json", "{\"ScimProxy\":{\"Tenants\":[{\"EgnyteDomain\":\"acme\"}]}}", "ScimProxy:Tenants:0 is an entry of a list")]
    public async Task ABadFile_IsReportedWithItsPlace(string verb, string file, string text, string mistake)
    {
        await using var process = new ProxyProcess(
            new Dictionary<string, string> { [file] = text }, [verb], text.Contains("acme", StringComparison.Ordinal) ? [] : [Acme]);

        await AssertMistakesAsync(process, mistake);
    }

    [Theory]
    [InlineData("\"--config\" is no option of serve", "serve", "--config", "--urls=http://127.0.0.1:0")]
    [InlineData("\"--config\" is no option of serve", "--config=x")]
    [InlineData("\"--foo\" is no option of check", "check", "--foo")]
    [InlineData("\"foo\\u0007\" is no option of check", "check", "foo\u0007")]
    [InlineData("\"@foo\" is no option of serve", "serve", "@foo")]
    [InlineData(
        "ScimProxy:Tenants:default:UserNameDomains:0 (\"@example.com\") must be a domain name",
        "check",
        "--ScimProxy:Tenants:default:UserNameDomains:0",
        "@example.com")]
    [InlineData("\"--foo\" has no meaning beside --ready", "check", "--ready", "http://127.0.0.1:1", "--foo")]
    [InlineData("--url (\"foo\") is not an address", "simulator", "--url", "foo")]
    [InlineData("--port (\"70000\") must be from 1 to 65533", "demo", "--port", "70000")]
    [InlineData("contentRoot (\"/no/such/folder\") does not exist", "serve", "--contentRoot", "/no/such/folder")]
    public async Task AnUnknownOption_OrABadOne_IsRejected(string mistake, params string[] arguments)
    {
        await using var process = new ProxyProcess(arguments, Acme);

        await AssertMistakesAsync(process, mistake);
    }

    [Theory]
    [InlineData("demo", "--config")]
    [InlineData("simulator", "--foo")]
    [InlineData("profile", "list", "--foo")]
    public async Task AnUnknownOption_OfAVerbWithoutSettings_IsRejected(params string[] arguments)
    {
        await using var process = new ProxyProcess(arguments);

        var (exitCode, _, errors) = await process.EndAsync();

        Assert.Equal(2, exitCode);
        Assert.Contains(arguments[^1], errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show", "a\u001b[31mb")]
    [InlineData("validate", "a\u001b[31mb")]
    [InlineData("explain", "a\u001b[31mb", "x\u001b[31m.json")]
    [InlineData("diff", "a\u001b[31mb", "okta", "x\u001b[31m")]
    [InlineData("list", "--profiles", "x\u001b[31m")]
    public async Task AnArgumentOfAProfileTool_ThatWouldMoveTheCursor_IsShownHarmless(params string[] arguments)
    {
        await using var process = new ProxyProcess(["profile", .. arguments]);

        var (exitCode, output, errors) = await process.EndAsync();

        Assert.Equal(2, exitCode);
        Assert.DoesNotContain('\u001b', output + errors);
    }

    [Fact]
    public async Task AWorkingDirectoryThatIsGone_IsReported()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "needs a shell");
        var program = await native.PathAsync();
        await using var process = new ProxyProcess("/bin/sh", ["-c", "mkdir gone && cd gone && rmdir ../gone && exec \"$0\" check", program], [Acme]);

        await AssertMistakesAsync(process, "The working directory does not exist or cannot be read");
    }

    /// <summary>They read no files there.</summary>
    [Theory]
    [InlineData("simulator")]
    [InlineData("demo --port 0")]
    [InlineData("serve --contentRoot=/ --ScimProxy:Management:Url=http://127.0.0.1:0")]
    public async Task AWorkingDirectoryThatIsGone_DoesNotMatterWhereNothingIsReadFromIt(string command)
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "needs a shell");
        var program = await native.PathAsync();
        await using var process = new ProxyProcess(
            "/bin/sh", ["-c", $"mkdir gone && cd gone && rmdir ../gone && exec \"$0\" {command}", program], [Acme, ("ASPNETCORE_URLS", "http://127.0.0.1:0")]);

        await process.ReadUntilAsync("http://127.0.0.1:");

        Assert.True(process.IsRunning);
    }

    [Fact]
    public async Task AStandardOutputThatIsFull_IsReported_AndTheProxyServes()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs a device that is full");
        var program = await native.PathAsync();
        await using var check = new ProxyProcess("/bin/sh", ["-c", "exec \"$0\" check > /dev/full", program], [Acme]);
        await using var serve = new ProxyProcess(
            "/bin/sh", ["-c", "exec 3>&1; exec \"$0\" serve 2>&3 > /dev/full", program], [Acme, ("ASPNETCORE_URLS", "http://127.0.0.1:0")]);

        var (exitCode, _, errors) = await check.EndAsync();
        var warning = await serve.ReadUntilAsync("warning: the standard output cannot be written");

        Assert.Equal(2, exitCode);
        Assert.StartsWith("check cannot write", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors + warning, StringComparison.Ordinal);
        Assert.True(serve.IsRunning);
    }

    /// <summary>The shell gives the folder its mode back, so that it can be removed.</summary>
    [Theory]
    [InlineData("check", "appsettings.json", "appsettings.json cannot be read (access is denied). Let the proxy's user read it, or remove it.")]
    [InlineData("serve", "appsettings.json", "appsettings.json cannot be read (access is denied). Let the proxy's user read it, or remove it.")]
    [InlineData("check", "profiles", "ScimProxy:ProfilesPath (\"profiles\"): profiles:1: This folder cannot be read.")]
    [InlineData("serve", "profiles", "ScimProxy:ProfilesPath (\"profiles\"): profiles:1: This folder cannot be read.")]
    public async Task WhatTheUserMayNotRead_IsReported(string verb, string denied, string mistake)
    {
        Assert.SkipUnless(AnyUser.IsPossible, "needs the modes of files, and setpriv where the tests run as root");
        await using var process = new ProxyProcess(
            "/bin/sh",
            [
                "-c", "denied=$1; shift; chmod 000 $denied; \"$@\"; code=$?; chmod 700 $denied; exit $code", "sh", denied, .. AnyUser.Prefix, "dotnet",
                Program, verb, "--urls=http://127.0.0.1:0",
            ],
            [Acme, ("ScimProxy__ProfilesPath", "profiles")],
            new Dictionary<string, string> { ["appsettings.json"] = "{}", ["profiles/acme.json"] = """{"extends":"okta"}""" });

        await AssertMistakesAsync(process, mistake);
    }

    [Theory]
    [InlineData("check", "The configuration is valid")]
    [InlineData("serve", "/health/ready")]
    public async Task AVariableWithOneUnderscore_IsAWarning(string verb, string printed)
    {
        await using var process = new ProxyProcess(
            [verb], Acme, ("ScimProxy_Tenants_default_DeletePolicy", "delete"), ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("ScimProxy__ShutdownDelay", "0"));

        await process.ReadUntilAsync(printed);
        if (verb == "serve")
        {
            process.Send(PosixSignal.SIGTERM);
        }

        var (exitCode, _, errors) = await process.EndAsync();
        Assert.Equal(0, exitCode);
        Assert.Contains(
            "warning: the environment variable ScimProxy_Tenants_default_DeletePolicy is not read: two underscores stand for a colon. "
            + "Write ScimProxy__Tenants__default__DeletePolicy",
            errors,
            StringComparison.Ordinal);
    }

    /// <summary>Keys have no letter case, and Kestrel reads relative paths from the content root.</summary>
    [Theory]
    [InlineData("Kestrel:Endpoints:Secure:Certificate")]
    [InlineData("KESTREL:ENDPOINTS:SECURE:CERTIFICATE")]
    [InlineData("kestrel:certificates:default")]
    public async Task ACertificateBelowTheContentRoot_InAnyLetterCase_IsUsed(string key)
    {
        using var secret = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", secret, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var files = new Dictionary<string, string>
        {
            ["site/tls/a.pem"] = certificate.ExportCertificatePem(),
            ["site/tls/a.key"] = secret.ExportPkcs8PrivateKeyPem(),
        };
        string[] settings =
        [
            "--contentRoot", "site", "--Kestrel:Endpoints:Secure:Url=https://127.0.0.1:0", $"--{key}:Path=tls/a.pem", $"--{key}:KEYPATH=tls/a.key",
        ];
        await using var check = new ProxyProcess(files, ["check", .. settings], Acme);
        await using var serve = new ProxyProcess(files, ["serve", .. settings], Acme);

        var (exitCode, output, errors) = await check.EndAsync();

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("The configuration is valid", output, StringComparison.Ordinal);
        Assert.Contains("listens on https://127.0.0.1:", await serve.ReadUntilAsync("/health/ready"), StringComparison.Ordinal);
    }

    private static async Task AssertMistakesAsync(ProxyProcess process, params string[] expected)
    {
        var (exitCode, output, errors) = await process.EndAsync();

        Assert.Equal(2, exitCode);
        Assert.Contains($"{expected.Length} mistake", errors, StringComparison.Ordinal);
        Assert.All(expected, mistake => Assert.Contains(mistake, errors, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", output + errors, StringComparison.Ordinal);
        Assert.DoesNotContain(errors, character => char.IsControl(character) && character != '\n' && character != '\r');
    }
}
