using System.Text;
using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.IntegrationTests.Commands;

/// <summary>The walk through the profile tools on the mapping page, run in a folder that holds the page's files.</summary>
public sealed class ProfileWalkTests
{
    private const string Ann = """
        {"userName":"Ann.Müller@example.com","name":{"givenName":"Ann","familyName":"Müller"},"emails":[{"value":"ann.mueller@example.com"}],
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Sales"}}
        """;

    private const string Bo = """
        {"userName":"bo@example.com","name":{"givenName":"Bo","familyName":"Ek"},"emails":[{"value":"bo@example.com"}],"userType":"standard"}
        """;

    private static readonly (string Line, int ExitCode)[] Lines =
    [
        ("egnyte-scim-proxy profile list --profiles profiles | cut -c1-75", 0),
        ("egnyte-scim-proxy profile validate profiles", 0),
        ("egnyte-scim-proxy profile show acme --profiles profiles | grep acme", 0),
        ("cat users/ann.json", 0),
        ("egnyte-scim-proxy profile explain profiles/acme.json users/ann.json", 0),
        ("cat users/bo.json", 0),
        ("egnyte-scim-proxy profile diff okta profiles/acme.json users", 1),
    ];

    [Fact]
    public async Task MappingPage_Walk_IsWhatTheToolsPrint()
    {
        var files = new Dictionary<string, string> { ["profiles/acme.json"] = Acme(), ["users/ann.json"] = Ann, ["users/bo.json"] = Bo };
        var walk = new StringBuilder("```text\n");
        foreach (var (line, exitCode) in Lines)
        {
            var parts = line.Split(" | ");
            var words = parts[0].Split(' ');
            var output = words[0] == "cat" ? files[words[1]] : await OutputAsync(files, words[1..], exitCode);
            walk.Append($"$ {line}\n{parts.Skip(1).Aggregate(output, Piped).TrimEnd()}\n\n");
        }

        Pages.AssertBlock(Pages.Mapping, "walk", $"{walk.ToString().TrimEnd()}\n```");
    }

    private static async Task<string> OutputAsync(Dictionary<string, string> files, string[] arguments, int exitCode)
    {
        await using var process = new ProxyProcess(files, arguments);

        var (actual, output, errors) = await process.EndAsync();

        Assert.Equal((exitCode, ""), (actual, errors));
        return output;
    }

    private static string Acme() => Pages.Block(Pages.Mapping, "acme").Split("```json\n")[1].Split("```")[0];

    private static string Piped(string output, string filter)
    {
        var lines = output.TrimEnd().Split('\n');
        return string.Join('\n', filter.Split(' ') switch
        {
            ["grep", "-v", var word] => lines.Where(line => !line.Contains(word, StringComparison.Ordinal)),
            ["grep", var word] => lines.Where(line => line.Contains(word, StringComparison.Ordinal)),
            ["cut", var columns] => lines.Select(line => line[..Math.Min(line.Length, int.Parse(columns.AsSpan("-c1-".Length), null))].TrimEnd()),
            _ => throw new InvalidOperationException($"The walk knows no \"{filter}\"."),
        });
    }
}
