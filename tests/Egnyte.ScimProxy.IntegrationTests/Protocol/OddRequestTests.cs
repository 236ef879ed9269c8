using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>Odd requests put together by chance, the same ones each time: whatever is asked, the answer is SCIM and never an inner failure.</summary>
public sealed class OddRequestTests
{
    private const int RequestsOfASeed = 600;

    // What must have been met, or chance proves nothing: each status, and that the newer doors were opened.
    private static readonly string[] Met =
    [
        "200", "201", "204", "304", "400", "403", "404", "405", "412", "501",
        "POST .search 200", "POST Users/.search 200", "POST Groups/.search 200", "POST Bulk 200", "POST Bulk 400", "GET Me 200", "PATCH Me", "PUT Me",
        "DELETE Me 403", "POST Me 501",
        "sorted 200", "first page 200", "next page 200", "bulk 201", "bulk 400",
    ];

    [Theory]
    [InlineData(1, "okta", "auto", GroupPatchRule.ReplaceAll)]
    [InlineData(20, "entra", "delta", GroupPatchRule.Delta)]
    [InlineData(300, "onelogin", "patchOp", GroupPatchRule.PatchOp)]
    [InlineData(4000, "generic", "put", GroupPatchRule.Delta)]
    public async Task OddRequests_OfASeed_AreNeverAnInnerFailure(int seed, string profile, string form, GroupPatchRule rule)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(
            settings:
            [
                new("ScimProxy:Tenants:default:Profile", profile), new("ScimProxy:Tenants:default:GroupPatchForm", form),
                new("ScimProxy:Tenants:default:CursorPaging", "true"),
            ]);
        egnyte.Simulator.Controls.Dialect = egnyte.Simulator.Controls.Dialect with { GroupPatch = rule };
        var chance = new OddRequests(seed, egnyte);
        var met = new HashSet<string>(StringComparer.Ordinal);
        for (var number = 1; number <= RequestsOfASeed; number++)
        {
            var (request, door, body) = chance.Next();
            using var sent = request;

            var answer = await egnyte.Client.SendScimAsync(sent);

            var asked = $"Seed {seed}, request {number}: {sent.Method} {sent.RequestUri} {sent.Headers} {body}";
            Assert.True(
                answer.Status < 500 || (answer.Status, door, sent.Method.Method) == (501, "Me", "POST"), $"{asked} was answered {answer.Status} {answer.Text}");
            if (answer.Status >= 400)
            {
                ScimShape.AssertError(answer, answer.Status, answer.Json.TryGetProperty("scimType", out var type) ? type.GetString() : null);
            }

            foreach (var status in door == "Bulk" && answer.Status == 200 ? Inner(answer) : [])
            {
                Assert.True(status < 500, $"{asked} was answered {answer.Text}");
                met.Add($"bulk {status}");
            }

            met.UnionWith(
                [
                    door, $"{answer.Status}", $"{sent.Method} {door}", $"{sent.Method} {door} {answer.Status}",
                    $"{Kind(sent.RequestUri!.Query)} {answer.Status}",
                ]);
            chance.Hear(door, answer);
        }

        Assert.Empty(OddRequests.Doors.Concat(Met).Except(met));
        Assert.Equal(200, (await egnyte.Client.GetScimAsync("Users")).Status);
    }

    private static IEnumerable<int> Inner(ScimAnswer answer) =>
        answer.Json.GetProperty("Operations")
            .EnumerateArray()
            .Select(operation => int.Parse(operation.GetProperty("status").GetString()!, System.Globalization.CultureInfo.InvariantCulture));

    private static string Kind(string query) => query switch
    {
        _ when query.StartsWith("?sortBy=", StringComparison.Ordinal) => "sorted",
        "?cursor=" or "?cursor=&count=2" => "first page",
        _ when query.StartsWith("?cursor=", StringComparison.Ordinal) && query.Length > 20 => "next page",
        _ => "other",
    };
}
