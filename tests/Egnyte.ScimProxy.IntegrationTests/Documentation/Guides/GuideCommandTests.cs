using System.Diagnostics;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.IntegrationTests.Documentation.Guides;

/// <summary>
/// A guide is followed line by line: bash runs its command lines in one session, in their order, against the real host. Each line gets the status
/// that stands behind it.
/// </summary>
public sealed partial class GuideCommandTests
{
    [Fact]
    public async Task OktaGuide_EachCommandLine_GetsTheStatusBehindIt()
    {
        await using var host = await GuideHost.StartAsync("okta", TimeProvider.System);
        var script = Script("deploy/okta.md")
            .Replace("https://acme.egnyte.com", $"{host.Simulator.Address}".TrimEnd('/'), StringComparison.Ordinal)
            .Replace("https://scim.example.com", $"{host.Proxy.Address}".TrimEnd('/'), StringComparison.Ordinal);

        // What the lines ask for: key, secret, user name, password, token.
        var output = await BashAsync(script, $"key\nsecret\nalba.acorn\negnyte-demo-password\n{ScimProxyApplication.Token}\n");

        Assert.Equal(Expected().Matches(script).Select(status => status.Groups[1].Value), Status().Matches(output).Select(status => status.Value.Trim()));
        Assert.Contains($"\"access_token\":\"{ScimProxyApplication.Token}\"", output, StringComparison.Ordinal);
        var user = host.Simulator.Domain.FindUser("zoe.trial");
        Assert.Equal((false, "Attempt", "power"), (user!.Active, user.FamilyName, user.UserType));
        Assert.Null(host.Simulator.Domain.FindGroupByName("Okta Trial"));
        Assert.Contains(host.Simulator.Calls.Snapshot(), call => call.Route == "POST /pubapi/v2/groups" && call.Status == 201);
    }

    private static string Script(string page) => string.Join('\n', Fence().Matches(Pages.Read(page)).Select(fence => fence.Groups["lines"].Value));

    private static async Task<string> BashAsync(string script, string input)
    {
        Assert.SkipUnless(File.Exists("/bin/bash") && File.Exists("/usr/bin/curl"), "needs /bin/bash and curl");
        using var bash = Process.Start(new ProcessStartInfo("/bin/bash")
        {
            ArgumentList = { "-euo", "pipefail", "-c", script },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await bash.StandardInput.WriteAsync(input);
        bash.StandardInput.Close();
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, bash.ExitCode);
        return output;
    }

    [GeneratedRegex("^```sh\n(?<lines>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"    # (\d{3})$", RegexOptions.Multiline)]
    private static partial Regex Expected();

    [GeneratedRegex(@"^\d{3}$", RegexOptions.Multiline)]
    private static partial Regex Status();
}
