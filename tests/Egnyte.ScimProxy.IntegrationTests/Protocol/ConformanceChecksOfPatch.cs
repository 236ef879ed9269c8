using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>PATCH as RFC 7644 §3.5.2 has it: in order, all or nothing, and told by its keyword what cannot be done.</summary>
public sealed class ConformanceChecksOfPatch : IAsyncLifetime
{
    private const string Schemas = "\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"]";

    private SimulatedEgnyte _egnyte = null!;
    private SimulatedUser _jane = null!;
    private SimulatedUser _john = null!;
    private string _sales = "";

    public async ValueTask InitializeAsync()
    {
        _egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false);
        _jane = _egnyte.Simulator.Domain.AddUser(
            new SimulatedUser { UserName = "jane.doe", Email = "jane.doe@example.com", GivenName = "Jane", FamilyName = "Doe" });
        _john = _egnyte.Simulator.Domain.AddUser(
            new SimulatedUser { UserName = "john.roe", Email = "john.roe@example.com", GivenName = "John", FamilyName = "Roe" });
        _sales = _egnyte.Simulator.Domain.AddGroup("Sales", [_jane.Id]).Id;
        _egnyte.Simulator.Calls.Clear();
    }

    public ValueTask DisposeAsync() => _egnyte.DisposeAsync();

    [Theory]
    [InlineData("""{"op":"remove"}""", "noTarget")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"home\"].value","value":"x@example.com"}""", "noTarget")]
    [InlineData("""{"op":"replace","path":"name..familyName","value":"x"}""", "invalidPath")]
    [InlineData("""{"op":"replace","path":"emails[type eq","value":"x"}""", "invalidPath")]
    [InlineData("""{"op":"replace","path":"id","value":"7"}""", "mutability")]
    [InlineData("""{"op":"replace","path":"groups","value":[]}""", "mutability")]
    [InlineData("""{"op":"replace","path":"userName","value":"other"}""", "mutability")]
    [InlineData("""{"op":"remove","path":"name.familyName"}""", "invalidValue")]
    [InlineData("""{"op":"replace","path":"active","value":"perhaps"}""", "invalidValue")]
    [InlineData("""{"op":"replace","path":"userType","value":"king"}""", "invalidValue")]
    [InlineData("""{"op":"move","path":"active","value":true}""", "invalidSyntax")]
    public async Task OfAUser_WithOneOperationThatCannotBe_ChangesNothing(string operation, string scimType)
    {
        foreach (var operations in new[]
        {
            $$"""{"op":"replace","path":"name.givenName","value":"Janet"},{{operation}}""",
            $$"""{{operation}},{"op":"replace","path":"name.givenName","value":"Janet"}""",
        })
        {
            ScimShape.AssertError(await PatchAsync($"Users/{_jane.Id}", operations), 400, scimType);
        }

        Assert.DoesNotContain(_egnyte.Simulator.Calls.Snapshot(), call => call.Method != "GET");
        Assert.Equal("Jane", _egnyte.Simulator.Domain.FindUser("jane.doe")!.GivenName);
    }

    [Theory]
    [InlineData("""{"op":"remove"}""", "noTarget")]
    [InlineData("""{"op":"replace","path":"members[value eq","value":[]}""", "invalidPath")]
    [InlineData("""{"op":"replace","path":"id","value":"7"}""", "mutability")]
    [InlineData("""{"op":"remove","path":"displayName"}""", "invalidValue")]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"nobody"}]}""", "invalidValue")]
    [InlineData("""{"op":"move","path":"members","value":[]}""", "invalidSyntax")]
    public async Task OfAGroup_WithOneOperationThatCannotBe_ChangesNothing(string operation, string scimType)
    {
        ScimShape.AssertError(
            await PatchAsync($"Groups/{_sales}", $$"""{"op":"add","path":"members","value":[{"value":"{{_john.Id}}"}]},{{operation}}"""), 400, scimType);

        Assert.Equal([_jane.Id], Members());
        Assert.DoesNotContain(_egnyte.Simulator.Calls.Snapshot(), call => call.Method != "GET");
    }

    [Fact]
    public async Task Operations_AreDoneInTheirOrder()
    {
        var user = await PatchAsync(
            $"Users/{_jane.Id}",
            """
            {"op":"Replace","path":"name.givenName","value":"A"},
            {"op":"ADD","value":{"name.givenName":"B"}},
            {"op":"replace","path":"NAME.GivenName","value":"C"}
            """);
        var group = await PatchAsync(
            $"Groups/{_sales}",
            $$"""
            {"op":"Replace","path":"members","value":[]},
            {"op":"Add","path":"members","value":[{"value":"{{_john.Id}}"},{"value":"{{_jane.Id}}"}]},
            {"op":"Remove","path":"members[value eq \"{{_jane.Id}}\"]"}
            """);

        Assert.Equal((200, 204), (user.Status, group.Status));
        Assert.Equal("C", _egnyte.Simulator.Domain.FindUser("jane.doe")!.GivenName);
        Assert.Equal([_john.Id], Members());
    }

    [Fact]
    public async Task Add_OfWhatIsThere_AndRemoveOfWhatIsNot_ChangeNothing()
    {
        Assert.Equal(204, (await PatchAsync($"Groups/{_sales}", $$"""{"op":"add","path":"members","value":[{"value":"{{_jane.Id}}"}]}""")).Status);
        Assert.Equal(204, (await PatchAsync($"Groups/{_sales}", $$"""{"op":"remove","path":"members[value eq \"{{_john.Id}}\"]"}""")).Status);

        Assert.Equal([_jane.Id], Members());
    }

    [Fact]
    public async Task Remove_OfMembers_TakesAllOfThem()
    {
        Assert.Equal(204, (await PatchAsync($"Groups/{_sales}", """{"op":"remove","path":"members"}""")).Status);

        Assert.Empty(Members());
    }

    private IReadOnlyList<long> Members() => [.. _egnyte.Simulator.Domain.AllGroups().Single().MemberIds];

    private Task<ScimAnswer> PatchAsync(string path, string operations) =>
        _egnyte.Client.SendScimAsync("PATCH", path, $$"""{{{Schemas}},"Operations":[{{operations}}]}""");
}
