using Egnyte.ScimProxy.IntegrationTests.Profiles;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>One real host before a simulated Egnyte, and the writes of some seeds, each of a user or group of its own.</summary>
internal sealed class HonestLane : IAsyncDisposable
{
    /// <summary>A profile that skips members whom Egnyte refuses; no built-in one does.</summary>
    public const string Skipping = "skipping";

    private static readonly string[] UserTypes = ["power", "power", "admin", "standard"];
    private static readonly string[] AuthTypes = ["sso", "egnyte", "ad"];

    /// <summary>An id that no user has.</summary>
    private const long MissingUser = 77;

    private readonly SimulatedEgnyte _egnyte;
    private readonly HttpClient _client;
    private readonly ProfileFiles _files;
    private readonly string _profile;

    private HonestLane(SimulatedEgnyte egnyte, ProfileFiles files, string profile)
    {
        (_egnyte, _files, _profile) = (egnyte, files, profile);
        _client = profile == "okta" ? egnyte.Proxy.CreateClient() : egnyte.Proxy.CreateClient(userAgent: "Honest/1.0");
        Writer = new HonestWriter(egnyte, _client);
    }

    public HonestWriter Writer { get; }

    public static async Task<HonestLane> StartAsync(string profile)
    {
        var files = new ProfileFiles((Skipping, """{"extends":"okta","groups":{"members":"skip"}}"""));
        var egnyte = await SimulatedEgnyte.StartAsync(
            seedPeople: false, new("ScimProxy:ProfilesPath", files.Folder.FullName), new("ScimProxy:Tenants:default:Profile", profile));
        return new HonestLane(egnyte, files, profile);
    }

    /// <summary>Runs the case of a seed; what is wrong, or null.</summary>
    public async Task<string?> RunAsync(int seed)
    {
        var random = new Random(seed);
        var kind = random.Next(20);
        var (isOfAUser, isOfForms) = (kind < 11, kind is 10 or 19);
        (Writer.IsMe, Writer.IsBulk) = (isOfAUser && !isOfForms && random.Next(6) == 0, random.Next(6) == 0);
        var fewerFields = random.Next(6) == 0 || SimulatedEgnyte.Dialect.FewerFields;
        ShowFields(fewerFields);
        var problem = isOfAUser ? await OfAUserAsync(random, seed, kind) : await OfAGroupAsync(random, seed, kind);
        _egnyte.Simulator.Domain.Reset();
        return problem is null ? null : $"seed {seed}, profile {_profile}{(fewerFields ? ", fields of 2019" : "")}: {problem}";
    }

    /// <summary>Sends the examples of all rules: what is wrong, or not dropped.</summary>
    public async Task<IReadOnlyList<string>> RunExamplesAsync()
    {
        var problems = new List<string?>();
        foreach (var (rule, write) in DropRuleExamples.OfUsers)
        {
            ShowFields(SimulatedEgnyte.Dialect.FewerFields || rule == DropRule.ServiceAccount);
            var user = _egnyte.Simulator.Domain.AddUser(DropRuleExamples.User with { Id = 1000 + problems.Count });
            problems.Add(Met(rule, await Writer.WriteUserAsync(user, write)));
            _egnyte.Simulator.Domain.Reset();
        }

        ShowFields(SimulatedEgnyte.Dialect.FewerFields);
        var scene = NewScene(new Random(0), seed: 0, _ => true);
        foreach (var (rule, write) in DropRuleExamples.OfGroups(scene))
        {
            problems.Add(Met(rule, await Writer.WriteGroupAsync(scene.Group, write)));
        }

        return [.. problems.OfType<string>()];
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _egnyte.DisposeAsync();
        _files.Dispose();
    }

    private async Task<string?> OfAUserAsync(Random random, int seed, int kind)
    {
        var user = NewUser(random, seed, isActive: random.Next(5) > 0);
        _ = NewUser(random, seed, isActive: random.Next(5) > 0, "other");
        _egnyte.Simulator.Domain.AddGroup($"Group {seed}", random.Next(3) == 0 ? [] : [user.Id]);
        if (kind is >= 4 and < 10 && random.Next(6) == 0)
        {
            await ReadEarlierAsync(user, random);
        }

        return kind switch
        {
            < 4 => await Writer.CreateUserAsync(new UserWrites(random, user with { UserName = $"new-{seed}" }).Create()),
            < 10 => await Writer.WriteUserAsync(user, random.Next(3) == 0 ? new UserWrites(random, user).Replace() : new UserWrites(random, user).Patch()),
            _ => await new FormComparison(Writer, _egnyte.Simulator).OfUserAsync(user, new UserForms(random, user).OfOne()),
        };
    }

