using System.Collections.Immutable;

namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>Chooses what a client does next, of what makes sense in its state.</summary>
internal sealed class SequenceSteps(SequenceClient client, Random random, bool deletesPeople)
{
    private const int MostPeople = 4;

    private const int MostGroups = 2;

    private const string Users = "Users";

    private const string Groups = "Groups";

    private int _made;

    public SequenceStep Next(EgnyteState state)
    {
        var people = state.People.Keys.ToList();
        var groups = state.Groups.Keys.ToList();
        var active = state.People.Where(person => person.Value.Active).Select(person => person.Key).ToList();
        while (true)
        {
            var step = random.Next(12) switch
            {
                0 or 1 when people.Count < MostPeople => CreatePerson(state),

                // A PUT that says inactive deactivates, whatever Egnyte refuses of the rest: another test's.
                2 when active.Count > 0 => ReplacePerson(state, Any(active)),
                3 when people.Count > 0 => PatchPerson(state, Any(people)),
                4 when people.Count > 0 => SetActive(state, Any(people)),
                5 when people.Count > 1 => DeletePerson(state, Any(people)),
                6 when active.Count > 0 && groups.Count < MostGroups => CreateGroup(state, active),
                7 when groups.Count > 0 && active.Count > 0 => AddMember(state, Any(groups), Any(active)),
                8 when groups.Count > 0 && people.Count > 0 => RemoveMember(state, Any(groups), Any(people)),
                9 when groups.Count > 0 && active.Count > 0 => ReplaceGroup(state, Any(groups), active),
                10 when groups.Count > 0 => Rename(state, Any(groups)),
                11 when groups.Count > 1 => DeleteGroup(state, Any(groups)),
                _ => null,
            };
            if (step is not null)
            {
                return step;
            }
        }
    }

    private SequenceStep CreatePerson(EgnyteState state)
    {
        var userName = $"person{++_made}";
        var person = new EgnyteState.Person(NewName(), Active: true);
        var body = SequenceClient.PersonBody(userName, person);
        return new($"create {userName}", state.With(userName, person),
            () => client.CreateAsync(userName, Users, body),
            () => client.LookThenWriteAsync(userName, Users, $"userName eq \"{userName}@example.com\"", body));
    }

    private SequenceStep ReplacePerson(EgnyteState state, string userName)
    {
        var person = state.People[userName] with { FamilyName = NewName() };
        return Change($"PUT {userName}", state.With(userName, person), "PUT", userName, Users, SequenceClient.PersonBody(userName, person));
    }

    private SequenceStep PatchPerson(EgnyteState state, string userName)
    {
        var person = state.People[userName] with { FamilyName = NewName() };
        return Change($"PATCH {userName}", state.With(userName, person), "PATCH", userName, Users,
            SequenceClient.Patch(new { op = "replace", path = "name.familyName", value = person.FamilyName }));
    }

    private SequenceStep SetActive(EgnyteState state, string userName)
    {
        var person = state.People[userName] with { Active = !state.People[userName].Active };
        return Change($"{(person.Active ? "reactivate" : "deactivate")} {userName}", state.With(userName, person), "PATCH", userName, Users,
            SequenceClient.Patch(new { op = "replace", value = new { active = person.Active } }));
    }

    private SequenceStep DeletePerson(EgnyteState state, string userName) =>
        Change(
            $"DELETE {userName}",
            deletesPeople ? state.WithoutPerson(userName) : state.With(userName, state.People[userName] with { Active = false }),
            "DELETE",
            userName,
            Users,
            null);

    private SequenceStep CreateGroup(EgnyteState state, List<string> active)
    {
        var name = $"Group {++_made}";
        var group = new EgnyteState.Group(name, Some(active));
        var body = client.GroupBody(group);
        return new($"create {name}", state.With(name, group),
            () => client.CreateAsync(name, Groups, body),
            () => client.LookThenWriteAsync(name, Groups, $"displayName eq \"{name}\"", body));
    }

    private SequenceStep AddMember(EgnyteState state, string key, string userName)
    {
        var group = state.Groups[key] with { Members = state.Groups[key].Members.Add(userName) };
        return Change($"add {userName} to {key}", state.With(key, group), "PATCH", key, Groups,
            SequenceClient.Patch(new { op = "add", path = "members", value = client.Members([userName]) }));
    }

    private SequenceStep RemoveMember(EgnyteState state, string key, string userName)
    {
        var group = state.Groups[key] with { Members = state.Groups[key].Members.Remove(userName) };
        return Change($"remove {userName} from {key}", state.With(key, group), "PATCH", key, Groups,
            SequenceClient.Patch(new { op = "remove", path = client.MemberPath(userName) }));
    }

    private SequenceStep ReplaceGroup(EgnyteState state, string key, List<string> active)
    {
        var group = new EgnyteState.Group($"Group {++_made}", Some(active));
        return Change($"PUT {key}", state.With(key, group), "PUT", key, Groups, client.GroupBody(group));
    }

    private SequenceStep Rename(EgnyteState state, string key)
    {
        var group = state.Groups[key] with { Name = $"Group {++_made}" };
        return Change(
            $"rename {key}",
            state.With(key, group),
            "PATCH",
            key,
            Groups,
            SequenceClient.Patch(new { op = "replace", value = new { displayName = group.Name } }));
    }

    private SequenceStep DeleteGroup(EgnyteState state, string key) => Change($"DELETE {key}", state.WithoutGroup(key), "DELETE", key, Groups, null);

    private SequenceStep Change(string name, EgnyteState after, string method, string key, string resources, object? body)
    {
        return new(name, after, Send, () => client.ReadThenAsync(key, resources, Send), IsDelete: method == "DELETE");

        Task<ScimAnswer> Send() => client.ChangeAsync(method, key, resources, body);
    }

    private string NewName() => $"Name{++_made}";

    private string Any(List<string> names) => names[random.Next(names.Count)];

    /// <summary>One at least: an empty group proves nothing.</summary>
    private ImmutableSortedSet<string> Some(List<string> names) => [Any(names), .. names.Where(_ => random.Next(2) == 0)];
}
