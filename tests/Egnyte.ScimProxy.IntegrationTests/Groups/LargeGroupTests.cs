namespace Egnyte.ScimProxy.IntegrationTests.Groups;

/// <summary>Groups of thousands, as Okta pushes them: whole by PUT, changed by PATCHes of up to 1,000 operations.</summary>
public sealed class LargeGroupTests
{
    [Theory]
    [InlineData(5_000)]
    [InlineData(20_000)]
    public async Task APut_OfThousands_IsOneCall(int size)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        var people = Seed(egnyte, size);
        var group = egnyte.Simulator.Domain.AddGroup("Everybody");
        egnyte.Simulator.Calls.Clear();

        var answer = await egnyte.Client.SendScimAsync("PUT", $"Groups/{group.Id}", $$"""{"displayName":"Everybody","members":{{Listed(people)}}}""");

        Assert.Equal(200, answer.Status);
        Assert.Equal(people, Members(egnyte, group.Id));
        Assert.Equal(SimulatedEgnyte.Dialect.ShortGroupAnswers ? ["PUT", "GET"] : ["PUT"], Calls(egnyte));
    }

    [Theory]
    [InlineData(256)]
    [InlineData(1_000)]
    public async Task APatch_OfManyOperations_IsOneCall_TwoBeforeTheFormIsKnown(int operations)
    {
        SimulatedEgnyte.Needs("groupPatch=delta groupAnswer=whole", "anything else costs more calls.");
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        var people = Seed(egnyte, 5_000 + operations);
        var group = egnyte.Simulator.Domain.AddGroup("Everybody", people[..5_000]);
        egnyte.Simulator.Calls.Clear();

        var first = await PatchAsync(egnyte, group.Id, [.. people[1..operations].Select(Removal), Addition(people[5_000..])]);
        Assert.Equal(204, first.Status);
        Assert.Equal([people[0], .. people[operations..]], Members(egnyte, group.Id));
        Assert.Equal(["GET", "PATCH"], Calls(egnyte));

        egnyte.Simulator.Calls.Clear();
        var back = await PatchAsync(egnyte, group.Id, [.. people[^(operations - 1)..].Select(Removal), Addition(people[..operations])]);
        Assert.Equal(204, back.Status);
        Assert.Equal(people[..^(operations - 1)], Members(egnyte, group.Id));
        Assert.Equal(Caches.AreOff ? ["GET", "PATCH"] : ["PATCH"], Calls(egnyte));
    }

    [Fact]
    public async Task AReplacement_OfThousands_IsTwoCalls()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        var people = Seed(egnyte, 10_000);
        var group = egnyte.Simulator.Domain.AddGroup("Everybody", people[..5_000]);
        egnyte.Simulator.Calls.Clear();

        var answer = await PatchAsync(egnyte, group.Id, $$"""{"op":"replace","path":"members","value":{{Listed(people[5_000..])}}}""");

        Assert.Equal(204, answer.Status);
        Assert.Equal(people[5_000..], Members(egnyte, group.Id));
        Assert.Equal(SimulatedEgnyte.Dialect.ShortGroupAnswers ? ["GET", "PUT", "GET"] : ["GET", "PUT"], Calls(egnyte));
    }

    private static long[] Seed(SimulatedEgnyte egnyte, int count) =>
        [.. egnyte.Simulator.Domain.SeedUsers(count).Where(user => user.Active).Select(user => user.Id).Order()];

    private static IEnumerable<long> Members(SimulatedEgnyte egnyte, string group) => egnyte.Simulator.Domain.FindGroup(group)!.MemberIds.Order();

    private static IEnumerable<string> Calls(SimulatedEgnyte egnyte) => egnyte.Simulator.Calls.Snapshot().Select(call => call.Method);

    private static Task<ScimAnswer> PatchAsync(SimulatedEgnyte egnyte, string group, params string[] operations) =>
        egnyte.Client.SendScimAsync("PATCH", $"Groups/{group}", $$"""{"Operations":[{{string.Join(',', operations)}}]}""");

    private static string Removal(long id) => $$"""{"op":"remove","path":"members[value eq \"{{id}}\"]"}""";

    private static string Addition(long[] ids) => $$"""{"op":"add","path":"members","value":{{Listed(ids)}}}""";

    // As long as Okta writes them: display is the user name.
    private static string Listed(long[] ids) =>
        $"[{string.Join(',', ids.Select(id => $$"""{"value":"{{id}}","display":"somebody.with.a.long.name.{{id}}@people.example.com"}"""))}]";
}
