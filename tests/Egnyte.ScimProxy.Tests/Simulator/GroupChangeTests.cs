using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.Tests.Simulator;

public sealed class GroupChangeTests : SimulatorTest
{
    private readonly Lazy<(SimulatedUser Anna, SimulatedUser Bert, SimulatedUser Cleo)> _people;
    private readonly Lazy<SimulatedGroup> _group;

    public GroupChangeTests()
    {
        _people = new(() => (AddUser("anna"), AddUser("bert"), Domain.AddUser(Person("cleo") with { Active = false })));
        _group = new(() => Domain.AddGroup("Readers", [_people.Value.Anna.Id, _people.Value.Cleo.Id]));
    }

    private long Anna => _people.Value.Anna.Id;

    private long Bert => _people.Value.Bert.Id;

    private long Cleo => _people.Value.Cleo.Id;

    [Fact]
    public async Task Create_Answers201WithTheWholeGroup()
    {
        var reply = await SendAsync("POST", Groups, $$"""{"displayName":"Writers","members":[{"value":{{Bert}}},{"value":"{{Anna}}"}]}""");

        Assert.Equal(201, reply.Status);
        Assert.Equal([Anna, Bert], Members(reply));
        Assert.Equal([Anna, Bert], Domain.FindGroup(reply.Json.GetProperty("id").GetString()!)!.MemberIds);
    }

    [Fact]
    public async Task Create_WithoutMembers_IsAnEmptyGroup() =>
        Assert.Empty(Members(await SendAsync("POST", Groups, """{"displayName":"Writers"}""")));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"displayName":""}""")]
    [InlineData("""{"displayName":7}""")]
    [InlineData("""{"displayName":"W","members":{}}""")]
    [InlineData("""{"displayName":"W","members":[{}]}""")]
    [InlineData("""{"displayName":"W","members":[{"value":"anna"}]}""")]
    [InlineData("no json")]
    public async Task Create_OfWhatIsNoGroup_Is400(string body) =>
        Assert.Equal(400, (await SendAsync("POST", Groups, body)).Status);

    [Theory]
    [InlineData("POST", "")]
    [InlineData("PUT", "/readers")]
    [InlineData("PATCH", "/readers")]
    public async Task NameOfAnotherGroup_WithoutCase_Is409(string method, string suffix)
    {
        var path = suffix.Length == 0 ? Groups : $"{Groups}/{_group.Value.Id}";

        var reply = await SendAsync(method, path, """{"displayName":"ENGINEERING"}""");

        Assert.Equal(409, reply.Status);
        Assert.Contains("Group already exists", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_ReplacesNameAndMembers()
    {
        var reply = await ChangeAsync("PUT", $$"""{"displayName":"readers","members":[{"value":{{Bert}}}]}""");

        Assert.Equal(200, reply.Status);
        Assert.Equal([Bert], Members(reply));
        Assert.Equal("\"readers\"", reply.Raw("displayName"));
    }

    [Fact]
    public async Task Put_WithoutMembers_EmptiesTheGroup() =>
        Assert.Empty(Members(await ChangeAsync("PUT", """{"displayName":"Readers"}""")));

    [Fact]
    public async Task Put_WithoutAName_Is400() =>
        Assert.Equal(400, (await ChangeAsync("PUT", """{"members":[]}""")).Status);

    [Fact]
    public async Task Patch_NameOnly_KeepsTheMembers()
    {
        var reply = await ChangeAsync("PATCH", """{"displayName":"Renamed"}""");

        Assert.Equal("\"Renamed\"", reply.Raw("displayName"));
        Assert.Equal([Anna, Cleo], Members(reply));
        Assert.Null(Domain.FindGroupByName("Readers"));
    }

    [Fact]
    public async Task Patch_Member_IsAddedToTheOthers() =>
        Assert.Equal([Anna, Bert, Cleo], Members(await ChangeAsync("PATCH", $$"""{"members":[{"value":{{Bert}}}]}""")));

    [Fact]
    public async Task Patch_AddsAndDeletesInOneCall()
    {
        var reply = await ChangeAsync(
            "PATCH", $$"""{"members":[{"value":{{Bert}},"operation":"add"},{"operation":"delete","value":"{{Anna}}"}]}""");

        Assert.Equal([Bert, Cleo], Members(reply));
    }

    [Fact]
    public async Task Patch_WhatIsSoAlready_IsNoError()
    {
        var reply = await ChangeAsync("PATCH", $$"""{"members":[{"value":{{Anna}}},{"value":{{Bert}},"operation":"delete"}]}""");

        Assert.Equal(200, reply.Status);
        Assert.Equal([Anna, Cleo], Members(reply));
    }

    [Theory]
    [InlineData("""{"members":[{"value":1,"operation":"remove"}]}""")]
    [InlineData("""{"members":[{"value":1,"operation":"Delete"}]}""")]
    [InlineData("""{"Operations":[{"op":"replace","path":"displayName","value":"X"}]}""")]
    [InlineData("{}")]
    public async Task Patch_OperationThatEgnyteDoesNotKnow_Is400(string body) =>
        Assert.Equal(400, (await ChangeAsync("PATCH", body.Replace(":1,", $":{Anna},", StringComparison.Ordinal))).Status);

    [Theory]
    [InlineData("PATCH", "")]
    [InlineData("PUT", "")]
    [InlineData("PATCH", ",\"operation\":\"delete\"")]
    public async Task UnknownMember_Is400AndNothingIsChanged(string method, string operation)
    {
        var reply = await ChangeAsync(method, $$"""{"displayName":"New","members":[{"value":{{Bert}}},{"value":1{{operation}}}]}""");

        Assert.Equal(400, reply.Status);
        Assert.Contains("User does not exists", reply.Text, StringComparison.Ordinal);
        Assert.Equal(["Readers"], [Domain.FindGroup(_group.Value.Id)!.DisplayName]);
        Assert.Equal([Anna, Cleo], Domain.FindGroup(_group.Value.Id)!.MemberIds);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task InactiveUser_CannotJoin(string method)
    {
        var dora = Domain.AddUser(Person("dora") with { Active = false });
        var path = method == "POST" ? Groups : $"{Groups}/{_group.Value.Id}";

        var reply = await SendAsync(method, path, $$"""{"displayName":"New","members":[{"value":{{dora.Id}}}]}""");

        Assert.Equal(400, reply.Status);
        Assert.Contains($"User {dora.Id} is inactive", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task InactiveMember_MayStay(string method)
    {
        var reply = await ChangeAsync(method, $$"""{"displayName":"Readers","members":[{"value":{{Cleo}}},{"value":{{Bert}}}]}""");

        Assert.Equal(200, reply.Status);
        Assert.Contains(Cleo, Members(reply));
    }

    [Fact]
    public async Task Deactivation_KeepsTheMembership()
    {
        await SendAsync("PATCH", $"{Users}/{Anna}", """{"active":false}""");

        Assert.Contains(Anna, Members(await GetAsync($"{Groups}/{_group.Value.Id}")));
    }

    [Fact]
    public async Task Delete_Is200AndTheGroupIsGone()
    {
        Assert.Equal(200, (await ChangeAsync("DELETE", null)).Status);
        Assert.Equal(404, (await GetAsync($"{Groups}/{_group.Value.Id}")).Status);
        Assert.Equal(201, (await SendAsync("POST", Groups, """{"displayName":"Readers"}""")).Status);
    }

    private Task<Reply> ChangeAsync(string method, string? body) => SendAsync(method, $"{Groups}/{_group.Value.Id}", body);

    private static IEnumerable<long> Members(Reply reply) =>
        reply.Json.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("value").GetInt64());
}
