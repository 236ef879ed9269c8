using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Egnyte.ScimProxy.IntegrationTests.CallBudget;

/// <summary>Okta's PUT repeats the proxy's answer with Okta's values in it. The proxy must not send its own repeated values to Egnyte.</summary>
public sealed class EchoTests
{
    private static readonly string[] Seeded =
    [
        "alba.acorn", "bruno.birch", "carla.cedar", "denis.dogwood", "edda.elder", "fabio.fern", "greta.gorse", "backup.robot",
    ];

    public static TheoryData<string> People => [.. Seeded];

    [Theory]
    [MemberData(nameof(People))]
    public async Task Put_OfOurOwnAnswer_SendsWhatCanChangeAndChangesNothing(string userName)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        var before = egnyte.Simulator.Domain.FindUser(userName)!;
        var shown = await egnyte.Client.GetStringAsync($"Users/{before.Id}", TestContext.Current.CancellationToken);
        egnyte.Simulator.Calls.Clear();

        using var answer = await egnyte.Client.PutAsync($"Users/{before.Id}", Scim(shown), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var call = Assert.Single(Caches.Counted(egnyte.Simulator.Calls.Snapshot()));
        var name = $$"""
            "name":{"givenName":"{{before.GivenName}}","familyName":"{{before.FamilyName}}"}
            """;
        var (active, userType) = (before.Active ? "true" : "false", $"\"userType\":\"{before.UserType}\"");
        Assert.Equal(
            $$"""PATCH users/{{before.Id}} {"email":"{{before.Email}}",{{name}},"active":{{active}},"authType":"{{before.AuthType}}",{{userType}}}""",
            CostTests.Told(call));
        Assert.Equal(WithoutModified(shown), WithoutModified(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));

        // Egnyte itself turns null into "" at an update, as most sources have it.
        var empty = SimulatedEgnyte.Dialect.KeepsNulls ? null : "";
        var after = egnyte.Simulator.Domain.FindUser(before.Id)!;
        Assert.Equal(
            before with { ExternalId = before.ExternalId ?? empty, IdpUserId = before.IdpUserId ?? empty, LastModificationDate = after.LastModificationDate },
            after);
    }

    [Theory]
    [MemberData(nameof(People))]
    public async Task Patch_OfOurOwnAnswerAsAMap_SendsTheSameAsPut(string userName)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        var before = egnyte.Simulator.Domain.FindUser(userName)!;
        var shown = await egnyte.Client.GetStringAsync($"Users/{before.Id}", TestContext.Current.CancellationToken);
        egnyte.Simulator.Calls.Clear();

