using System.Text.Json;
using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.IntegrationTests.Documentation.Guides;

/// <summary>The tables of errors of the guides: each text is one that the real host has just answered.</summary>
public sealed class GuideErrorTests
{
    private const string Folder = "tests/Egnyte.ScimProxy.IntegrationTests/Documentation/Guides";

    private static readonly string[] Head = ["Status", "Text", "Meaning", "What to do"];

    private static readonly Dictionary<string, string> UserAgents = new()
    {
        ["okta"] = ScimProxyApplication.Okta,
        ["entra"] = "Microsoft Azure AD SCIM provisioning 1.0.0",
        ["onelogin"] = "OneLogin",
    };

    public static TheoryData<string, string> Tables =>
        [.. UserAgents.Keys.SelectMany(client => Scenes(client).Select(scene => scene.Table).Distinct(), (client, table) => (client, table))];

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Guide_TableOfErrors_IsWhatTheProxyAnswers(string client, string table)
    {
        var rows = new List<string[]>();
        foreach (var scene in Scenes(client).Where(scene => scene.Table == table))
        {
            rows.Add(await scene.RunAsync(client, UserAgents[client]));
        }

        Assert.Equal(rows.Count, rows.Select(row => row[1]).Distinct().Count());
        Pages.AssertBlock($"deploy/{client}.md", $"errors-{table}", Pages.Table(Head, rows));
    }

    private static List<ErrorScene> Scenes(string client) =>
        JsonSerializer.Deserialize<List<ErrorScene>>(Pages.Read($"{Folder}/{client}-errors.json"), JsonSerializerOptions.Web)!;
}
