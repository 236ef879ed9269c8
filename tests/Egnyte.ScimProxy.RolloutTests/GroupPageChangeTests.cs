using System.Globalization;

namespace Egnyte.ScimProxy.RolloutTests;

/// <summary>A page whose groups change while it is read, and reads that must not be answered from it.</summary>
[Collection(nameof(OneClockForAll))]
public sealed class GroupPageChangeTests : GroupPages
{
    [Theory]
    [InlineData("PATCH", """{"Operations":[{"op":"remove","path":"members[value eq \"{member}\"]"}]}""")]
    [InlineData("PUT", """{"displayName":"Renamed","members":[]}""")]
    public async Task AnOwnWrite_InBetween_IsSeen(string method, string body)
    {
        await StartAsync(groups: 100);
        var group = Simulator.Domain.AllGroups()[7];
        await Time.RunAsync(async () =>
        {
            var refused = await Proxy.Client.GetScimAsync("Groups?count=100");
            await Time.WaitAsync(TimeSpan.FromSeconds(WaitOf(refused)), TestContext.Current.CancellationToken);
            var written = await Proxy.Client.SendScimAsync(
                method, $"Groups/{group.Id}", body.Replace("{member}", group.MemberIds[0].ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
            Assert.InRange(written.Status, 200, 204);

            AssertWhole(await Proxy.Client.GetScimAsync("Groups?count=100"), 100);
        });

        Assert.NotEqual(group.MemberIds.Count, Simulator.Domain.FindGroup(group.Id)!.MemberIds.Count);
    }

    [Fact]
    public async Task AGroup_ThatIsDeletedWhileThePageIsRead_IsNotOnTheNextAttempts()
    {
        await StartAsync(groups: 100);
        await Time.RunAsync(async () =>
        {
            var refused = await Proxy.Client.GetScimAsync("Groups?count=100");
            Simulator.Domain.RemoveGroup(Simulator.Domain.AllGroups()[99].Id);
            await Time.WaitAsync(TimeSpan.FromSeconds(WaitOf(refused)), TestContext.Current.CancellationToken);

            AssertWhole(await Proxy.Client.GetScimAsync("Groups?count=100"), 99);
        });

        Assert.DoesNotContain(Proxy.Logs.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    [Theory]
    [InlineData("Groups?filter=displayName%20eq%20%22{name}%22")]
    [InlineData("Groups?filter=id%20eq%20%22{id}%22")]
    [InlineData("Groups/{id}")]
    public async Task OneGroup_AndALookUp_AreAlwaysReadAfresh(string path)
    {
        await StartAsync(groups: 20);
        await Time.RunAsync(async () =>
        {
            AssertWhole(await Proxy.Client.GetScimAsync("Groups"), 20);
            var group = Simulator.Domain.AllGroups()[3];
            Simulator.Calls.Clear();

            var answer = await Proxy.Client.GetScimAsync(
                path.Replace("{id}", group.Id, StringComparison.Ordinal).Replace("{name}", Uri.EscapeDataString(group.DisplayName), StringComparison.Ordinal));

            Assert.Equal(200, answer.Status);
            Assert.Equal(1, Simulator.Calls.CountOf(GroupRoute));
        });
    }

    [Fact]
    public async Task AnotherToken_HasNothingOfIt()
    {
        await StartAsync(groups: 20);
        using var other = Proxy.CreateClient(token: SimulatedEgnyte.OtherToken);
        await Time.RunAsync(async () =>
        {
            AssertWhole(await Proxy.Client.GetScimAsync("Groups"), 20);
            AssertWhole(await other.GetScimAsync("Groups"), 20);
        });

        Assert.Equal(40, Simulator.Calls.CountOf(GroupRoute));
    }
}