        using var patched = await egnyte.Client.PatchAsync(
            $"Users/{before.Id}", Scim($$"""{"Operations":[{"op":"replace","value":{{shown}}}]}"""), TestContext.Current.CancellationToken);
        using var put = await egnyte.Client.PutAsync($"Users/{before.Id}", Scim(shown), TestContext.Current.CancellationToken);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [patched.StatusCode, put.StatusCode]);
        var calls = Caches.Counted(egnyte.Simulator.Calls.Snapshot()).Select(CostTests.Told).ToList();
        Assert.Equal(2, calls.Count);
        Assert.Equal(calls[1], calls[0]);
    }

    /// <summary>What the client reads, and what an administrator makes of it before the PUT: the role's condition, then the value itself.</summary>
    public static TheoryData<string, string?, string, string> Changed => new()
    {
        { "admin", null, "role", "Reviewer" },
        { "power", "Reviewer", "role", "Reviewer" },
        { "power", "Default", "language", "de-DE" },
    };

    [Theory]
    [MemberData(nameof(Changed))]
    public async Task Put_AfterTheUserChangedInEgnyte_IsDoneAsOnTheUserAsItIs(string userTypeRead, string? roleRead, string attribute, string value)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        var now = egnyte.Simulator.Domain.FindUser("bruno.birch")! with { UserType = "power", Role = "Default", Language = null };
        egnyte.Simulator.Domain.ReplaceUser(now with { UserType = userTypeRead, Role = roleRead, Language = "de-DE" });
        await egnyte.Client.GetScimAsync($"Users/{now.Id}");
        egnyte.Simulator.Domain.ReplaceUser(now);

        var answer = await egnyte.Client.SendScimAsync(
            "PUT",
            $"Users/{now.Id}",
            $$$"""{"name":{"givenName":"Bo"},"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User":{"{{{attribute}}}":"{{{value}}}"}}""");

        Assert.Equal(200, answer.Status);
        var after = egnyte.Simulator.Domain.FindUser(now.Id)!;
        Assert.Equal(("Bo", value), (after.GivenName, attribute == "role" ? after.Role : after.Language));
    }

    [Theory]
    [InlineData("PUT", """{"name":{"givenName":"Bo"},"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User":{"language":null}}""")]
    [InlineData(
        "PATCH", """{"Operations":[{"op":"replace","value":{"name.givenName":"Bo","urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:language":""}}]}""")]
    public async Task Clearing_OfWhatTheClientReadAsEmptyAndEgnyteHoldsNow_IsRejected(string method, string body)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        var now = egnyte.Simulator.Domain.FindUser("bruno.birch")! with { Language = "de-DE" };
        egnyte.Simulator.Domain.ReplaceUser(now with { Language = null });
        await egnyte.Client.GetScimAsync($"Users/{now.Id}");
        egnyte.Simulator.Domain.ReplaceUser(now);

        var answer = await egnyte.Client.SendScimAsync(method, $"Users/{now.Id}", body);

        // An Egnyte that does not show the language has none to clear.
        Assert.Equal(SimulatedEgnyte.Dialect.FewerFields ? 200 : 400, answer.Status);
        Assert.Equal(SimulatedEgnyte.Dialect.FewerFields ? "Bo" : now.GivenName, egnyte.Simulator.Domain.FindUser(now.Id)!.GivenName);
    }

    [Fact]
    public async Task Put_OfOurOwnAnswerInEmailForm_IsNoRename()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(
            settings: new KeyValuePair<string, string?>("ScimProxy:Tenants:default:UserNameFormat", "email"));
        var alba = egnyte.Simulator.Domain.FindUser("alba.acorn")!;
        var shown = await egnyte.Client.GetStringAsync($"Users/{alba.Id}", TestContext.Current.CancellationToken);
        Assert.Contains("\"userName\":\"alba.acorn@example.com\"", shown, StringComparison.Ordinal);
        egnyte.Simulator.Calls.Clear();

        using var answer = await egnyte.Client.PutAsync($"Users/{alba.Id}", Scim(shown), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("PATCH", Assert.Single(Caches.Counted(egnyte.Simulator.Calls.Snapshot())).Method);
    }

    [Fact]
    public async Task Put_OfAGroupsOwnAnswer_IsOneReplacementThatChangesNothing()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        var before = egnyte.Simulator.Domain.AllGroups()[0];
        var shown = await egnyte.Client.GetStringAsync($"Groups/{before.Id}", TestContext.Current.CancellationToken);
        egnyte.Simulator.Calls.Clear();

        using var answer = await egnyte.Client.PutAsync($"Groups/{before.Id}", Scim(shown), TestContext.Current.CancellationToken);

        Assert.Equal(shown, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(SimulatedEgnyte.Dialect.ShortGroupAnswers ? ["PUT", "GET"] : ["PUT"], egnyte.Simulator.Calls.Snapshot().Select(call => call.Method));
        Assert.Equal(before.MemberIds, egnyte.Simulator.Domain.FindGroup(before.Id)!.MemberIds);
    }

    private static StringContent Scim(string body) => new(body, Encoding.UTF8, "application/scim+json");

    private static string WithoutModified(string user)
    {
        var json = JsonNode.Parse(user)!;
        Assert.Equal(!SimulatedEgnyte.Dialect.FewerFields, json["meta"]!.AsObject().Remove("lastModified"));
        return json.ToJsonString();
    }
}
