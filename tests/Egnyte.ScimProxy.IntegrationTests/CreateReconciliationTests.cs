using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests;

/// <summary>The proxy reconciles a create that Egnyte does not answer in the same request (behaviour.md §1.2). The tests check Egnyte's state.</summary>
public sealed class CreateReconciliationTests
{
    private const string Users = "/pubapi/v2/users";
    private const string Groups = "/pubapi/v2/groups";
    private const int UserReconciled = 1009;
    private const int GroupReconciled = 1109;

    private static readonly string Jane = JaneWith("""
        "externalId":"00u1a2b3c4d5e6f7g8h9",
        """);

    public static TheoryData<FailureKind, int> AfterTheEffect => new()
    {
        { FailureKind.Abort, 0 },
        { FailureKind.Error, 500 },
        { FailureKind.Error, 504 },
        { FailureKind.Html, 502 },
        { FailureKind.Html, 201 },
        { FailureKind.Truncated, 0 },
        { FailureKind.Garbage, 0 },
    };

    public static TheoryData<FailureKind, int> BeforeTheEffect => new() { { FailureKind.Abort, 0 }, { FailureKind.Error, 500 }, { FailureKind.Html, 503 } };

    [Theory]
    [MemberData(nameof(AfterTheEffect))]
    public async Task AUser_ThatEgnyteMadeAndDidNotAnswer_IsFound(FailureKind kind, int status)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false);
        egnyte.Simulator.Controls.FailNext(Fault(kind, status, "POST", Users, isAfter: true));

        var created = await egnyte.Client.SendScimAsync("POST", "Users", Jane);

        Assert.Equal((201, $"{OnlyUser(egnyte).Id}"), (created.Status, created.Id));
        Assert.Equal((1, 1), (Count(egnyte, "POST", Users), Count(egnyte, "GET", Users)));
        AssertReconciled(egnyte, UserReconciled, "Found");
    }

    [Theory]
    [MemberData(nameof(BeforeTheEffect))]
    public async Task AUser_ThatEgnyteDidNotMake_IsMadeAgain(FailureKind kind, int status)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false);
        egnyte.Simulator.Controls.FailNext(Fault(kind, status, "POST", Users, isAfter: false));

        var created = await egnyte.Client.SendScimAsync("POST", "Users", Jane);

        Assert.Equal((201, $"{OnlyUser(egnyte).Id}"), (created.Status, created.Id));
        Assert.Equal((2, 1), (Count(egnyte, "POST", Users), Count(egnyte, "GET", Users)));
        AssertReconciled(egnyte, UserReconciled, "MadeAgain");
    }

    /// <summary>The account shows nothing of what was sent, which proves neither that it was done nor that it was not.</summary>
    [Fact]
    public async Task AChangeThatInvites_AndOfWhichTheAccountShowsNothing_IsNeverTakenForDone()
    {
        const string Body =
            """{"Operations":[{"op":"replace","value":{"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User":{"role":"Helpdesk","sendInvite":true}}}]}""";
        await using var egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false);
        var user = egnyte.Simulator.Domain.AddUser(
            new SimulatedUser { UserName = "jane.doe", Email = "jane.doe@example.com", GivenName = "Jane", FamilyName = "Doe" });
        egnyte.Simulator.Controls.FailNext(Fault(FailureKind.Error, 500, "PATCH", $"{Users}/{{id}}", isAfter: false));

        var answer = await egnyte.Client.SendScimAsync("PATCH", $"Users/{user.Id}", Body);
        var again = await egnyte.Client.SendScimAsync("PATCH", $"Users/{user.Id}", Body);

        ScimShape.AssertError(answer, 429);
        Assert.Contains("it is not known whether it acted", answer.Text, StringComparison.Ordinal);
        Assert.Equal(200, again.Status);
        Assert.Equal("Helpdesk", egnyte.Simulator.Domain.AllUsers()[0].Role);
    }

    /// <summary>Ours would have the name as it was sent.</summary>
    [Fact]
    public async Task AnEmptyGroup_WhoseNameIsWrittenOtherwise_IsNotTakenForOurs()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false);
        Assert.Equal(201, (await egnyte.Client.SendScimAsync("POST", "Groups", """{"displayName":"STAFF","members":[]}""")).Status);
        egnyte.Simulator.Controls.FailNext(Fault(FailureKind.Error, 500, "POST", Groups, isAfter: false));

        var answer = await egnyte.Client.SendScimAsync("POST", "Groups", """{"displayName":"Staff","members":[]}""");

        ScimShape.AssertError(answer, 409, "uniqueness");
    }

    [Fact]
    public async Task AUserWithoutAnExternalId_IsNotTakenForOurs()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false);
        egnyte.Simulator.Controls.FailNext(Fault(FailureKind.Abort, 0, "POST", Users, isAfter: true));

        var answer = await egnyte.Client.SendScimAsync("POST", "Users", JaneWith(""));

        ScimShape.AssertError(answer, 409, "uniqueness");
        Assert.Contains("it may be the one that made the account", answer.Text, StringComparison.Ordinal);
        Assert.Equal((1, 1), (egnyte.Simulator.Domain.AllUsers().Count, Count(egnyte, "POST", Users)));
    }

    [Fact]
    public async Task UnansweredCreate_WhoseNameAnotherUserHolds_Is409()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false);
        egnyte.Simulator.Domain.AddUser(
            new SimulatedUser { UserName = "jane.doe", Email = "other@example.com", GivenName = "Jane", FamilyName = "Doe", ExternalId = "hr-jane" });
        egnyte.Simulator.Controls.FailNext(Fault(FailureKind.Error, 500, "POST", Users, isAfter: false));

        var answer = await egnyte.Client.SendScimAsync("POST", "Users", Jane);

        ScimShape.AssertError(answer, 409, "uniqueness");
        Assert.Equal("hr-jane", OnlyUser(egnyte).ExternalId);
        Assert.Equal(1, Count(egnyte, "POST", Users));
    }

    [Fact]
    public async Task WhereTheLookUpFailsToo_OktaRetries_AndTheUserIsThereOnce()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false);
        egnyte.Simulator.Controls.FailNth(1, Fault(FailureKind.Abort, 0, "POST", Users, isAfter: true));
        egnyte.Simulator.Controls.FailNth(1, Fault(FailureKind.Error, 503, "GET", Users, isAfter: false) with { Count = 3 });

        var first = await egnyte.Client.SendScimAsync("POST", "Users", Jane);
        var second = await egnyte.Client.SendScimAsync("POST", "Users", Jane);

        AssertRetries(first);
        Assert.Equal((201, $"{OnlyUser(egnyte).Id}"), (second.Status, second.Id));
        Assert.Equal((2, 4), (Count(egnyte, "POST", Users), Count(egnyte, "GET", Users)));
    }

    /// <summary>The time of one attempt is over, and with it the time for faults: the account is looked for, and not made again.</summary>
    [Theory]
    [InlineData(true, 201)]
    [InlineData(false, 429)]
    public async Task ACreateThatHangs_IsLookedForOnce(bool isMade, int status)
    {
        var time = new HurriedTime();
        await using var egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false);
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Simulator.Address, time: time);
        await proxy.Client.GetScimAsync("Users?count=1");
        egnyte.Simulator.Calls.Clear();
        egnyte.Simulator.Calls.Recorded += call => EndAttempt(call, time);
        egnyte.Simulator.Controls.FailNext(Fault(FailureKind.Hang, 0, "POST", Users, isMade));

        var answer = await proxy.Client.SendScimAsync("POST", "Users", Jane);

        Assert.Equal(status, answer.Status);
        Assert.Equal(isMade ? 1 : 0, egnyte.Simulator.Domain.AllUsers().Count);
        Assert.Equal((1, 1), (Count(egnyte, "POST", Users), Count(egnyte, "GET", Users)));
    }

    [Theory]
    [MemberData(nameof(AfterTheEffect))]
    public async Task AGroup_ThatEgnyteMadeAndDidNotAnswer_IsFound(FailureKind kind, int status)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false);
        var members = egnyte.Simulator.Domain.SeedUsers(3).Select(user => user.Id).ToList();
        egnyte.Simulator.Controls.FailNext(Fault(kind, status, "POST", Groups, isAfter: true));

        var created = await egnyte.Client.SendScimAsync("POST", "Groups", Staff(members));

        var group = Assert.Single(egnyte.Simulator.Domain.AllGroups());
        Assert.Equal((201, group.Id), (created.Status, created.Id));
        Assert.Equal(members.Select(id => $"{id}"), ScimShape.MemberIds(created.Json).Order());
        Assert.Equal((1, 1), (Count(egnyte, "POST", Groups), Count(egnyte, "GET", Groups)));
        AssertReconciled(egnyte, GroupReconciled, "Found");
    }

    [Theory]
    [MemberData(nameof(BeforeTheEffect))]
    public async Task AGroup_ThatEgnyteDidNotMake_IsMadeAgain(FailureKind kind, int status)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false);
        var members = egnyte.Simulator.Domain.SeedUsers(2).Select(user => user.Id).ToList();
        egnyte.Simulator.Controls.FailNext(Fault(kind, status, "POST", Groups, isAfter: false));

        var created = await egnyte.Client.SendScimAsync("POST", "Groups", Staff(members));

        Assert.Equal((201, Assert.Single(egnyte.Simulator.Domain.AllGroups()).Id), (created.Status, created.Id));
        Assert.Equal((2, 1), (Count(egnyte, "POST", Groups), Count(egnyte, "GET", Groups)));
        AssertReconciled(egnyte, GroupReconciled, "MadeAgain");
    }

    /// <summary>An empty group proves itself ours in the request that made it, and in no later one.</summary>
    [Fact]
    public async Task AnEmptyGroup_IsFoundInTheSameRequest_AndHeldInTheNext()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false);
        egnyte.Simulator.Controls.FailNext(Fault(FailureKind.Abort, 0, "POST", Groups, isAfter: true));

        var first = await egnyte.Client.SendScimAsync("POST", "Groups", Staff([]));
        var second = await egnyte.Client.SendScimAsync("POST", "Groups", Staff([]));

        Assert.Equal(201, first.Status);
        ScimShape.AssertError(second, 409, "uniqueness");
        Assert.Single(egnyte.Simulator.Domain.AllGroups());
    }

    [Fact]
    public async Task WhereTheLookUpOfAGroupFailsToo_OktaRetries_AndTheGroupIsThereOnce()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false);
        var members = egnyte.Simulator.Domain.SeedUsers(2).Select(user => user.Id).ToList();
        egnyte.Simulator.Controls.FailNth(1, Fault(FailureKind.Abort, 0, "POST", Groups, isAfter: true));
        egnyte.Simulator.Controls.FailNth(1, Fault(FailureKind.Error, 503, "GET", Groups, isAfter: false) with { Count = 3 });

        var first = await egnyte.Client.SendScimAsync("POST", "Groups", Staff(members));
        var second = await egnyte.Client.SendScimAsync("POST", "Groups", Staff(members));

        AssertRetries(first);
        Assert.Equal((201, Assert.Single(egnyte.Simulator.Domain.AllGroups()).Id), (second.Status, second.Id));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task AnInvitation_ThatWasNotAnswered_IsSentAgainOnlyWhereTheAccountDoesNotShowIt(bool isMade, int changes)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false);
        var user = egnyte.Simulator.Domain.AddUser(
            new SimulatedUser { UserName = "jane.doe", Email = "jane.doe@example.com", GivenName = "Jane", FamilyName = "Doe", Active = false });
        egnyte.Simulator.Controls.FailNext(Fault(FailureKind.Abort, 0, "PATCH", $"{Users}/{{id}}", isMade));

        var answer = await egnyte.Client.SendScimAsync(
            "PATCH",
            $"Users/{user.Id}",
            """{"Operations":[{"op":"replace","value":{"active":true,"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User":{"sendInvite":true}}}]}""");

        Assert.Equal((200, true), (answer.Status, OnlyUser(egnyte).Active));
        Assert.Equal((changes, 1), (Count(egnyte, "PATCH", $"{Users}/{{id}}"), Count(egnyte, "GET", $"{Users}/{{id}}")));
    }

    private static SimulatedFault Fault(FailureKind kind, int status, string method, string route, bool isAfter) => new()
    {
        Kind = kind,
        Status = status is 0 ? 500 : status,
        AfterEffect = isAfter && kind is not (FailureKind.Truncated or FailureKind.Garbage),
        On = $"{method} {route}",
    };

    // The clock advances on another thread, so that the simulator's thread does not wait.
    private static void EndAttempt(SimulatedCall call, HurriedTime time)
    {
        if (call.Method == "POST")
        {
            ThreadPool.QueueUserWorkItem(_ => time.Advance(TimeSpan.FromSeconds(20)));
        }
    }

    private static string JaneWith(string externalId) =>
        $$"""
        {"userName":"jane.doe",{{externalId.Trim()}}"name":{"givenName":"Jane","familyName":"Doe"},
         "emails":[{"value":"jane.doe@example.com","primary":true,"type":"work"}],"active":true}
        """;

    private static string Staff(IEnumerable<long> members) =>
        $$"""{"displayName":"Staff","members":[{{string.Join(",", members.Select(id => $$"""{"value":"{{id}}"}"""))}}]}""";

    private static SimulatedUser OnlyUser(SimulatedEgnyte egnyte) => Assert.Single(egnyte.Simulator.Domain.AllUsers());

    private static int Count(SimulatedEgnyte egnyte, string method, string route) => egnyte.Simulator.Calls.CountOf($"{method} {route}");

    private static void AssertReconciled(SimulatedEgnyte egnyte, int eventId, string how) =>
        Assert.EndsWith($"was reconciled: {how}.", Assert.Single(egnyte.Proxy.Logs.Lines, line => line.EventId == eventId).Text, StringComparison.Ordinal);

    private static void AssertRetries(ScimAnswer answer)
    {
        ScimShape.AssertError(answer, 429);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 60, 3600);
        Assert.Contains("not known whether it acted", answer.Text, StringComparison.Ordinal);
    }
}
