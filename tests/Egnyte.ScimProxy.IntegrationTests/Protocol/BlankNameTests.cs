using System.Text.Json;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>Names of blanks only: authentik sends one blank as the family name of a user whose name is one word.</summary>
public sealed class BlankNameTests : IAsyncLifetime
{
    private SimulatedEgnyte _egnyte = null!;

    public async ValueTask InitializeAsync() => _egnyte = await SimulatedEgnyte.StartAsync();

    public ValueTask DisposeAsync() => _egnyte.DisposeAsync();

    [Theory]
    [InlineData("Prince", " ", "Prince", "Prince")]
    [InlineData("Prince", "\\t \\u00a0", "Prince", "Prince")]
    [InlineData("  ", "Madonna", "Madonna", "Madonna")]
    [InlineData("Jane", "Doe", "Jane", "Doe")]
    public async Task Create_WithANameOfBlanks_TakesTheOther(string given, string family, string givenInEgnyte, string familyInEgnyte)
    {
        var answer = await _egnyte.Client.SendScimAsync(
            "POST",
            "Users",
            $$"""{"userName":"one.word","name":{"givenName":"{{given}}","familyName":"{{family}}"},"emails":[{"value":"one.word@example.com"}]}""");

        Assert.Equal(201, answer.Status);
        Assert.Equal((givenInEgnyte, familyInEgnyte), NameOf(answer.Json));
        var user = _egnyte.Simulator.Domain.AllUsers().Single(user => user.UserName == "one.word");
        Assert.Equal((givenInEgnyte, familyInEgnyte), (user.GivenName, user.FamilyName));
    }

    [Theory]
    [InlineData("PUT", """{"userName":"{0}","name":{"givenName":"Prince","familyName":" "},"emails":[{"value":"{1}"}],"active":true}""")]
    [InlineData("PATCH", """{"Operations":[{"op":"replace","value":{"name":{"givenName":"Prince","familyName":" "}}}]}""")]
    [InlineData("PATCH", """{"Operations":[{"op":"replace","value":{"name.familyName":" ","name.givenName":"Prince"}}]}""")]
    [InlineData(
        "PATCH", """{"Operations":[{"op":"replace","path":"name.familyName","value":" "},{"op":"replace","path":"name.givenName","value":"Prince"}]}""")]
    public async Task Update_WithANameOfBlanks_TakesTheOther(string method, string body)
    {
        var user = _egnyte.Simulator.Domain.AllUsers()[1];

        var answer = await _egnyte.Client.SendScimAsync(
            method, $"Users/{user.Id}", body.Replace("{0}", user.UserName, StringComparison.Ordinal).Replace("{1}", user.Email, StringComparison.Ordinal));

        Assert.Equal(200, answer.Status);
        Assert.Equal(("Prince", "Prince"), NameOf(answer.Json));
    }

    [Theory]
    [InlineData("""{"Operations":[{"op":"replace","path":"name.familyName","value":" "}]}""")]
    [InlineData("""{"Operations":[{"op":"replace","value":{"name":{"givenName":" ","familyName":"  "}}}]}""")]
    public async Task Update_WithNamesOfBlanksAlone_Is400AndChangesNothing(string body)
    {
        var user = _egnyte.Simulator.Domain.AllUsers()[1];
        var before = (user.GivenName, user.FamilyName);

        ScimShape.AssertError(await _egnyte.Client.SendScimAsync("PATCH", $"Users/{user.Id}", body), 400, "invalidValue");

        Assert.Equal(before, (_egnyte.Simulator.Domain.AllUsers()[1].GivenName, _egnyte.Simulator.Domain.AllUsers()[1].FamilyName));
    }

    [Fact]
    public async Task Create_WithNamesOfBlanksAlone_Is400() =>
        ScimShape.AssertError(
            await _egnyte.Client.SendScimAsync(
                "POST", "Users", """{"userName":"no.name","name":{"givenName":" ","familyName":" "},"emails":[{"value":"no.name@example.com"}]}"""),
            400,
            "invalidValue");

    private static (string?, string?) NameOf(JsonElement user) =>
        (user.GetProperty("name").GetProperty("givenName").GetString(), user.GetProperty("name").GetProperty("familyName").GetString());
}
