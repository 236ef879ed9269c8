using System.Text.Json;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Commands;

/// <summary><c>doctor</c> as a process before Egnytes that are well, ill, or not there.</summary>
public sealed class DoctorTests
{
    private const string Page = "<html><body>Egnyte</body></html>";

    [Theory]
    [InlineData("")]
    [InlineData("groupCreate=200 groupPatch=patchOp fields=2019 userName=lowerOnCreate email=pending window=fixed")]
    [InlineData("throttle=429 groupAnswer=short groupRows=whole userRows=whole list=Resources scalars=text contentType=text count=clamp nulls=kept")]
    public async Task EgnyteThatIsWell_HasNoFinding_WhateverItsDialect(string dialect)
    {
        await using var egnyte = await StartAsync(dialect);

        var (exitCode, report) = await ExamineAsync(egnyte);

        Assert.Equal(0, exitCode);
        Assert.All(report.Outcomes, outcome => Assert.Equal("ok", outcome.Value));
        Assert.Equal(["Host name", "Token", "Token owner", "Users", "Paging"], report.Outcomes.Keys.Take(5));
        Assert.Equal(egnyte.Calls.Count, report.Calls);
        Assert.DoesNotContain(egnyte.Calls.Snapshot(), call => call.Method != "GET");
    }

    [Theory]
    [InlineData("quotaHeaders=absent", "Rate limit", "Set ScimProxy:Tenants:default:CallsPerSecond")]
    [InlineData("quotaHeaders=absent", "Daily quota", "Set ScimProxy:Tenants:default:CallsPerDay")]
    [InlineData("errors=message", "Unknown id", "one more call")]
    public async Task WhatCostsOrMustBeSet_IsAWarning(string dialect, string name, string words)
    {
        await using var egnyte = await StartAsync(dialect);

        var (exitCode, report) = await ExamineAsync(egnyte);

        Assert.Equal((0, "warning"), (exitCode, report.Outcomes[name]));
        Assert.Contains(words, report.Texts[name], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, """{"errorMessage":"You do not have permission"}""", "Administrator", "scopes")]
    [InlineData(404, """{"errorMessage":"Not found"}""", "Domain", "Correct ScimProxy:Tenants:default:EgnyteDomain")]
    [InlineData(302, "", "Domain", "Correct ScimProxy:Tenants:default:EgnyteDomain")]
    [InlineData(404, Page, "Connection", "a wrong domain")]
    [InlineData(401, "", "Token", "wrong, revoked, expired")]
    [InlineData(503, Page, "Connection", "HTTP 503")]
    [InlineData(200, Page, "Connection", "no answer that can be used")]
    public async Task FirstCallThatFails_EndsTheExamination_WithWhatToDo(int status, string body, string name, string words)
    {
        await using var egnyte = await AnyEgnyte.StartAsync(status, body);

        var (exitCode, report) = await ExamineAsync(egnyte.Address);

        Assert.Equal((1, "failed", name), (exitCode, report.Outcomes[name], report.Outcomes.Keys.Last()));
        Assert.Contains(words, report.Texts[name], StringComparison.Ordinal);
    }

    /// <summary>Each later call fails once in each way: a failure is one finding of its own, and what was found before stays.</summary>
    [Theory]
    [InlineData(3, 400)]
    [InlineData(4, 404)]
    [InlineData(5, 418)]
    [InlineData(7, 403)]
    [InlineData(8, 400)]
    [InlineData(9, 400)]
    public async Task LaterCallThatFails_IsAFinding(int call, int status)
    {
        await using var egnyte = await StartAsync("");
        egnyte.Controls.FailNth(call, new SimulatedFault { Status = status, Kind = FailureKind.Error, Body = "{\"errorMessage\":\"Invented\"}" });

        var (exitCode, report) = await ExamineAsync(egnyte);

        Assert.Equal((1, 1), (exitCode, report.Outcomes.Values.Count(outcome => outcome == "failed")));
        Assert.Equal("ok", report.Outcomes["Token"]);
        Assert.Contains("Clock", report.Outcomes.Keys);
    }

    [Fact]
    public async Task ExhaustedQuota_SaysWhenItReturns()
    {
        await using var egnyte = await StartAsync("");
        egnyte.Controls.CallsUsedToday = egnyte.Controls.CallsPerDay;

        var (exitCode, report) = await ExamineAsync(egnyte);

        Assert.Equal((1, "failed"), (exitCode, report.Outcomes["Daily quota"]));
        Assert.Matches(@"It returns in \d+ (h|min|s)\.", report.Texts["Daily quota"]);
    }

    [Fact]
    public async Task Certificate_IsShown_AndAnUntrustedOneIsNamed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SSL_CERT_FILE is read on Linux.");
        using var certificate = AnyEgnyte.Certificate(TimeProvider.System.GetUtcNow().AddDays(10));
        await using var egnyte = await AnyEgnyte.StartAsync(200, """{"startIndex":1,"totalResults":0,"resources":[]}""", certificate);
        var file = new Dictionary<string, string> { ["egnyte.pem"] = certificate.ExportCertificatePem() };

        var trusted = await ExamineAsync(egnyte.Address, file, ("SSL_CERT_FILE", "egnyte.pem"));
        var untrusted = await ExamineAsync(egnyte.Address);

