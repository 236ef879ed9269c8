using System.Text;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>Entity tags (RFC 7644 §3.14): weak, made from content, the same everywhere, and what a write may demand of them.</summary>
public sealed class VersionTests : IAsyncLifetime
{
    private SimulatedEgnyte _egnyte = null!;
    private string _user = "";
    private string _group = "";

    public async ValueTask InitializeAsync()
    {
        _egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false);
        var jane = _egnyte.Simulator.Domain.AddUser(
            new SimulatedUser { UserName = "jane.doe", Email = "jane.doe@example.com", GivenName = "Jane", FamilyName = "Doe" });
        _user = $"Users/{jane.Id}";
        _group = $"Groups/{_egnyte.Simulator.Domain.AddGroup("Sales", [jane.Id]).Id}";
    }

    public ValueTask DisposeAsync() => _egnyte.DisposeAsync();

    [Fact]
    public async Task Resource_HasOneVersionInHeaderAndMeta_TheSameAtEveryReplicaAndInEveryForm()
    {
        await using var other = await ScimProxyApplication.StartAsync(
            _egnyte.Simulator.Address, [new("ScimProxy:Tenants:default:UserNameFormat", "email"), new("ScimProxy:PublicUrl", "https://scim.example.com")]);
        foreach (var path in new[] { _user, _group })
        {
            var answer = await _egnyte.Client.GetScimAsync(path);

            var tag = answer.Headers.ETag!;
            Assert.True(tag.IsWeak);
            Assert.Equal(tag.ToString(), answer.Json.GetProperty("meta").GetProperty("version").GetString());
            Assert.Equal(tag, (await other.Client.GetScimAsync(path)).Headers.ETag);
            Assert.Equal(tag, (await _egnyte.Client.GetScimAsync($"{path}?attributes=id")).Headers.ETag);
        }
    }

    [Fact]
    public async Task Get_WithTheVersionThatIsThere_Is304WithoutABody()
    {
        foreach (var path in new[] { _user, _group })
        {
            var tag = (await _egnyte.Client.GetScimAsync(path)).Headers.ETag!.ToString();

            var answer = await SendAsync("GET", path, null, ("If-None-Match", $"\"other\", {tag}"));

            Assert.Equal((304, "", tag), (answer.Status, answer.Text, answer.Headers.ETag!.ToString()));
            Assert.Equal(200, (await SendAsync("GET", path, null, ("If-None-Match", "W/\"0000000000000000\""))).Status);
        }
    }

    [Fact]
    public async Task Version_ChangesWithTheResourceAndOnlyThen()
    {
        var before = (await SendAsync("PATCH", _user, Patch("""{"active":true}"""))).Headers.ETag;
        var same = await SendAsync("PATCH", _user, Patch("""{"name":{"givenName":"Jane"}}"""));
        var changed = await SendAsync("PATCH", _user, Patch("""{"name":{"givenName":"Janet"}}"""));

        Assert.Equal(Content(before!.ToString()), Content(same.Headers.ETag!.ToString()));
        Assert.NotEqual(Content(before.ToString()), Content(changed.Headers.ETag!.ToString()));
        Assert.Equal(Content(changed.Headers.ETag.ToString()), Content((await _egnyte.Client.GetScimAsync(_user)).Headers.ETag!.ToString()));
    }

    [Fact]
    public async Task GetOfAPerson_WhoJoinedAGroup_IsNot304()
    {
        SimulatedEgnyte.Needs("fields=all", "groups that are not shown are no part of the version.");
        var tag = (await _egnyte.Client.GetScimAsync(_user)).Headers.ETag!.ToString();
        var joined = await _egnyte.Client.SendScimAsync("POST", "Groups", $$"""{"displayName":"Support","members":[{"value":"{{_user[6..]}}"}]}""");

        Assert.Equal(201, joined.Status);
        Assert.Equal(200, (await SendAsync("GET", _user, null, ("If-None-Match", tag))).Status);

        // No client can write the groups of a user: a change of them is no reason to reject a write.
        Assert.Equal(200, (await SendAsync("PATCH", _user, Patch("""{"active":true}"""), ("If-Match", tag))).Status);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task Write_OfAVersionThatIsGone_Is412AndChangesNothing(string method)
    {
        foreach (var path in new[] { _user, _group })
        {
            var body = Body(method, path);
            _egnyte.Simulator.Calls.Clear();

            ScimShape.AssertError(await SendAsync(method, path, body, ("If-Match", "W/\"0000000000000000\"")), 412);

            Assert.Equal("GET", Assert.Single(_egnyte.Simulator.Calls.Snapshot()).Method);
        }
    }

    [Theory]
    [InlineData("PUT", 200, 204)]
    [InlineData("PATCH", 200, 204)]
    [InlineData("DELETE", 204, 204)]
    public async Task Write_OfTheVersionThatIsThere_IsDone(string method, int userStatus, int groupStatus)
    {
        foreach (var (path, status) in new[] { (_group, method == "PUT" ? 200 : groupStatus), (_user, userStatus) })
        {
            var tag = (await _egnyte.Client.GetScimAsync(path)).Headers.ETag!.ToString();

            Assert.Equal(status, (await SendAsync(method, path, Body(method, path), ("If-Match", tag))).Status);
        }
    }

    [Fact]
    public async Task Write_OfAnyVersion_IsDone_AndOfNoneIsNot()
    {
        Assert.Equal(200, (await SendAsync("PATCH", _user, Patch("""{"active":true}"""), ("If-Match", "*"))).Status);
        ScimShape.AssertError(await SendAsync("PATCH", _user, Patch("""{"active":true}"""), ("If-None-Match", "*")), 412);
    }

    [Fact]
    public async Task List_HasNoVersions_SinceItsRowsNeedNotHoldEverything() =>
        Assert.False((await _egnyte.Client.GetScimAsync("Users")).Json.GetProperty("Resources")[0].GetProperty("meta").TryGetProperty("version", out _));

    private static string Content(string tag) => tag.Split('.')[0].TrimEnd('"');

    private static string Patch(string value) =>
        $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{{value}}}]}""";

    private static string? Body(string method, string path) => (method, path[0]) switch
    {
        ("PUT", 'U') => """{"userName":"jane.doe","name":{"givenName":"Janet","familyName":"Doe"},"emails":[{"value":"jane.doe@example.com"}]}""",
        ("PUT", _) => """{"displayName":"Sales","members":[]}""",
        ("PATCH", 'U') => Patch("""{"name":{"givenName":"Janet"}}"""),
        ("PATCH", _) => Patch("""{"displayName":"Sales"}"""),
        _ => null,
    };

    private async Task<ScimAnswer> SendAsync(string method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/scim+json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _egnyte.Client.SendScimAsync(request);
    }
}
