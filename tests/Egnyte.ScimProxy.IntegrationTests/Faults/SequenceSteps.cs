using System.Collections.Immutable;
using Egnyte.ScimProxy.IntegrationTests.Infrastructure;

namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>Chooses what a client does next, of what makes sense in its world.</summary>
internal sealed class SequenceSteps(SequenceClient client, Random random, bool deletesPeople)
{
    private const int MostPeople = 4;

    private const int MostGroups = 2;

    private const string Users = "Users";

    private const string Groups = "Groups";

    private int _made;

    public SequenceStep Next(World world)
    {
        var people = world.People.Keys.ToList();
        var groups = world.Groups.Keys.ToList();
        var active = world.People.Where(person => person.Value.Active).Select(person => person.Key).ToList();
        while (true)
        {
            var step = random.Next(12) switch
            {
                0 or 1 when people.Count < MostPeople => CreatePerson(world),

                // A PUT that says inactive deactivates, whatever Egnyte refuses of the rest: another test's.
                2 when active.Count > 0 => ReplacePerson(world, Any(active)),
                3 when people.Count > 0 => PatchPerson(world, Any(people)),
                4 when people.Count > 0 => SetActive(world, Any(people)),
                5 when people.Count > 1 => DeletePerson(world, Any(people)),
                6 when active.Count > 0 && groups.Count < MostGroups => CreateGroup(world, active),
                7 when groups.Count > 0 && active.Count > 0 => AddMember(world, Any(groups), Any(active)),
                8 when groups.Count > 0 && people.Count > 0 => RemoveMember(world, Any(groups), Any(people)),
                9 when groups.Count > 0 && active.Count > 0 => ReplaceGroup(world, Any(groups), active),
                10 when groups.Count > 0 => Rename(world, Any(groups)),
                11 when groups.Count > 1 => DeleteGroup(world, Any(groups)),
                _ => null,
            };
            if (step is not null)
            {
                return step;
            }
        }
    }

    private SequenceStep CreatePerson(World world)
    {
        var userName = $"person{++_made}";
        var person = new World.Person(NewName(), Active: true);
        var body = SequenceClient.PersonBody(userName, person);
        return new($"create {userName}", world.With(userName, person),
            () => client.CreateAsync(userName, Users, body),
            () => client.LookThenWriteAsync(userName, Users, $"userName eq \"{userName}@example.com\"", body));
    }

    private SequenceStep ReplacePerson(World world, string userName)
    {
        var person = world.People[userName] with { FamilyName = NewName() };
        return Change($"PUT {userName}", world.With(userName, person), "PUT", userName, Users, SequenceClient.PersonBody(userName, person));
    }

    private SequenceStep PatchPerson(World world, string userName)
    {
        var person = world.People[userName] with { FamilyName = NewName() };
        return Change($"PATCH {userName}", world.With(userName, person), "PATCH", userName, Users,
            SequenceClient.Patch(new { op = "replace", path = "name.familyName", value = person.FamilyName }));
    }

    private SequenceStep SetActive(World world, string userName)
    {
        var person = world.People[userName] with { Active = !world.People[userName].Active };
        return Change($"{(person.Active ? "reactivate" : "deactivate")} {userName}", world.With(userName, person), "PATCH", userName, Users,
            SequenceClient.Patch(new { op = "replace", value = new { active = person.Active } }));
    }

    private SequenceStep DeletePerson(World world, string userName) =>
        Change($"DELETE {userName}", deletesPeople ? world.WithoutPerson(userName) : world.With(userName, world.People[userName] with { Active = false }), "DELETE", userName, Users, null);

    private SequenceStep CreateGroup(World world, List<string> active)
    {
        var name = $"Group {++_made}";
        var group = new World.Group(name, Some(active));
        var body = client.GroupBody(group);
        return new($"create {name}", world.With(name, group),
            () => client.CreateAsync(name, Groups, body),
            () => client.LookThenWriteAsync(name, Groups, $"displayName eq \"{name}\"", body));
    }

    private SequenceStep AddMember(World world, string key, string userName)
    {
        var group = world.Groups[key] with { Members = world.Groups[key].Members.Add(userName) };
        return Change($"add {userName} to {key}", world.With(key, group), "PATCH", key, Groups,
            SequenceClient.Patch(new { op = "add", path = "members", value = client.Members([userName]) }));
    }

    private SequenceStep RemoveMember(World world, string key, string userName)
    {
        var group = world.Groups[key] with { Members = world.Groups[key].Members.Remove(userName) };
        return Change($"remove {userName} from {key}", world.With(key, group), "PATCH", key, Groups,
            SequenceClient.Patch(new { op = "remove", path = client.MemberPath(userName) }));
    }

    private SequenceStep ReplaceGroup(World world, string key, List<string> active)
    {
        var group = new World.Group($"Group {++_made}", Some(active));
        return Change($"PUT {key}", world.With(key, group), "PUT", key, Groups, client.GroupBody(group));
    }

    private SequenceStep Rename(World world, string key)
    {
        var group = world.Groups[key] with { Name = $"Group {++_made}" };
        return Change($"rename {key}", world.With(key, group), "PATCH", key, Groups, SequenceClient.Patch(new { op = "replace", value = new { displayName = group.Name } }));
    }

    private SequenceStep DeleteGroup(World world, string key) => Change($"DELETE {key}", world.WithoutGroup(key), "DELETE", key, Groups, null);

    private SequenceStep Change(string name, World after, string method, string key, string resources, object? body)
    {
        return new(name, after, Send, () => client.ReadThenAsync(key, resources, Send), IsDelete: method == "DELETE");

        Task<ScimAnswer> Send() => client.ChangeAsync(method, key, resources, body);
    }

    private string NewName() => $"Name{++_made}";

    private string Any(List<string> names) => names[random.Next(names.Count)];

    /// <summary>One at least: an empty group proves nothing.</summary>
    private ImmutableSortedSet<string> Some(List<string> names) => [Any(names), .. names.Where(_ => random.Next(2) == 0)];
}
