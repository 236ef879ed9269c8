using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.Tests.Simulator;

public sealed class SimulatedDomainTests : SimulatorTest
{
    [Fact]
    public void Seed_HoldsPeopleOfEveryKindAndThreeGroupsWithMembers()
    {
        var people = Domain.AllUsers();

        Assert.Equal(8, people.Count);
        Assert.Equal(["admin", "power", "standard"], people.Select(user => user.UserType).Distinct().Order());
        Assert.Equal(["ad", "egnyte", "sso"], people.Select(user => user.AuthType).Distinct().Order());
        Assert.Single(people, user => !user.Active);
        Assert.All(people, user => Assert.EndsWith("@example.com", user.Email, StringComparison.Ordinal));
        Assert.All(people, user => Assert.True(user.Id > int.MaxValue));
        Assert.Equal(3, Domain.GroupCount);
        Assert.All(Domain.AllGroups(), group => Assert.NotEmpty(group.MemberIds));
    }

    [Fact]
    public void Seed_FirstUser_IsAnActiveAdminWithEverythingFilled()
    {
        var first = Domain.AllUsers()[0];

        Assert.True(first is { Active: true, UserType: "admin", ExternalId: not null, IdpUserId: not null });
        Assert.All([first.UserName, first.Email, first.GivenName, first.FamilyName], text => Assert.NotEmpty(text));
    }

    [Fact]
    public void SeedUsers_ThousandsOfThem_AreAllDifferent()
    {
        var people = Domain.SeedUsers(6_000).Concat(Domain.SeedUsers(4_000)).ToArray();

        Assert.Equal(10_008, Domain.UserCount);
        Assert.Equal(10_000, people.Select(user => user.Email).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(10_000, people.Select(user => user.ExternalId).Distinct().Count());
    }

    [Fact]
    public void AddUser_TakesValuesAsGiven()
    {
        var created = new DateTimeOffset(2019, 5, 6, 7, 8, 9, TimeSpan.Zero);

        var user = Domain.AddUser(Person("Jane@Old") with { Id = 99, CreatedDate = created, Locked = true });

        Assert.Equal(user, Domain.FindUser(99));
        Assert.Equal(user, Domain.FindUser("jane@old"));
        Assert.Equal((created, created), (user.CreatedDate, user.LastModificationDate));
        Assert.Equal(99, Domain.AllUsers()[0].Id);
        Assert.Equal(12163350656, AddUser().Id);
    }

    [Fact]
    public void AddUser_OfWhatAnotherHolds_Throws()
    {
        AddUser();

        Assert.Throws<InvalidOperationException>(() => AddUser("JANE.DOE"));
    }

    [Fact]
    public async Task ReplaceUser_RenamesBehindTheBackOfTheApi()
    {
        var user = AddUser();
        await GetAsync($"{Users}/{user.Id}");

        Domain.ReplaceUser(user with { UserName = "jane.roe" });

        Assert.Equal("\"jane.roe\"", (await GetAsync($"{Users}/{user.Id}")).Raw("userName"));
        Assert.Null(Domain.FindUser("jane.doe"));
    }

    [Fact]
    public async Task ReplaceGroup_ChangesMembersBehindTheBackOfTheApi()
    {
        var group = Domain.FindGroupByName("Sales Team")!;
        await GetAsync($"{Groups}/{group.Id}");

        Domain.ReplaceGroup(group with { MemberIds = [] });

        Assert.Equal("[]", (await GetAsync($"{Groups}/{group.Id}")).Raw("members"));
        Assert.True(Domain.RemoveGroup(group.Id));
        Assert.False(Domain.RemoveGroup(group.Id));
    }

    [Fact]
    public void Reset_GivesTheSameIdsAgain()
    {
        var before = Domain.AllGroups().Select(group => group.Id).ToArray();
        Domain.SeedUsers(10);
        Domain.SeedGroups(2);

        Domain.Reset();

        Assert.Equal(before, Domain.AllGroups().Select(group => group.Id));
        Assert.Equal(8, Domain.UserCount);
    }

    [Fact]
    public async Task WithoutSeed_TheDomainIsEmpty()
    {
        await using var empty = await EgnyteSimulator.StartAsync(new SimulatorOptions { SeedPeople = false, Time = Time }, Cancelled);

        Assert.Equal((0, 0), (empty.Domain.UserCount, empty.Domain.GroupCount));
    }

    [Fact]
    public async Task WaitForShutdown_EndsWithTheTokenOrTheSimulator()
    {
        using var stop = new CancellationTokenSource();
        var byToken = Simulator.WaitForShutdownAsync(stop.Token);
        var byDisposal = Simulator.WaitForShutdownAsync(Cancelled);
        Assert.False(byToken.IsCompleted || byDisposal.IsCompleted);

        await stop.CancelAsync();
        await byToken;
        await Simulator.DisposeAsync();

        await byDisposal;
    }

    [Fact]
    public async Task ManyWritersAtOnce_AllSucceedAndOneNameIsGivenOnce()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(
            number => SendAsync("POST", Users, NewUser($"user{number / 2}", $"user{number / 2}@example.com"))));

        Assert.Equal(20, replies.Count(reply => reply.Status == 201));
        Assert.Equal(20, replies.Count(reply => reply.Status == 409));
        Assert.Equal(28, Domain.UserCount);
    }
}
