using System.Text;
using System.Text.Json;
using Egnyte.ScimProxy.IntegrationTests.Commands;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries.RealProcess;

/// <summary>What operators get wrong, drawn by chance. Each draws anew, and several may meet in one start.</summary>
internal static class StartupMistakes
{
    private const string Tenant = "ScimProxy:Tenants:default";
    private const string Settings = "appsettings.json";

    private static readonly Action<StartupCase, Random>[] Kinds =
        [BadSetting, BadSetting, BrokenSetting, UnknownSetting, OddAddress, OddAddress, TakenPort, Certificate, BrokenFile, OddFile, OddLink, Unreadable,
        Argument, OddArgument, Platform, OddFolder];

    private static readonly string[] Numbers = ["-1", "1e3", "\uff19", "99999999999", " 5 ", "0x10", "five", "5\n", "1.0", "+5", "\u001b[31m5", "5;",
        "\u00a05"];

    private static readonly string[] Words = ["AUTO", "auto ", "\u0007", "none\n", "yes", "1", "\u202eotua"];

    private static readonly (string Key, string[] Values)[] Bad =
    [
        ("ScimProxy:ShutdownDelay", [.. Numbers, "301"]),
        ($"{Tenant}:CallsPerSecond", [.. Numbers, "0"]),
        ($"{Tenant}:CallsPerDay", [.. Numbers, "0"]),
        ($"{Tenant}:WriteReserve", [.. Numbers, "91"]),
        ($"{Tenant}:MaxScanCalls", [.. Numbers, "81"]),
        ($"{Tenant}:DeletePolicy", Words),
        ($"{Tenant}:GroupPatchForm", Words),
        ($"{Tenant}:GroupListMembers", Words),
        ($"{Tenant}:UserNameFormat", Words),
        ($"{Tenant}:ExternalIdMismatch", Words),
        ($"{Tenant}:TransientStatus", [.. Words, "500"]),
        ($"{Tenant}:CursorPaging", Words),
        ($"{Tenant}:Profile", ["nosuch", "../okta", "okta\n", "/dev/null"]),
        ($"{Tenant}:EgnyteDomain", ["a b", "acme\n", "http://acme", "-acme", "acme..com", "\u00e4", "acme/", new string('a', 64), "acme\u0085"]),
        ($"{Tenant}:UserNameDomains:0", ["@example.com", "a b", "ex\tample.com"]),
        ($"{Tenant}:Capabilities:DeleteUsers", ["no"]),
        ("ScimProxy:PublicUrl", ["x", "ftp://scim.example.com", "https://scim.example.com/scim/v2", "https://scim.example.com?x", "https://a b",
        "https://scim.example.com/\u001b[2J"]),
        ("ScimProxy:TrustedProxies:0", ["10.0.0.0/33", "10.0.0.1", "::/129", "x\u0000".TrimEnd('\0'), "10.0.0.0/8\n"]),
        ("ScimProxy:Management:Url", ["foo", "http://127.0.0.1:70000", "ftp://127.0.0.1:0", "http://127.0.0.1:0/x"]),
        ("Logging:LogLevel:Default", ["Loud", "Inform ation", "\u0007"]),
        ("Logging:LogLevel:Egnyte.ScimProxy", ["loudest"]),
        ("Logging:Console:LogLevel:Default", ["Loud"]),
        ("Logging:Console:FormatterOptions:SingleLine", ["foo", "1"]),
        ("Logging:Console:FormatterOptions:UseUtcTimestamp", ["ja"]),
        ("Logging:Console:FormatterOptions:ColorBehavior", ["bright"]),
        ("Logging:Console:QueueFullMode", ["drop it"]),
        ("Logging:Console:MaxQueueLength", ["many", "0"]),
        ("Logging:Console:LogToStandardErrorThreshold", ["loud"]),
        ("Kestrel:Endpoints:Odd:Url", ["foo", "http://127.0.0.1:70000", "ftp://127.0.0.1:0"]),
    ];

    public static void Draw(StartupCase start, Random chance)
    {
        for (var mistakes = chance.Next(1, 4); mistakes > 0; mistakes--)
        {
            Pick(chance, Kinds)(start, chance);
        }
    }