    private async Task<string?> OfAGroupAsync(Random random, int seed, int kind)
    {
        var scene = NewScene(random, seed, most => random.Next(most) > 0);
        if (kind == 19)
        {
            return await new FormComparison(Writer, _egnyte.Simulator).OfGroupAsync(scene.Group, new GroupForms(random, scene).OfOne());
        }

        var writes = new GroupWrites(random, scene);
        return await Writer.WriteGroupAsync(scene.Group, random.Next(6) switch { 0 => writes.Create(seed), 1 or 2 => writes.Replace(), _ => writes.Patch() });
    }

    private GroupScene NewScene(Random random, int seed, Func<int, bool> isMember)
    {
        var user = NewUser(random, seed, isActive: true);
        var other = NewUser(random, seed, isActive: true, "other");
        var inactive = NewUser(random, seed, isActive: false, "inactive");

        // Where a PATCH replaces all members, Egnyte refuses to take an inactive one back, who is lost and logged (GroupMemberLost).
        var mayHoldInactive = SimulatedEgnyte.Dialect.GroupPatch != GroupPatchRule.ReplaceAll;
        var members = new[] { (user.Id, Chance: 3), (inactive.Id, Chance: 2) }
            .Where(member => isMember(member.Chance) && (mayHoldInactive || member.Id != inactive.Id))
            .Select(member => member.Id);
        return new GroupScene(
            _egnyte.Simulator.Domain.AddGroup($"Group {seed}", members), [user.Id, other.Id], [MissingUser, inactive.Id], _profile == Skipping);
    }

    private string? Met(DropRule rule, string? problem) => problem ?? (Writer.Met[rule] > 0 ? null : $"nothing is dropped by the rule of {rule.Attribute}");

    private void ShowFields(bool fewer) => _egnyte.Simulator.Controls.Dialect = SimulatedEgnyte.Dialect with { FewerFields = fewer };

    private SimulatedUser NewUser(Random random, int seed, bool isActive, string more = "")
    {
        var userType = UserTypes[random.Next(UserTypes.Length)];
        return _egnyte.Simulator.Domain.AddUser(new SimulatedUser
        {
            // The simulator's own ids begin anew with each case. A cache entry of one user must not serve another.
            Id = 10_000_000L + ((long)unchecked((uint)seed) * 1000) + (more.Length * 100),
            UserName = $"u{more}{unchecked((uint)seed)}",
            Email = $"u{more}{unchecked((uint)seed)}@example.com",
            GivenName = "Grace",
            FamilyName = "Hopper",
            ExternalId = random.Next(3) switch { 0 => null, 1 => "", _ => $"00u{$"{more}{unchecked((uint)seed)}".PadLeft(17, 'x')}" },
            Active = isActive,
            UserType = userType,
            AuthType = userType == "standard" ? "egnyte" : AuthTypes[random.Next(AuthTypes.Length)],
            Role = userType == "power" ? "Default" : null,
            IdpUserId = random.Next(2) == 0 ? null : "grace",
            Language = random.Next(2) == 0 ? null : "fr-CA",
            IsServiceAccount = userType != "standard" && random.Next(8) == 0,
        });
    }

    /// <summary>The client reads a user, and then an administrator makes of it in Egnyte what it is now.</summary>
    private async Task ReadEarlierAsync(SimulatedUser user, Random random)
    {
        _egnyte.Simulator.Domain.ReplaceUser(user with
        {
            UserType = UserTypes[random.Next(UserTypes.Length)],
            AuthType = AuthTypes[random.Next(AuthTypes.Length)],
            Role = random.Next(2) == 0 ? "Reviewer" : null,
            Language = random.Next(2) == 0 ? "de-DE" : null,
            IdpUserId = random.Next(2) == 0 ? user.UserName : null,
            Email = random.Next(2) == 0 ? user.Email : $"new.{user.Email}",
            Active = random.Next(2) == 0,
        });
        Assert.Equal(200, (await _client.GetScimAsync($"Users/{user.Id}")).Status);
        _egnyte.Simulator.Domain.ReplaceUser(user);
    }
}