        Assert.Equal("warning", trusted.Report.Outcomes["TLS"]);
        Assert.Contains("certificate of CN=egnyte.example.com", trusted.Report.Texts["TLS"], StringComparison.Ordinal);
        Assert.Equal("ok", trusted.Report.Outcomes["Token"]);
        Assert.Equal((1, "failed"), (untrusted.ExitCode, untrusted.Report.Outcomes["Connection"]));
        Assert.Contains("certificate not trusted", untrusted.Report.Texts["Connection"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyGroups_ForTheQuota_AdviseAgainstMembersInLists()
    {
        const string Groups = """{"startIndex":1,"totalResults":800,"resources":[{"id":"a","displayName":"A"}]}""";
        await using var egnyte = await AnyEgnyte.StartAsync(200, Groups, onlyGroups: true);

        var (_, report) = await ExamineAsync(egnyte.Address);

        Assert.Equal(["ScimProxy:Tenants:default:GroupListMembers=omit"], report.Settings);
        Assert.Equal("warning", report.Outcomes["Token owner"]);
    }

    [Fact]
    public async Task CheckOnline_AsksForDomainAndToken_WithOneCall()
    {
        await using var egnyte = await StartAsync("");

        var (exitCode, report) = await ExamineAsync(egnyte.Address, command: ["check", "--online", "--json"]);

        Assert.Equal((0, 1, 1), (exitCode, report.Calls, egnyte.Calls.Count));
        Assert.Equal(["Host name", "Token"], report.Outcomes.Keys);
    }

    [Theory]
    [InlineData("--token-file token.txt", "egnyte-demo-token\n", 0, "9 calls to Egnyte")]
    [InlineData("< token.txt", "egnyte-demo-token\r\n", 0, "9 calls to Egnyte")]
    [InlineData("< token.txt", "", 2, "There is no token in the standard input")]
    [InlineData("< token.txt", "Bearer egnyte-demo-token", 2, "Give the token alone")]
    [InlineData("--token-file token.txt", "two\nlines", 2, "is no token")]
    [InlineData("--token-file absent.txt", "", 2, "--token-file (\"absent.txt\") cannot be read")]
    [InlineData("--token-file token.txt --token-variable TOKEN", "t", 2, "give one of them")]
    [InlineData("--token-variable ABSENT", "", 2, "The variable ABSENT is not set")]
    [InlineData("--tenant other < token.txt", "t", 2, "Configured: default.")]
    [InlineData("--token egnyte-demo-token", "", 2, "--token")]
    public async Task Token_IsReadFromAFile_AVariable_OrTheStandardInput(string arguments, string token, int expected, string words)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The line is for a POSIX shell.");
        await using var egnyte = await StartAsync("");
        var program = Path.Combine(AppContext.BaseDirectory, "egnyte-scim-proxy.dll");
        await using var doctor = new ProxyProcess(
            "/bin/sh",
            ["-c", $"exec dotnet {program} doctor {arguments}"],
            [("ScimProxy__Tenants__default__EgnyteBaseAddress", egnyte.Address.ToString())],
            new Dictionary<string, string> { ["token.txt"] = token });

        var (exitCode, output, errors) = await doctor.EndAsync();

        Assert.Equal((expected, true), (exitCode, (output + errors).Contains(words, StringComparison.Ordinal)));
        Assert.DoesNotContain("egnyte-demo-token", arguments.StartsWith("--token ", StringComparison.Ordinal) ? "" : output + errors, StringComparison.Ordinal);
    }

    private static Task<EgnyteSimulator> StartAsync(string dialect) => EgnyteSimulator.StartAsync(
        new SimulatorOptions { Dialect = SimulatorDialect.Default.With(dialect), CallsPerSecond = 1000 }, TestContext.Current.CancellationToken);

    private static Task<(int ExitCode, Report Report)> ExamineAsync(EgnyteSimulator egnyte) => ExamineAsync(egnyte.Address);

    private static async Task<(int ExitCode, Report Report)> ExamineAsync(
        Uri egnyte, IReadOnlyDictionary<string, string>? files = null, (string Key, string Value) setting = default, string[]? command = null)
    {
        (string, string)[] settings =
        [
            ("ScimProxy__Tenants__default__EgnyteBaseAddress", egnyte.ToString()),
            ("ScimProxy__Tenants__default__CallsPerSecond", "1000"),
            ("TOKEN", ScimProxyApplication.Token),
            .. setting.Key is null ? [] : new[] { setting },
        ];
        await using var doctor = new ProxyProcess(
            files ?? new Dictionary<string, string>(), [.. command ?? ["doctor", "--json"], "--token-variable", "TOKEN"], settings);

        var (exitCode, output, errors) = await doctor.EndAsync();

        Assert.Equal("", errors);
        Assert.DoesNotContain(ScimProxyApplication.Token, output, StringComparison.Ordinal);
        return (exitCode, Report.Of(JsonDocument.Parse(output).RootElement));
    }

    /// <summary>What was printed, by the names of the findings.</summary>
    private sealed record Report(Dictionary<string, string> Outcomes, Dictionary<string, string> Texts, string[] Settings, int Calls)
    {
        public static Report Of(JsonElement json)
        {
            var findings = json.GetProperty("findings").EnumerateArray().ToList();
            return new(
                findings.ToDictionary(finding => finding.GetProperty("name").GetString()!, finding => finding.GetProperty("outcome").GetString()!),
                findings.ToDictionary(finding => finding.GetProperty("name").GetString()!, finding => finding.GetProperty("text").GetString()!),
                [.. json.GetProperty("settings").EnumerateArray().Select(setting => $"{setting.GetProperty("key")}={setting.GetProperty("value")}")],
                json.GetProperty("calls").GetInt32());
        }
    }
}
