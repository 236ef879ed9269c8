using Egnyte.ScimProxy.Simulator;
using Egnyte.ScimProxy.Telemetry;
using Microsoft.Extensions.Logging;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>What the log says, and what it never says: one Information line for a write, none for a read, and no token, name or address.</summary>
public sealed class LoggingTests
{
    private const string Deactivation = """
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"active":false}}]}
        """;

    [Fact]
    public async Task Reads_OfEveryKind_AreNotLoggedAtInformation()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        var (user, group) = (egnyte.Simulator.Domain.AllUsers()[0].Id, egnyte.Simulator.Domain.AllGroups()[0].Id);
        var before = egnyte.Proxy.Logs.Lines.Count;

        string[] reads =
        [
            "Users", "Users?count=1", $"Users/{user}", "Users?filter=userName%20eq%20%22alba.acorn%22", "Users/1", "Users/x", "Users?filter=nonsense",
            "Users?startIndex=a",
            "Groups", $"Groups/{group}", "Groups?filter=displayName%20co%20%22a%22", "Groups/ffffffff-ffff-ffff-ffff-ffffffffffff",
            "ServiceProviderConfig", "Schemas", "ResourceTypes", "Schemas/x", "Nothing", "/health/live", "/health/ready",
        ];
        foreach (var read in reads)
        {
            Assert.InRange(
                (await egnyte.Client.GetAsync(read, TestContext.Current.CancellationToken)).StatusCode,
                System.Net.HttpStatusCode.OK,
                System.Net.HttpStatusCode.NotFound);
        }

