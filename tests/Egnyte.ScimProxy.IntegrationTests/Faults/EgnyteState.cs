using System.Collections.Immutable;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>What a client wants Egnyte to hold: people by user name, groups by the name that they were made with.</summary>
internal sealed record EgnyteState(ImmutableSortedDictionary<string, EgnyteState.Person> People, ImmutableSortedDictionary<string, EgnyteState.Group> Groups)
{
    public static readonly EgnyteState Empty = new(ImmutableSortedDictionary<string, Person>.Empty, ImmutableSortedDictionary<string, Group>.Empty);

    /// <summary>As <see cref="Of"/> tells what Egnyte holds: who is there twice is told twice.</summary>
    public string Text { get; } = Tell(
        People.Select(entry => (entry.Key, entry.Value.FamilyName, entry.Value.Active)),
        Groups.Values.Select(group => (group.Name, (IEnumerable<string>)group.Members)));

    public static string Of(SimulatedDomain domain)
    {
        var users = domain.AllUsers();
        var names = users.ToDictionary(user => user.Id, user => user.UserName);
        return Tell(
            users.Select(user => (user.UserName, user.FamilyName, user.Active)),
            domain.AllGroups().Select(group => (group.DisplayName, group.MemberIds.Select(member => names[member]))));
    }

    public EgnyteState With(string userName, Person person) => new(People.SetItem(userName, person), Groups);

    public EgnyteState With(string key, Group group) => new(People, Groups.SetItem(key, group));

    public EgnyteState WithoutGroup(string key) => new(People, Groups.Remove(key));

    /// <summary>A deleted user is in no group either.</summary>
    public EgnyteState WithoutPerson(string userName) => new(
        People.Remove(userName),
        Groups.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value with { Members = entry.Value.Members.Remove(userName) }));

    private static string Tell(
        IEnumerable<(string Name, string FamilyName, bool Active)> people, IEnumerable<(string Name, IEnumerable<string> Members)> groups) => string.Join('\n',
    [
        .. people.Select(person => $"{person.Name} {person.FamilyName} {(person.Active ? "active" : "inactive")}").Order(StringComparer.Ordinal),
        .. groups.Select(group => $"{group.Name}: {string.Join(' ', group.Members.Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal),
    ]);

    internal sealed record Person(string FamilyName, bool Active);

    internal sealed record Group(string Name, ImmutableSortedSet<string> Members);
}
