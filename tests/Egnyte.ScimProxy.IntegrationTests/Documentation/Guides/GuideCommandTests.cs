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
    // What the lines of a guide ask for: Okta's begins with key, secret, user name and password of the token's owner.
    [Theory]
    [InlineData("okta", "key\nsecret\nalba.acorn\negnyte-demo-password\n")]
    [InlineData("entra", "")]
    [InlineData("onelogin", "")]
    public async Task Guide_EachCommandLine_GetsTheStatusBehindIt(string client, string credentials)
    {
        await using var host = await GuideHost.StartAsync(client, TimeProvider.System);
        var script = Script($"deploy/{client}.md")
            .Replace("https://acme.egnyte.com", $"{host.Simulator.Address}".TrimEnd('/'), StringComparison.Ordinal)
            .Replace("https://scim.example.com", $"{host.Proxy.Address}".TrimEnd('/'), StringComparison.Ordinal);

        var output = await BashAsync(script, $"{credentials}{ScimProxyApplication.Token}\n");

        Assert.Equal(Expected().Matches(script).Select(status => status.Groups[1].Value), Status().Matches(output).Select(status => status.Value.Trim()));
        Assert.Equal(credentials.Length > 0, output.Contains($"\"access_token\":\"{ScimProxyApplication.Token}\"", StringComparison.Ordinal));
        var user = host.Simulator.Domain.FindUser("zoe.trial");
        Assert.Equal((false, "Attempt", "power"), (user!.Active, user.FamilyName, user.UserType));
        Assert.DoesNotContain(host.Simulator.Domain.AllGroups(), group => group.DisplayName.EndsWith(" Trial", StringComparison.Ordinal));
        Assert.Contains(host.Simulator.Calls.Snapshot(), call => call.Route == "POST /pubapi/v2/groups" && call.Status == 201);
    }

    /// <summary>The template, filled as OneLogin fills it.</summary>
    [Fact]
    public async Task OneLoginGuide_Template_CreatesAUser()
    {
        await using var host = await GuideHost.StartAsync("onelogin", TimeProvider.System);
        var template = Pages.Block("deploy/onelogin.md", "template");
        template = template[template.IndexOf('{', StringComparison.Ordinal)..(template.LastIndexOf('}') + 1)];
        var filled = Macro().Replace(template, macro => macro.Groups["name"].Value switch
        {
            "user.firstname" => "Zoe",
            "user.lastname" => "Trial",
            _ => "zoe.trial@example.com",
        });

        var answer = await host.Proxy.Client.SendScimAsync("POST", "Users", filled, "application/json");

        Assert.Equal(201, answer.Status);
        var user = host.Simulator.Domain.FindUser("zoe.trial")!;
        Assert.Equal(("Zoe", "Trial", "zoe.trial@example.com", "power", "sso"), (user.GivenName, user.FamilyName, user.Email, user.UserType, user.AuthType));
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

    [GeneratedRegex(@"\{\$(?<name>[a-z.]+)\}")]
    private static partial Regex Macro();

    [GeneratedRegex(@"^\d{3}$", RegexOptions.Multiline)]
    private static partial Regex Status();
}
