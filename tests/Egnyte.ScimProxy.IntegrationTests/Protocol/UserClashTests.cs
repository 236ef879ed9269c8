using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>A 409 names the attribute that clashed, the account that holds it, and whether that is inactive; however much Egnyte says.</summary>
public sealed class UserClashTests : IAsyncLifetime
{
    private SimulatedEgnyte _egnyte = null!;
    private long _holder;

    public async ValueTask InitializeAsync()
    {
        _egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false);
        _holder = _egnyte.Simulator.Domain.AddUser(
            new SimulatedUser
            {
                UserName = "holder",
                Email = "held@example.com",
                ExternalId = "held-1",
                GivenName = "Jo",
                FamilyName = "Holder",
                Active = false,
            }).Id;
        _egnyte.Simulator.Domain.AddUser(
            new SimulatedUser { UserName = "robot", Email = "shared@example.com", GivenName = "Ro", FamilyName = "Bot", IsServiceAccount = true });
    }

    public ValueTask DisposeAsync() => _egnyte.DisposeAsync();

    [Theory]
    [InlineData("holder", "new@example.com", "new-1", "user name \"holder\"")]
    [InlineData("new", "HELD@example.com", "new-1", "e-mail address \"HELD@example.com\" is held by the Egnyte account \"holder\"")]
    [InlineData("new", "new@example.com", "held-1", "externalId \"held-1\" is held by the Egnyte account \"holder\" (held@example.com")]
    public async Task Create_ThatClashes_NamesTheAttributeAndTheAccount(string userName, string email, string externalId, string told)
    {
        AssertClash(await CreateAsync(userName, email, externalId), told);

        // The same where Egnyte says no more than that something exists.
        _egnyte.Simulator.Controls.FailNext(1, status: 409, body: """{"errorMessage":"Conflict"}""");
        AssertClash(await CreateAsync(userName, email, externalId), told);
    }

    [Fact]
    public async Task Create_InBulk_NamesTheAttributeAndTheAccount()
    {
        var answer = await _egnyte.Client.SendScimAsync(
            "POST", "Bulk", $$"""{"Operations":[{"method":"POST","path":"/Users","bulkId":"a","data":{{Body("new", "new@example.com", "held-1")}}}]}""");

        Assert.Contains(
            "held by the Egnyte account",
            answer.Json.GetProperty("Operations")[0].GetProperty("response").GetProperty("detail").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_BesideAServiceAccountOfTheSameAddress_DoesNotNameIt()
    {
        SimulatedEgnyte.Needs("fields=all", "Egnyte's lists show what is a service account.");
        _egnyte.Simulator.Controls.FailNext(1, status: 409, body: """{"errorMessage":"Conflict"}""");

        AssertClash(await CreateAsync("new", "shared@example.com", "held-1"), "externalId \"held-1\"");
    }

    [Theory]
    [InlineData("PATCH", """{"Operations":[{"op":"replace","path":"emails[type eq \"work\"].value","value":"held@example.com"}]}""")]
    [InlineData("PATCH", """{"Operations":[{"op":"replace","value":{"emails":[{"type":"work","value":"held@example.com"}]}}]}""")]
    [InlineData("PUT", """{"userName":"other","name":{"givenName":"O","familyName":"Ther"},"emails":[{"value":"held@example.com"}]}""")]
    public async Task Update_ToAnAddressThatIsHeld_NamesTheAccountAndChangesNothing(string method, string body)
    {
        var other = _egnyte.Simulator.Domain.AddUser(
            new SimulatedUser { UserName = "other", Email = "other@example.com", GivenName = "O", FamilyName = "Ther" });

        AssertClash(
            await _egnyte.Client.SendScimAsync(method, $"Users/{other.Id}", body),
            "e-mail address \"held@example.com\" is held by the Egnyte account \"holder\"");

        Assert.Equal("other@example.com", _egnyte.Simulator.Domain.AllUsers().Single(user => user.Id == other.Id).Email);
    }

    private void AssertClash(ScimAnswer answer, string told)
    {
        ScimShape.AssertError(answer, 409, "uniqueness");
        var detail = answer.Json.GetProperty("detail").GetString()!;
        Assert.Contains(told, detail, StringComparison.Ordinal);
        Assert.Contains($"id {_holder}", detail, StringComparison.Ordinal);
        Assert.Contains("inactive", detail, StringComparison.Ordinal);
    }

    private Task<ScimAnswer> CreateAsync(string userName, string email, string externalId) =>
        _egnyte.Client.SendScimAsync("POST", "Users", Body(userName, email, externalId));

    private static string Body(string userName, string email, string externalId) =>
        $$"""{"userName":"{{userName}}","externalId":"{{externalId}}","name":{"givenName":"Jane","familyName":"Doe"},"emails":[{"value":"{{email}}"}]}""";
}
