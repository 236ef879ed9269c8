namespace Egnyte.ScimProxy.RolloutTests;

/// <summary>All tasks at once: users to be assigned, and groups, whose members exist in Egnyte, to be pushed.</summary>
internal sealed class Burst
{
    private const int MembersEach = 50;

    private readonly RolloutSite _site;
    private readonly IReadOnlyList<Person> _people;
    private readonly IReadOnlyList<PushedGroup> _groups;

    public Burst(RolloutSite site, int people, int groups)
    {
        _site = site;
        var members = site.Simulator.Domain.SeedUsers(MembersEach).Select(user => user.Id).ToList();
        _people = Person.Many(people);
        _groups = [.. Enumerable.Range(1, groups).Select(number => new PushedGroup($"Team {number}", members))];
    }

    /// <summary>
    /// What the tasks need by the call budget: a look-up and a create for each person; a look-up, a create, and the same members again with a
    /// reading before, for each group. Calls that are throttled or sent again count as time lost, so times are compared with these.
    /// </summary>
    public int CallsNeeded => (2 * _people.Count) + (4 * _groups.Count);

    /// <summary>The tasks, each begun only when it is enumerated.</summary>
    public IEnumerable<Task<OktaOutcome>> Begin(FakeOkta okta) => [.. _people.Select(okta.AssignAsync), .. _groups.Select(okta.PushAsync)];

    public async Task<RolloutFigures> RunAsync(FakeOkta okta)
    {
        var figures = new RolloutFigures(_site);
        return figures.End(await _site.Time.RunAsync(() => Task.WhenAll(Begin(okta))));
    }

    /// <summary>One after the other: what the same tasks cost where no call is queued.</summary>
    public Task<int> CountCallsAsync(FakeOkta okta) => _site.Time.RunAsync(async () =>
    {
        foreach (var person in _people)
        {
            Assert.Null((await okta.AssignAsync(person)).Stranding);
        }

        foreach (var group in _groups)
        {
            Assert.Null((await okta.PushAsync(group)).Stranding);
        }

        return _site.Simulator.Calls.Count;
    });

    public void AssertEverybodyIsThereOnce()
    {
        var hires = _site.Simulator.Domain.AllUsers().Where(user => user.ExternalId?.StartsWith("00uNewHire", StringComparison.Ordinal) is true).ToList();
        Assert.Equal(_people.Select(person => (person.UserName, person.ExternalId)).Order(), hires.Select(user => (user.UserName, user.ExternalId!)).Order());
        Assert.All(hires, user => Assert.True(user.Active));
        Assert.Equal(MembersEach + _people.Count, _site.Simulator.Domain.UserCount);
        var groups = _site.Simulator.Domain.AllGroups();
        Assert.Equal(_groups.Select(group => group.DisplayName).Order(), groups.Select(group => group.DisplayName).Order());
        Assert.All(groups, group => Assert.Equal(_groups[0].Members, group.MemberIds));
    }
}