    private static void BadSetting(StartupCase start, Random chance)
    {
        var (key, values) = Pick(chance, Bad);
        start.SetBad(key, Pick(chance, values));
    }

    // Whether such a value is a mistake is not known here.
    private static void BrokenSetting(StartupCase start, Random chance)
    {
        var (key, values) = Pick(chance, Bad);
        start.Set(key, Mutated(chance, Pick(chance, [.. values, "auto", "10", "https://scim.example.com", "10.0.0.0/8", "acme.egnyte.com"])));
    }

    private static void UnknownSetting(StartupCase start, Random chance)
    {
        var key = $"{Pick(chance, ["ScimProxy", Tenant, "ScimProxy:Management", $"{Tenant}:Capabilities"])}:Zq{Letters(chance)}";
        start.Set(key, "x", $"{key} is not a setting");
    }

    private static void OddAddress(StartupCase start, Random chance)
    {
        string[] schemes = ["http://", "http://", "http://", "https://", "HTTP://", "ftp://", "", "http:", "http:/", "http:////", " http://"];
        string[] hosts = ["127.0.0.1", "127.0.0.1", "localhost", "*", "+", "0.0.0.0", "[::1]", "[::]", "::1", "999.1.1.1", "192.0.2.1",
            "nosuch.invalid", "", $"unix:{start.Folder}/s", "unix:/no/such/s", $"unix:/{new string('s', 200)}", "pipe:/x", "127.1", "a b",
            "\u0661.0.0.1", "[::1", "[fe80::1%25lo]", "user@127.0.0.1"];
        string[] ports = [":0", ":0", "", ":", ":99999", ":-1", ":80x", ":00", ":\uff18\uff10", ":0:0", ": 0", ":2147483648", ":0\n"];
        string[] rests = ["", "", "", "/", "/base", "?q", "#f", ";", ";http://127.0.0.1:0", ";foo"];
        var address = Pick(chance, schemes) + Pick(chance, hosts) + Pick(chance, ports) + Pick(chance, rests);
        var key = Pick(chance, ["urls", "ScimProxy:Management:Url", "Kestrel:Endpoints:Odd:Url"]);
        start.Set(key, chance.Next(3) == 0 ? Mutated(chance, address) : address);
    }

    private static void TakenPort(StartupCase start, Random chance) => start.TakePort(Pick(chance, ["urls", "ScimProxy:Management:Url"]));

    private static void Certificate(StartupCase start, Random chance) => StartupCertificates.Draw(start, chance);

    private static void BrokenFile(StartupCase start, Random chance)
    {
        var good = """
            {
              "Logging": { "LogLevel": { "Default": "Warning" } }, // quiet
              "ScimProxy": {
                "TrustedProxies": [ "10.0.0.0/8" ],
                "PublicUrl": "https://bücher.example"
              }
            }
            """u8.ToArray().ToList();
        for (var changes = chance.Next(1, 3); changes > 0 && good.Count > 0; changes--)
        {
            var at = chance.Next(good.Count);
            switch (chance.Next(4))
            {
                case 0:
                    good.RemoveAt(at);
                    break;
                case 1:
                    good[at] = (byte)chance.Next(256);
                    break;
                case 2:
                    good.Insert(at, Pick(chance, "{}[]\",:\0\n\u007f0x"u8.ToArray()));
                    break;
                default:
                    good.RemoveRange(at, good.Count - at);
                    break;
            }
        }

        start.Write(Pick(chance, [Settings, "appsettings.Production.json"]), [.. good], isBad: !IsJson([.. good]));
    }

