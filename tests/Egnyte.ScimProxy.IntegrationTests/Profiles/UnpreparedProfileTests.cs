namespace Egnyte.ScimProxy.IntegrationTests.Profiles;

/// <summary>A profile for which the proxy has no code, defined by a JSON file alone, from an administrator who cannot program.</summary>
public sealed class UnpreparedProfileTests
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private const string Acme = """
        {
          "extends": "okta",
          "users": [
            { "scim": "userName", "transforms": ["localPart", "asciiFold", { "truncate": 20 }, "lower"] },
            { "scim": "extension:authType", "default": { "by": "userType", "values": { "standard": "egnyte" }, "otherwise": "sso" } },
            { "scim": "extension:role", "remove": true },
            {
              "scim": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
              "egnyte": "role",
              "onlyIf": { "userType": "power" },
              "transforms": [{ "lookup": { "table": { "Legal": "Reviewer", "Sales": "Account Manager" } } }],
              "fix": "Choose one of these departments."
            }
          ],
          "groups": {
            "displayName": { "transforms": [{ "template": "okta-{value}" }] },
            "shown": { "startsWith": "okta-" }
          }
        }
        """;

    [Fact]
    public async Task ADepartment_IsTheRoleOfAPowerUser_ByALookup_AndReadsBack()
    {
        SimulatedEgnyte.Needs("fields=all", "where Egnyte does not tell the role, it cannot be read back.");
        await using var acme = await StartAsync();

        var created = await acme.Client.SendScimAsync("POST", "Users", Person("jane.doe@example.com", "Legal"));
        var read = await acme.Client.GetScimAsync($"Users/{created.Json.GetProperty("id").GetString()}");
        var standard = await acme.Client.SendScimAsync("POST", "Users", Person("john.doe@example.com", "Legal", "standard"));
        var unknown = await acme.Client.SendScimAsync("POST", "Users", Person("joe.doe@example.com", "Marketing"));

        Assert.Equal("Reviewer", acme.Simulator.Domain.FindUser("jane.doe")?.Role);
        Assert.Equal("Legal", read.Json.GetProperty(Enterprise).GetProperty("department").GetString());
        Assert.Equal((201, null), (standard.Status, acme.Simulator.Domain.FindUser("john.doe")?.Role));
        Assert.Equal("egnyte", acme.Simulator.Domain.FindUser("john.doe")?.AuthType);
        Assert.Equal("sso", acme.Simulator.Domain.FindUser("jane.doe")?.AuthType);
        Assert.Equal(400, unknown.Status);
        Assert.EndsWith("Choose one of these departments.", DetailOf(unknown), StringComparison.Ordinal);
        Assert.Contains("Legal, Sales", DetailOf(unknown), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AUserName_IsFoldedAndCut_FoundByItsAddressWithOneCall_AndReadsBackAsItWasWritten()
    {
        await using var acme = await StartAsync();
        var created = await acme.Client.SendScimAsync("POST", "Users", Person("Wołodymyr.Großenbacher-Müller@example.com", "Sales"));
        acme.Simulator.Calls.Clear();

        var found = await acme.Client.GetScimAsync("Users?filter=" + Uri.EscapeDataString("userName eq \"wołodymyr.großenbacher-müller@EXAMPLE.com\""));

        Assert.Equal("Wołodymyr.Großenbacher-Müller@example.com", created.Json.GetProperty("userName").GetString());
        Assert.NotNull(acme.Simulator.Domain.FindUser("wolodymyr.grossenbac"));
        Assert.Equal(1, found.Json.GetProperty("totalResults").GetInt32());
        Assert.Equal(1, acme.Simulator.Calls.Count);
    }

    [Fact]
    public async Task TwoPeopleWithOneEgnyteName_AreNeverOne_AndTheSecondHearsWhichRuleMadeItSo()
    {
        await using var acme = await StartAsync();
        await acme.Client.SendScimAsync("POST", "Users", Person("josé@a.example.com", "Sales"));

        var found = await acme.Client.GetScimAsync("Users?filter=" + Uri.EscapeDataString("userName eq \"jose@b.example.com\""));
        var second = await acme.Client.SendScimAsync("POST", "Users", Person("jose@b.example.com", "Sales"));

        Assert.Equal(0, found.Json.GetProperty("totalResults").GetInt32());
        Assert.Equal((409, "uniqueness"), (second.Status, second.Json.GetProperty("scimType").GetString()));
        Assert.StartsWith(
            "The Egnyte user name \"jose\", which rule userName (localPart, asciiFold, truncate(20), lower) of profile acme makes of "
            + "\"jose@b.example.com\", is held by the account of josé@a.example.com",
            DetailOf(second),
            StringComparison.Ordinal);
        Assert.Contains("Give this user another user name", DetailOf(second), StringComparison.Ordinal);
    }

    // The tenant's own domain does not make josé and jose one person.
    [Fact]
    public async Task ADomainOfTheTenant_FindsByThePartBeforeAt_AndStillNeverAnotherPerson()
    {
        await using var acme = await StartAsync(new KeyValuePair<string, string?>("ScimProxy:Tenants:default:UserNameDomains:0", "example.com"));
        await acme.Client.SendScimAsync("POST", "Users", Person("jose@example.com", "Sales", email: "other@example.com"));

        var accented = await acme.Client.GetScimAsync("Users?filter=" + Uri.EscapeDataString("userName eq \"josé@example.com\""));
        var same = await acme.Client.GetScimAsync("Users?filter=" + Uri.EscapeDataString("userName eq \"Jose@example.com\""));

        Assert.Equal((0, 1), (accented.Json.GetProperty("totalResults").GetInt32(), same.Json.GetProperty("totalResults").GetInt32()));
    }

    [Fact]
    public async Task Groups_AreShownOnlyWithTheirPrefix_AndWithoutIt()
    {
        await using var acme = await StartAsync();
        await acme.Client.SendScimAsync("POST", "Groups", """{"displayName":"Sales"}""");
        acme.Simulator.Domain.AddGroup("Of nobody's business");

        var list = await acme.Client.GetScimAsync("Groups?excludedAttributes=members");

        Assert.Equal(["Sales"], list.Json.GetProperty("Resources").EnumerateArray().Select(group => group.GetProperty("displayName").GetString()));
        Assert.NotNull(acme.Simulator.Domain.AllGroups().SingleOrDefault(group => group.DisplayName == "okta-Sales"));
    }

    private static async Task<SimulatedEgnyte> StartAsync(params KeyValuePair<string, string?>[] more)
    {
        using var files = new ProfileFiles(("acme", Acme));
        return await SimulatedEgnyte.StartAsync(settings: [.. files.Settings, .. more]);
    }

    private static string DetailOf(ScimAnswer refused) => refused.Json.GetProperty("detail").GetString()!;

    private static string Person(string userName, string department, string userType = "power", string? email = null) =>
        $$"""
        {"userName":"{{userName}}","userType":"{{userType}}","name":{"givenName":"New","familyName":"Person"},
         "emails":[{"value":"{{email ?? userName}}","primary":true}],"{{Enterprise}}":{"department":"{{department}}" } }
        """;
}
