using System.Text.Json;
using Egnyte.ScimProxy.IntegrationTests.Faults;
using Egnyte.ScimProxy.IntegrationTests.Infrastructure;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>One real host before a simulated Egnyte, and the writes of some seeds, each of a user or group of its own.</summary>
internal sealed class HonestLane(SimulatedEgnyte egnyte, HttpClient client, string profile) : IAsyncDisposable
{
    private static readonly string[] UserTypes = ["power", "power", "admin", "standard"];
    private static readonly string[] AuthTypes = ["sso", "egnyte", "ad"];

    private int _lastStatus;
    private bool _isMe;
    private bool _isBulk;

    public HashSet<DropRule> Met { get; } = [];

    public int Succeeded { get; private set; }

    public int Refused { get; private set; }

    public static async Task<HonestLane> StartAsync(string profile)
    {
        var egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false, new KeyValuePair<string, string?>("ScimProxy:Tenants:default:Profile", profile));
        return new HonestLane(egnyte, profile == "okta" ? egnyte.Proxy.CreateClient() : egnyte.Proxy.CreateClient(userAgent: "Honest/1.0"), profile);
    }

    /// <summary>Runs the case of a seed; what is wrong, or null.</summary>
    public async Task<string?> RunAsync(int seed)
    {
        var random = new Random(seed);
        var kind = random.Next(10);
        (_isMe, _isBulk) = (kind < 5 && random.Next(6) == 0, random.Next(6) == 0);
        var isOfAGroup = kind >= 6;
        var user = NewUser(random, seed, isOfAGroup);
        var other = NewUser(random, seed, isOfAGroup, "other");
        var group = egnyte.Simulator.Domain.AddGroup($"Group {seed}", random.Next(3) == 0 ? [] : [user.Id]);
        if (kind is >= 2 and < 5 && random.Next(6) == 0)
        {
            await ReadEarlierAsync(user, random);
        }

        egnyte.Simulator.Calls.Clear();
        var problem = kind switch
        {
            < 2 => await CreateUserAsync(new UserWrites(random, user with { UserName = $"new-{seed}" }).Create()),
            < 5 => await WriteUserAsync(user, random.Next(3) == 0 ? new UserWrites(random, user).Replace() : new UserWrites(random, user).Patch()),
            < 6 => await AllFormsAsync(user, new UserWrites(random, user).FormsOfOne()),
            _ => await WriteGroupAsync(group, new GroupWrites(random, group, [user.Id, other.Id]), random.Next(6), seed),
        };
        egnyte.Simulator.Domain.Reset();
        return problem is null ? null : $"seed {seed}, profile {profile}: {problem}";
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await egnyte.DisposeAsync();
    }

    private SimulatedUser NewUser(Random random, int seed, bool isActive, string more = "")
    {
        var userType = UserTypes[random.Next(UserTypes.Length)];
        return egnyte.Simulator.Domain.AddUser(new SimulatedUser
        {
            // Ids begin anew with each case, and what the proxy remembers of a user must not be of another.
            Id = 10_000_000L + ((long)unchecked((uint)seed) * 100) + more.Length,
            UserName = $"u{more}{unchecked((uint)seed)}",
            Email = $"u{more}{unchecked((uint)seed)}@example.com",
            GivenName = "Grace",
            FamilyName = "Hopper",
            ExternalId = random.Next(3) switch { 0 => null, 1 => "", _ => $"00u{$"{more}{unchecked((uint)seed)}".PadLeft(17, 'x')}" },
            // Egnyte refuses inactive members.
            Active = isActive || random.Next(5) > 0,
            UserType = userType,
            AuthType = userType == "standard" ? "egnyte" : AuthTypes[random.Next(AuthTypes.Length)],
            Role = userType == "power" ? "Default" : null,
            IdpUserId = random.Next(2) == 0 ? null : "grace",
            Language = random.Next(2) == 0 ? null : "fr-CA",
        });
    }

    /// <summary>The client reads a user, and then an administrator makes of it in Egnyte what it is now.</summary>
    private async Task ReadEarlierAsync(SimulatedUser user, Random random)
    {
        egnyte.Simulator.Domain.ReplaceUser(user with
        {
            UserType = UserTypes[random.Next(UserTypes.Length)],
            AuthType = AuthTypes[random.Next(AuthTypes.Length)],
            Role = random.Next(2) == 0 ? "Reviewer" : null,
            Language = random.Next(2) == 0 ? "de-DE" : null,
            IdpUserId = random.Next(2) == 0 ? user.UserName : null,
            Email = random.Next(2) == 0 ? user.Email : $"new.{user.Email}",
            Active = random.Next(2) == 0,
        });
        Assert.Equal(200, (await client.GetScimAsync($"Users/{user.Id}")).Status);
        egnyte.Simulator.Domain.ReplaceUser(user);
    }

    private async Task<string?> CreateUserAsync(GeneratedWrite write)
    {
        var before = Snapshot();
        var answer = await SendAsync("POST", "Users", write.Body);
        var outcome = new UserOutcome(write, null, Met);
        var after = answer.Status == 201 ? egnyte.Simulator.Domain.FindUser(long.Parse(answer.Id, System.Globalization.CultureInfo.InvariantCulture)) : null;
        return Told(write.ToString(), answer, await ProblemAsync(answer, outcome, after, $"Users/{after?.Id}", before));
    }

    private async Task<string?> WriteUserAsync(SimulatedUser user, GeneratedWrite write)
    {
        var before = Snapshot();
        var isMe = _isMe && egnyte.Simulator.Domain.AllUsers().FirstOrDefault(owner => owner is { UserType: "admin", Active: true })?.Id == user.Id;
        var answer = await SendAsync(write.Method, isMe ? "Me" : $"Users/{user.Id}", write.Body);
        var outcome = new UserOutcome(write, user, Met) { IsMe = isMe };
        return Told($"{write}\non {(isMe ? "/Me " : "")}{user}", answer, await ProblemAsync(answer, outcome, egnyte.Simulator.Domain.FindUser(user.Id), $"Users/{user.Id}", before));
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

    /// <summary>Each form on a user of its own that is the same.</summary>
    private async Task<string?> AllFormsAsync(SimulatedUser user, IReadOnlyList<GeneratedWrite> forms)
    {
        var results = new List<(GeneratedWrite Write, string Result)>();
        for (var form = 0; form < forms.Count; form++)
        {
            egnyte.Simulator.Domain.RemoveUser(user.Id);
            user = egnyte.Simulator.Domain.AddUser(user with { Id = user.Id + 2 });
            egnyte.Simulator.Calls.Clear();
            if (await WriteUserAsync(user, forms[form]) is { } problem)
            {
                return problem;
            }

            results.Add((forms[form], Result(egnyte.Simulator.Domain.FindUser(user.Id)!, forms[form], _lastStatus)));
        }

        // Of a path, 400 may stand for what a map drops: an echo is never written by path.
        var said = forms[0].All.Single();
        var mayDiffer = UserAttribute.Of(said.Attribute).IsReadOnly || said.Attribute is "role" or "idpUserId" or "userPrincipalName" or "externalId"
            || (said.Attribute == "isServiceAccount" && SimulatedEgnyte.Dialect.FewerFields);
        var first = results.Find(result => result.Write.All.Single().IsByPath == !mayDiffer);
        return results.Where(result => !mayDiffer || !result.Write.All.Single().IsByPath).Where(result => result.Result != first.Result)
            .Select(result => $"two forms of one intent differ:\n{first.Write} {first.Result}\n{result.Write} {result.Result}").FirstOrDefault();
    }

    private static string Result(SimulatedUser user, GeneratedWrite write, int status) =>
        $"{status} {user with { Id = 0, LastModificationDate = null, CreatedDate = null }} {write.Method}";

    private async Task<string?> WriteGroupAsync(SimulatedGroup group, GroupWrites writes, int kind, int seed)
    {
        var before = Snapshot();
        var write = kind switch { 0 => writes.Create(seed), 1 or 2 => writes.Replace(), _ => writes.Patch() };
        var answer = await SendAsync(write.Method, write.Method == "POST" ? "Groups" : $"Groups/{group.Id}", write.Body);
        if (!Count(answer))
        {
            return Told($"{write}\non {Text(group)}", answer, Snapshot() != before ? "it is refused, and something changed" : write.Name is not null && write.IsCertain ? "nothing is against it, and it is refused" : null);
        }

        Met.Add(write.Method == "PATCH" ? DropRule.NoMember : DropRule.MemberParts);
        var id = write.Method == "POST" ? answer.Id : group.Id;
        var after = egnyte.Simulator.Domain.FindGroup(id)!;
        var shown = await client.GetScimAsync($"Groups/{id}");
        var problem = write.Name is null ? "it says something that cannot be read or done"
            : after.DisplayName != write.Name || !after.MemberIds.ToHashSet().SetEquals(write.Members) ? $"the group is {Text(after)}, not {write.Name} with {string.Join(", ", write.Members)}"
            : shown.Json.GetProperty("displayName").GetString() != write.Name || !Members(shown.Json).SetEquals(write.Members) ? $"a GET shows {shown.Text}"
            : null;
        return Told($"{write}\non {Text(group)}", answer, problem);
    }

    /// <summary>Sends a write alone or as the one operation of a bulk request.</summary>
    private async Task<ScimAnswer> SendAsync(string method, string path, string body)
    {
        // /Me is not supported in a bulk request.
        if (!_isBulk || path == "Me")
        {
            return await client.SendScimAsync(method, path, body);
        }

        var bulkId = method == "POST" ? "\"bulkId\":\"a\"," : "";
        var bulk = await client.SendScimAsync(
            "POST", "Bulk", $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[{"method":"{{method}}","path":"/{{path}}",{{bulkId}}"data":{{body}}}]}""");
        if (bulk.Status != 200)
        {
            return bulk;
        }

        // A success in a bulk answer tells where the resource is, and does not hold it.
        var only = FaultyEgnyte.OfItsOneOperation(bulk);
        return only.Status >= 300 ? only : only with { Text = $$"""{"id":"{{bulk.Json.GetProperty("Operations")[0].GetProperty("location").GetString()!.Split('/')[^1]}}"}""" };
    }

    private static HashSet<long> Members(JsonElement group) => group.TryGetProperty("members", out var members)
        ? [.. members.EnumerateArray().Select(member => long.Parse(member.GetProperty("value").GetString()!, System.Globalization.CultureInfo.InvariantCulture))]
        : [];

    private bool Count(ScimAnswer answer)
    {
        _lastStatus = answer.Status;
        _ = answer.Status is 200 or 201 or 204 ? Succeeded++ : Refused++;
        return answer.Status is 200 or 201 or 204;
    }

    // Nothing but 400 and 409 is an answer to a write that Egnyte can be asked; 403 to the deactivation of the token's owner.
    private string? Told(string write, ScimAnswer answer, string? problem) =>
        (problem ?? (answer.Status is 200 or 201 or 204 or 400 or 409 || (answer.Status == 403 && _isMe) ? null : "no answer to a write")) is { } what ? $"{what}\n{write}\nanswer: {answer.Status} {answer.Text}" : null;

    private string Snapshot() => string.Join('\n', egnyte.Simulator.Domain.AllUsers().Select(user => $"{user}").Concat(egnyte.Simulator.Domain.AllGroups().Select(Text)));

    private static string Text(SimulatedGroup group) => $"{group.Id} {group.DisplayName}: {string.Join(", ", group.MemberIds)}";
}
