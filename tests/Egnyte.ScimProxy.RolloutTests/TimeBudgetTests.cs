using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.RolloutTests;

/// <summary>An Egnyte that takes every call and never answers: each request is answered before Okta hangs up (behaviour.md §5).</summary>
[Collection(nameof(OneClockForAll))]
public sealed class TimeBudgetTests
{
    private const string Person = """
        {"userName":"jane.doe","externalId":"00u1a2b3c4d5e6f7g8h9","name":{"givenName":"Jane","familyName":"Doe"},
         "emails":[{"value":"jane.doe@example.com","primary":true}],"active":true}
        """;

    private static readonly TimeSpan TimeBudget = TimeSpan.FromSeconds(50);

    public static TheoryData<string, string, string?> Requests => new()
    {
        { "GET", "Users?filter=userName eq \"jane.doe\"", null },
        { "GET", "Users?count=200", null },
        { "GET", "Users/{person}", null },
        { "POST", "Users", Person },
        { "PUT", "Users/{person}", Person },
        { "PATCH", "Users/{person}", """{"Operations":[{"op":"replace","value":{"active":false}}]}""" },
        { "DELETE", "Users/{person}", null },
        { "GET", "Groups", null },
        { "POST", "Groups", """{"displayName":"Legal","members":[{"value":"{person}"}]}""" },
        { "PATCH", "Groups/{group}", """{"Operations":[{"op":"add","path":"members","value":[{"value":"{person}"}]}]}""" },
        { "DELETE", "Groups/{group}", null },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task ARequest_ThatEgnyteNeverAnswers_IsAnsweredInTime(string method, string path, string? body)
    {
        await using var site = await RolloutSite.StartAsync();
        var person = site.Simulator.Domain.SeedUsers(1)[0].Id;
        var group = site.Simulator.Domain.SeedGroups(1, membersEach: 1)[0].Id;
        string WithIds(string text) => text.Replace("{person}", $"{person}", StringComparison.Ordinal).Replace("{group}", group, StringComparison.Ordinal);
        var took = TimeSpan.Zero;
        ScimAnswer? answer = null;

        await site.Time.RunAsync(async () =>
        {
            Assert.Equal(200, (await site.Clients[0].GetScimAsync("Users?count=1")).Status);
            site.Simulator.Controls.FailNext(new SimulatedFault { Kind = FailureKind.Hang, Count = int.MaxValue });
            var began = site.Time.Elapsed;
            answer = await site.Clients[0].SendScimAsync(method, WithIds(path), body is null ? null : WithIds(body));
            took = site.Time.Elapsed - began;
            site.Simulator.Controls.Clear();
        });

        ScimShape.AssertError(answer!, 429);
        Assert.InRange(took, TimeSpan.FromSeconds(19), TimeBudget);
    }
}
