using System.Globalization;
using System.Text.Json;
using Egnyte.ScimProxy.IntegrationTests.Faults;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>Sends writes and compares each response with what became of the user or group: what is wrong, or null.</summary>
internal sealed class HonestWriter(SimulatedEgnyte egnyte, HttpClient client)
{
    /// <summary>The rules that dropped something in a success.</summary>
    public MetRules Met { get; } = new();

    public int Succeeded { get; private set; }

    public int Refused { get; private set; }

    /// <summary>The status of the last write.</summary>
    public int LastStatus { get; private set; }

    /// <summary>Whether the token's owner is written as /Me.</summary>
    public bool IsMe { get; set; }

    /// <summary>Whether a write is the one operation of a bulk request.</summary>
    public bool IsBulk { get; set; }

    public async Task<string?> CreateUserAsync(GeneratedWrite write)
    {
        var before = Snapshot();
        var answer = await SendAsync("POST", "Users", write.Body);
        var outcome = new UserOutcome(write, null, Met, egnyte.Simulator.Controls.Dialect);
        var after = answer.Status == 201 ? egnyte.Simulator.Domain.FindUser(long.Parse(answer.Id, CultureInfo.InvariantCulture)) : null;
        return Told(write.ToString(), answer, await ProblemAsync(answer, outcome, after, $"Users/{after?.Id}", before));
    }

    public async Task<string?> WriteUserAsync(SimulatedUser user, GeneratedWrite write)
    {
        var before = Snapshot();
        var isMe = IsMe && egnyte.Simulator.Domain.AllUsers().FirstOrDefault(owner => owner is { UserType: "admin", Active: true })?.Id == user.Id;
        var answer = await SendAsync(write.Method, isMe ? "Me" : $"Users/{user.Id}", write.Body);
        var outcome = new UserOutcome(write, user, Met, egnyte.Simulator.Controls.Dialect) { IsMe = isMe };
        return Told(
            $"{write}\non {(isMe ? "/Me " : "")}{user}",
            answer,
            await ProblemAsync(answer, outcome, egnyte.Simulator.Domain.FindUser(user.Id), $"Users/{user.Id}", before));
    }

    public async Task<string?> WriteGroupAsync(SimulatedGroup group, GroupWrite write)
    {
        var before = Snapshot();
        var answer = await SendAsync(write.Method, write.Method == "POST" ? "Groups" : $"Groups/{group.Id}", write.Body);
        if (!Count(answer))
        {
            var wrong = Snapshot() != before ? "it is refused, and something changed"
                : write.Name is not null && write.IsCertain ? "nothing is against it, and it is refused"
                : null;
            return Told($"{write}\non {Text(group)}", answer, wrong);
        }

        var id = write.Method == "POST" ? answer.Id : group.Id;
        var after = egnyte.Simulator.Domain.FindGroup(id)!;
        var shown = await client.GetScimAsync($"Groups/{id}");
        var problem = write.Name is null ? "it says something that cannot be read or done"
            : after.DisplayName != write.Name
            || !after.MemberIds.ToHashSet().SetEquals(write.Members) ? $"the group is {Text(after)}, not {write.Name} with {string.Join(", ", write.Members)}"
            : shown.Json.GetProperty("displayName").GetString() != write.Name || !Members(shown.Json).SetEquals(write.Members) ? $"a GET shows {shown.Text}"
            : null;
        if (problem is null)
        {
            Met.Add(write.Drops);
        }

        return Told($"{write}\non {Text(group)}", answer, problem);
    }

    private async Task<string?> ProblemAsync(ScimAnswer answer, UserOutcome outcome, SimulatedUser? after, string path, string before)
    {
        if (!Count(answer))
        {
            return Snapshot() != before ? "it is refused, and something changed" : outcome.MustSucceed ? "nothing is against it, and it is refused" : null;
        }

        var calls = egnyte.Simulator.Calls.Snapshot();
        var shown = await client.GetScimAsync(path);
        return after is null || shown.Status != 200 ? $"the user cannot be read: {shown.Status}" : outcome.ProblemOfSuccess(after, shown.Json, calls);
    }

    /// <summary>Sends a write alone or as the one operation of a bulk request.</summary>
    private async Task<ScimAnswer> SendAsync(string method, string path, string body)
    {
        egnyte.Simulator.Calls.Clear();

        // /Me is not supported in a bulk request.
        if (!IsBulk || path == "Me")
        {
            return await client.SendScimAsync(method, path, body);
        }

        var bulkId = method == "POST" ? "\"bulkId\":\"a\"," : "";
        var bulk = await client.SendScimAsync(
            "POST", "Bulk",
            $$"""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
             "Operations":[{"method":"{{method}}","path":"/{{path}}",{{bulkId}}"data":{{body}}}]}
            """);
        if (bulk.Status != 200)
        {
            return bulk;
        }

        // A success in a bulk answer tells where the resource is, and does not hold it.
        var only = FaultyEgnyte.OfItsOneOperation(bulk);
        return only.Status >= 300
            ? only
            : only with { Text = $$"""{"id":"{{bulk.Json.GetProperty("Operations")[0].GetProperty("location").GetString()!.Split('/')[^1]}}"}""" };
    }

    private static HashSet<long> Members(JsonElement group) => group.TryGetProperty("members", out var members)
        ? [.. members.EnumerateArray().Select(member => long.Parse(member.GetProperty("value").GetString()!, CultureInfo.InvariantCulture))]
        : [];

    private bool Count(ScimAnswer answer)
    {
        LastStatus = answer.Status;
        _ = answer.Status is 200 or 201 or 204 ? Succeeded++ : Refused++;
        return answer.Status is 200 or 201 or 204;
    }

    // Nothing but 400 and 409 is an answer to a write that Egnyte can be asked; 403 to the deactivation of the token's owner.
    private string? Told(string write, ScimAnswer answer, string? problem)
    {
        problem ??= answer.Status is 200 or 201 or 204 or 400 or 409 || (answer.Status == 403 && IsMe) ? null : "no answer to a write";
        return problem is null ? null : $"{problem}\n{write}\nanswer: {answer.Status} {answer.Text}";
    }

    private string Snapshot() =>
        string.Join('\n', egnyte.Simulator.Domain.AllUsers().Select(user => $"{user}").Concat(egnyte.Simulator.Domain.AllGroups().Select(Text)));

    private static string Text(SimulatedGroup group) => $"{group.Id} {group.DisplayName}: {string.Join(", ", group.MemberIds)}";
}
