using System.Net;
using Egnyte.ScimProxy.IntegrationTests.Infrastructure;

namespace Egnyte.ScimProxy.IntegrationTests;

public sealed class WalkingTests
{
    [Fact]
    public async Task Get_OneUser_CostsOneEgnyteCall()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        var user = egnyte.Simulator.Domain.AllUsers()[0];

        using var answer = await egnyte.Client.GetAsync($"Users/{user.Id}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1, egnyte.Simulator.Calls.Count);
    }
}
