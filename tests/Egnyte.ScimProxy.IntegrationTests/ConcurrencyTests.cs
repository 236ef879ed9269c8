using System.Net;
using Egnyte.ScimProxy.IntegrationTests.Infrastructure;

namespace Egnyte.ScimProxy.IntegrationTests;

public sealed class ConcurrencyTests
{
    /// <summary>Each push reads the group before it knows the form: none may take another's new member for damage.</summary>
    [Fact]
    public async Task GroupPushes_AtOnce_LoseNobody()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        egnyte.Simulator.Controls.Latency = TimeSpan.FromMilliseconds(50);
        var group = egnyte.Simulator.Domain.AllGroups()[0];
        var newcomers = egnyte.Simulator.Domain.AllUsers().Where(user => user.Active && !group.MemberIds.Contains(user.Id)).Select(user => user.Id).ToList();

        var answers = await Task.WhenAll(newcomers.Select(id =>
            egnyte.Client.SendScimAsync("PATCH", $"Groups/{group.Id}", $$"""{"Operations":[{"op":"add","path":"members","value":[{"value":"{{id}}"}]}]}""")));

        Assert.All(answers, answer => Assert.Equal((int)HttpStatusCode.NoContent, answer.Status));
        Assert.Equal(group.MemberIds.Concat(newcomers).Order(), egnyte.Simulator.Domain.FindGroup(group.Id)!.MemberIds.Order());
    }
}
