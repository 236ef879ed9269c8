using System.Text;
using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.IntegrationTests.Commands;

/// <summary>The README's walk through the tools for profiles, done in a folder that holds what the README shows.</summary>
public sealed class ProfileWalkTests
{
    private const string Program = "egnyte-scim-proxy";

    private static readonly string[] Lines =
    [
        "egnyte-scim-proxy profile list --profiles profiles | cut -c1-75",
        "egnyte-scim-proxy profile validate profiles/acme.json | grep -v okta.json",
        "egnyte-scim-proxy profile show acme --profiles profiles | grep acme",
    ];

    [Fact]
    public async Task Readme_Walk_IsWhatTheToolsPrint()
    {
        var walk = new StringBuilder("```text\n");
        foreach (var line in Lines)
        {
            var parts = line.Split(" | ");
            await using var process = new ProxyProcess(new Dictionary<string, string> { ["profiles/acme.json"] = Acme() }, parts[0][(Program.Length + 1)..].Split(' '));

            var (exitCode, output, errors) = await process.EndAsync();

            Assert.Equal((0, ""), (exitCode, errors));
            walk.Append($"$ {line}\n{parts.Skip(1).Aggregate(output, Piped).TrimEnd()}\n\n");
        }

        Readme.AssertBlock("walk", $"{walk.ToString().TrimEnd()}\n```");
    }

    private static string Acme() => Readme.Block("acme").Split("```json\n")[1].Split("```")[0];

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