    private static void OddFile(StartupCase start, Random chance)
    {
        var binary = new byte[chance.Next(1, 2000)];
        chance.NextBytes(binary);
        var content = Pick(chance, new Func<byte[]>[]
        {
            () => [], () => [.. Encoding.UTF8.Preamble], () => "null"u8.ToArray(), () => "[]"u8.ToArray(), () => "\"x\""u8.ToArray(),
            () => "{} {}"u8.ToArray(), () => "// x"u8.ToArray(), () => "{,}"u8.ToArray(),
            () => [.. Encoding.UTF8.Preamble, .. "{}"u8], () => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("{}")],
            () => Encoding.Unicode.GetBytes("{}"), () => binary, () => new byte[4096],
            () => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100)),
            () => Encoding.UTF8.GetBytes(new string(' ', 8_000_000) + "{}"), () => Encoding.UTF8.GetBytes("{" + new string('\n', 100_000) + "x"),
            () => "{\"ScimProxy\":{\"Tenants\":[]}}"u8.ToArray(), () => "{\"ScimProxy\":7}"u8.ToArray(), () => "{\"\":\"\"}"u8.ToArray(),
            () => "{\"a\\ud800\":1}"u8.ToArray(), () => "{\"a\":\"\\ud800\"}"u8.ToArray(), () => "{\"a:b\":1,\"A\":{\"B\":2}}"u8.ToArray(),
        })();
        start.Write(Pick(chance, [Settings, "appsettings.Production.json"]), content, isBad: !IsJson(content));
    }

    // The script runs once for each verb: what another mistake, or the first run, has left there must go.
    private static void OddLink(StartupCase start, Random chance) => start.Prepare(
        "rm -rf appsettings.json a b d; " + Pick(chance, [
            "ln -s appsettings.json appsettings.json", "ln -s b appsettings.json; ln -s appsettings.json b", "ln -s missing appsettings.json",
            "ln -s . appsettings.json", "ln -s / appsettings.json", "ln -s /dev/null appsettings.json",
            "ln -s /dev/zero appsettings.json", "ln -s /dev/urandom appsettings.json", "ln -s /proc/self/environ appsettings.json",
            "ln -s /proc/self/mem appsettings.json", "ln -s /dev/stdin appsettings.json", "mkfifo appsettings.json",
            "mkdir appsettings.json", "mkdir a; ln -s a/../a appsettings.json", "ln -s \"$(printf 'a\\033[31m')\" appsettings.json",
            "mkdir d; mkfifo d/f; ln -s d/f appsettings.json",
        ]),
        Settings);

    private static void Unreadable(StartupCase start, Random chance)
    {
        if (AnyUser.IsPossible)
        {
            var isFile = chance.Next(2) == 0;

            // Never through a link: it may lead to a device or a folder of the machine.
            start.Prepare(
                isFile
                    ? "[ -e appsettings.json ] || [ -L appsettings.json ] || echo '{}' > appsettings.json; "
                        + "[ -L appsettings.json ] || chmod 000 appsettings.json"
                    : "chmod 000 .",
                isFile ? Settings : "cannot be read",
                needsNoPrivilege: true);
        }
    }

    private static void Argument(StartupCase start, Random chance)
    {
        var word = $"{Pick(chance, ["--", "", "-", "/"])}zq{Letters(chance)}{Pick(chance, ["", "", "\u0007", "\u001b[1m", "\u00e9"])}";
        start.Argue($"\"{Scim.Printable.Of(word)}\"", chance.Next(2) == 0 ? [word] : [$"{word}={Letters(chance)}"]);
    }

    private static void OddArgument(StartupCase start, Random chance) => start.Argue(null, Pick(chance, new string[][]
    {
        [""], ["--"], ["=x"], ["--=x"], ["/"], ["-"], ["[diagram]"], ["[suggest]"], ["@"], ["@nosuch"], ["--urls"], ["--ScimProxy:PublicUrl"],
        ["--ScimProxy__PublicUrl=https://x"], ["---urls=http://127.0.0.1:0"], ["--urls", "--urls"], ["--contentRoot="],
        ["--ScimProxy:"], ["--ScimProxy"], ["--ScimProxy=7"], ["--Kestrel=7"], ["--Logging:LogLevel=7"], ["--environment", "x\ny"], ["--environment",
        "../../x"], ["--environment="], ["--ScimProxy:Tenants:a:b:c=1"], ["--:=:"], ["serve"], ["check"], ["--ScimProxy::Tenants=1"], ["\u001b"],
        ["--AllowedHosts=["],
    }));

    private static void Platform(StartupCase start, Random chance)
    {
        var (name, values) = Pick(chance, new (string, string[])[]
        {
            ("ASPNETCORE_ENVIRONMENT", ["../x", "a/b", new string('x', 5000), "Pro\nd", "", " ", "Development", "\u001b[31m"]),
            ("DOTNET_ENVIRONMENT", ["a/b", "Staging"]),
            ("DOTNET_SHUTDOWNTIMEOUTSECONDS", ["abc", "-1"]),
            ("ASPNETCORE_HOSTINGSTARTUPASSEMBLIES", ["nosuch"]),
            ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", ["maybe"]),
            ("HTTPS_PROXY", ["a b", "http://[", "socks9://x", "http://u:p@h:99999", "\u0007", ":"]),
            ("NO_PROXY", ["*", ",,", "["]),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", ["foo", "http://", "ftp://x", "http://127.0.0.1:1"]),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", ["x"]),
            ("OTEL_EXPORTER_OTLP_HEADERS", ["=", "a"]),
            ("OTEL_METRIC_EXPORT_INTERVAL", ["x", "-1"]),
            ("OTEL_RESOURCE_ATTRIBUTES", ["%%%", "="]),
            ("ASPNETCORE_HTTP_PORTS", ["0;x", "99999", "-1", "80;;80"]),
            ("ASPNETCORE_HTTPS_PORTS", ["0", "x"]),
            ("Kestrel__Endpoints__Odd__Protocols", ["Http9"]),
            ("Kestrel__Endpoints__Odd__SslProtocols__0", ["Tls99"]),
            ("Kestrel__Limits__MaxConcurrentConnections", ["x"]),
            ("Kestrel", ["7"]),
            ("Logging", ["7"]),
            ("AllowedHosts", ["a b;["]),
            ("DOTNET_hostBuilder__reloadConfigOnChange", ["maybe"]),
            ("ScimProxy", ["7"]),
            ("ScimProxy__Tenants", ["acme"]),
            ("ScimProxy__Tenants__0", ["acme"]),
            ("ScimProxy__Tenants____EgnyteDomain", ["acme"]),
            ("ScimProxy__Tenants__scim__EgnyteDomain", ["acme"]),
            ("ScimProxy__TrustedProxies", ["10.0.0.0/8"]),
            ("TZ", ["Nowhere/None"]),
            ("LC_ALL", ["xx_YY"]),
            ("HOME", ["/nosuch"]),
            ("Logging__Console__FormatterName", ["nosuch", "json", "systemd"]),
            ("Logging__Console__FormatterOptions__TimestampFormat", ["%", "HH:mm ", "\""]),
        });
        start.SetVariable(name, Pick(chance, values));
    }

    private static void OddFolder(StartupCase start, Random chance)
    {
        switch (chance.Next(4))
        {
            case 0:
                start.Prepare("mkdir -p gone; cd gone; rmdir ../gone", null);
                start.GoElsewhere();
                break;
            case 1:
                start.Argue(null, "--contentRoot", Pick(chance, ["/no/such", "/dev/null", "a\u001b[31m", "/proc/self/mem/x"]));
                start.GoElsewhere();
                break;
            case 2:
                start.Argue(null, "--contentRoot", Pick(chance, [".", "..", "/", "/proc", "/sys", "/dev", "/proc/self/fd", new string('x', 6000)]));
                start.GoElsewhere();
                break;
            default:
                start.SetBad("ScimProxy:ProfilesPath", Pick(chance, ["nosuch", "/dev/null", "a\u0007", "/no/such"]));
                break;
        }
    }

    private static bool IsJson(byte[] content)
    {
        try
        {
            using var reader = new StreamReader(new MemoryStream(content));
            using var parsed = JsonDocument.Parse(reader.ReadToEnd(), new JsonDocumentOptions
            {
                CommentHandling = JsonCommentHandling.Skip,
                AllowTrailingCommas = true
            });
            return parsed.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Mutated(Random chance, string text)
    {
        var at = chance.Next(text.Length + 1);
        return text.Insert(at, Pick(chance, [" ", "\n", "\t", "\u001b", "\u0085", "\u200b", "\u00e9", "\ud83d\ude00", "%", "\\", "\"", ":", "/", "@",
            "0", ";", "{0}", "$(x)"]));
    }

    private static string Letters(Random chance) => new([.. Enumerable.Range(0, chance.Next(2, 9)).Select(_ => (char)('a' + chance.Next(26)))]);

    private static T Pick<T>(Random chance, IReadOnlyList<T> among) => among[chance.Next(among.Count)];
}
