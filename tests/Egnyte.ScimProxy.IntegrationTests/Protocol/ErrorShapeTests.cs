using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>Each form that the body of an error may have (the simulator's switch <c>errors</c>) leads to the same status and scimType.</summary>
public sealed class ErrorShapeTests
{
    public static TheoryData<string> Shapes => [.. SimulatorDialect.Switches["errors"]];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Rejections_InThisShape_AreToldAsInAnyOther(string shape)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        egnyte.Simulator.Controls.Dialect = SimulatedEgnyte.Dialect.With($"errors={shape}");
        using var unverified = egnyte.Proxy.CreateClient(token: "nobody-knows-this");
        var user = (await egnyte.Client.GetScimAsync("Users?count=1")).Json.GetProperty("Resources")[0];
        var userName = user.GetProperty("userName").GetString();
        var group = (await egnyte.Client.GetScimAsync("Groups?count=1")).Json.GetProperty("Resources")[0];
        var (id, groupId, groupName) = (user.GetProperty("id").GetString(), group.GetProperty("id").GetString(), group.GetProperty("displayName").GetString());
        var email = user.GetProperty("emails")[0].GetProperty("value").GetString();

        await AssertAsync(404, null, "GET", "Users/987654", null);
        await AssertAsync(404, null, "GET", "Groups/00000000-0000-4000-8000-000000000000", null);
        await AssertAsync(404, null, "PATCH", "Users/987654", """{"Operations":[{"op":"replace","value":{"active":false}}]}""");
        await AssertAsync(409, "uniqueness", "POST", "Users", NewUser(userName!, "new@example.com"));
        await AssertAsync(409, "uniqueness", "POST", "Users", NewUser("someone.new", email!));
        await AssertAsync(409, "uniqueness", "POST", "Groups", $$"""{"displayName":"{{groupName}}","members":[]}""");
        await AssertAsync(400, "invalidValue", "PATCH", $"Groups/{groupId}", """{"Operations":[{"op":"add","path":"members","value":[{"value":"987654"}]}]}""");
        await AssertAsync(401, null, "GET", $"Users/{id}", null, unverified);

        async Task AssertAsync(int status, string? scimType, string method, string path, string? body, HttpClient? client = null)
        {
            var answer = await (client ?? egnyte.Client).SendScimAsync(method, path, body);
            Assert.True(status == answer.Status, $"{method} {path}: {answer.Text}");
            ScimShape.AssertError(answer, status, scimType);
        }
    }

    private static string NewUser(string userName, string email) =>
        $$"""{"userName":"{{userName}}","emails":[{"value":"{{email}}","primary":true}],"name":{"givenName":"New","familyName":"User"},"active":true}""";
}