        Assert.DoesNotContain(egnyte.Proxy.Logs.Lines.Skip(before), line => line.Level >= LogLevel.Information);
    }

    [Fact]
    public async Task Writes_ThatSucceed_AreOneInformationLineEach()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        var user = egnyte.Simulator.Domain.AllUsers()[1];
        var created = await WriteAsync(egnyte, EventIds.UserCreated, "POST", "Users", Person("new.person"));
        await WriteAsync(egnyte, EventIds.UserUpdated, "PUT", $"Users/{created.Id}", Person("new.person").Replace("Given", "Other", StringComparison.Ordinal));
        await WriteAsync(egnyte, EventIds.UserDeactivated, "PATCH", $"Users/{user.Id}", Deactivation);
        await WriteAsync(egnyte, EventIds.UserDeactivated, "DELETE", $"Users/{created.Id}");

        var group = await WriteAsync(egnyte, EventIds.GroupCreated, "POST", "Groups", $$"""{"displayName":"New Group","members":[]}""");
        await WriteAsync(egnyte, EventIds.GroupChanged, "PUT", $"Groups/{group.Id}", """{"displayName":"Newer Group"}""");
        await WriteAsync(
            egnyte,
            EventIds.GroupChanged,
            "PATCH",
            $"Groups/{group.Id}",
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"displayName":"Newest Group"}}]}""");
        await WriteAsync(egnyte, EventIds.GroupDeleted, "DELETE", $"Groups/{group.Id}");
    }

    [Theory]
    [InlineData("PATCH", "Users/1", Deactivation, "PATCH /scim/v2/Users/{id}: 404")]
    [InlineData("POST", "Groups", "{}", "POST /scim/v2/Groups: 400 invalidValue")]
    public async Task Refusal_NamesItsRouteAndNotTheId(string method, string path, string body, string text)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();

        await egnyte.Client.SendScimAsync(method, path, body);

        var log = Assert.Single(egnyte.Proxy.Logs.Lines, line => line.Level is LogLevel.Warning);
        Assert.Contains(method == "PATCH" ? "PATCH /pubapi/v2/users/{id}" : text, log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_ThatAreRefused_AreOneWarningEachAndNoInformation()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        (string Method, string Path, string Body)[] refused =
        [
            ("POST", "Users", "{"), ("POST", "Users", "{}"), ("POST", "Users", Person("bruno.birch")), ("PUT", "Users/x", "{}"),
            ("PATCH", "Users/1", Deactivation), ("POST", "Groups", """{"displayName":"Finance"}"""),
        ];
        foreach (var (method, path, body) in refused)
        {
            var before = egnyte.Proxy.Logs.Lines.Count;
            Assert.InRange((await egnyte.Client.SendScimAsync(method, path, body)).Status, 400, 409);

            var line = Assert.Single(egnyte.Proxy.Logs.Lines.Skip(before), line => line.Level >= LogLevel.Information);
            Assert.Equal(LogLevel.Warning, line.Level);
        }
    }

    [Fact]
    public async Task Token_InWhateverGoesWrong_IsInNoLineOfAnyLevelAndInNoAnswer()
    {
        const string secret = "s3cr3t-t0ken_that.must/never+show";
        await using var simulator = await EgnyteSimulator.StartAsync(
            new SimulatorOptions { CallsPerSecond = 100_000, CallsPerDay = 100_000_000, Token = secret }, TestContext.Current.CancellationToken);
        await using var proxy = await ScimProxyApplication.StartAsync(
            simulator.Address,
            [
                new("Logging:LogLevel:Default", "Trace"), new("Logging:LogLevel:Microsoft", "Trace"), new("Logging:LogLevel:System", "Trace"),
                new("Logging:LogLevel:Polly", "Trace"),
            ]);
        var answers = new List<ScimAnswer>();
        foreach (var authorization in new[] { $"Bearer {secret}", secret, $"Bearer {secret}-wrong", $"Basic {secret}", $"Bearer {secret} {secret}" })
        {
            using var client = proxy.CreateClient(token: null);
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
            answers.Add(await client.GetScimAsync("Users?count=2"));
            answers.Add(await client.GetScimAsync("Groups/x%20y"));
            answers.Add(await client.SendScimAsync("POST", "Users", Person("bruno.birch")));
            answers.Add(await client.SendScimAsync("POST", "Users", "{"));
            answers.Add(await client.SendScimAsync("PATCH", $"Users/{simulator.Domain.AllUsers()[1].Id}", Deactivation));
            foreach (var (kind, status) in new[] { (FailureKind.Html, 403), (FailureKind.Inactive, 403), (FailureKind.Error, 400) })
            {
                simulator.Controls.FailNext(1, status, kind);
                answers.Add(await client.SendScimAsync("DELETE", $"Users/{simulator.Domain.AllUsers()[2].Id}"));
                simulator.Controls.Clear();
            }
        }

        Assert.Contains(answers, answer => answer.Status == 200);
        Assert.Contains(answers, answer => answer.Status == 401);
        Assert.Contains(answers, answer => answer.Status == 409);
        Assert.DoesNotContain(answers, answer => Shows(answer.Text) || Shows(answer.Headers.ToString()) || Shows(answer.ContentHeaders.ToString()));
        Assert.Contains(proxy.Logs.Lines, line => line.Level is LogLevel.Trace or LogLevel.Debug);
        Assert.Contains(proxy.Logs.Lines, line => line.Category.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.DoesNotContain(proxy.Logs.Lines, line => Shows(line.Text) || Shows(line.Exception ?? ""));

        static bool Shows(string text) => text.Contains(secret, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task People_InWhateverIsDone_AreInNoLineByNameOrAddress()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();

        var created = await egnyte.Client.SendScimAsync("POST", "Users", Person("new.person"));
        await egnyte.Client.SendScimAsync("POST", "Users", Person("new.person"));
        await egnyte.Client.SendScimAsync("PUT", $"Users/{created.Id}", Person("renamed.person"));
        await egnyte.Client.GetScimAsync("Users?filter=userName%20eq%20%22new.person%40example.com%22");
        await egnyte.Client.SendScimAsync("DELETE", $"Users/{created.Id}");

        Assert.Contains(egnyte.Proxy.Logs.Lines, line => line.Text.Contains(created.Id, StringComparison.Ordinal));
        Assert.DoesNotContain(egnyte.Proxy.Logs.Lines, line => line.Text.Contains("person", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<ScimAnswer> WriteAsync(SimulatedEgnyte egnyte, int eventId, string method, string path, string? body = null)
    {
        var before = egnyte.Proxy.Logs.Lines.Count;
        var answer = await egnyte.Client.SendScimAsync(method, path, body);

        Assert.InRange(answer.Status, 200, 204);
        var line = Assert.Single(egnyte.Proxy.Logs.Lines.Skip(before), line => line.Level >= LogLevel.Information);
        Assert.Equal((LogLevel.Information, eventId), (line.Level, line.EventId));
        return answer;
    }

    private static string Person(string userName) => $$"""
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{{userName}}","name":{"givenName":"Given","familyName":"Family"},
         "emails":[{"value":"{{userName}}@example.com","primary":true}],"active":true}
        """;
}
