using System.Text.Json;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>
/// One intent about a group in every form that a client may give it: by path, by a map, below and behind the URN, by PUT; members in any of their
/// shapes, added and removed one by one, as a list, or by the whole set.
/// </summary>
internal sealed class GroupForms(Random random, GroupScene scene)
{
    private const string Core = "urn:ietf:params:scim:schemas:core:2.0:Group";
    private const string Members = "members";

    private static readonly string[] Junk =
    [
        "{}", "null", "true", "1.5", "\"\"", "\"a b\"", "[[\"7\"]]",
        "{\"value\":\"\"}", "{\"value\":null}", "{\"display\":\"x\"}", "{\"$ref\":\"7\"}", "{\"value\":\"7\",\"type\":\"Group\"}", "{\"value\":{}}",
    ];

    private static readonly string[] NameJunk = ["7", "true", "\"\"", "\" \"", "{}", "[\"x\"]", "null", "{\"value\":\"x\"}", "[{\"value\":\"x\"}]"];
    private static readonly string[] Places = ["displayName", $"{Core}:displayName", $"{Core}:displayName".ToUpperInvariant()];

    private readonly IReadOnlyList<long> _present = scene.Group.MemberIds;

    // What the list holds beside the ids: nothing mostly.
    private readonly string? _more = random.Next(8) switch { 0 => Junk[random.Next(Junk.Length)], 1 => GroupScene.Malformed, _ => null };

    private bool IsMalformed => _more == GroupScene.Malformed;

    private bool IsJunk => _more is not null && !IsMalformed;

    public IReadOnlyList<GroupWrite> OfOne()
    {
        var chosen = scene.Active.Where(_ => random.Next(2) == 0).ToList();
        if (random.Next(6) == 0)
        {
            chosen.Add(scene.Refused[random.Next(scene.Refused.Count)]);
        }

        return random.Next(
            5) switch
        { 4 => [.. Misplaced()], 0 => [.. Named()], 1 => [.. Added(chosen)], 2 => [.. Removed(chosen)], _ => [.. Replaced(chosen)] };
    }

    /// <summary>The name of an attribute where it cannot be read: every form says the same, which is nothing.</summary>
    private IEnumerable<GroupWrite> Misplaced()
    {
        var (attribute, value) = random.Next(2) == 0 ? ("displayName", "\"Misplaced\"") : (Members, PatchBody.List([Member(scene.Active[0])]));
        var odd = OddPlaces.Of(attribute, OddPlaces.User).ToList();
        var maps = odd.Select(name => PatchBody.Object(name, value)).Concat(OddPlaces.Below(attribute, value, OddPlaces.User)).ToList();
        var patches = odd.Select(name => PatchBody.Operation("add", name, value)).Concat(maps.Select(map => PatchBody.Operation("replace", null, map)));
        var name = JsonSerializer.Serialize(scene.Group.DisplayName);
        return patches.Select(operation => ("PATCH", PatchBody.Of(operation)))
            .Concat(maps.Select(map => ("PUT", $$"""{"displayName":{{name}},{{map[1..]}}""")))
            .Select(form => new GroupWrite(form.Item1, form.Item2, null, []));
    }

    private IEnumerable<GroupWrite> Named()
    {
        var isReadable = random.Next(4) > 0;
        var name = $"Renamed {scene.Group.DisplayName}";
        var value = isReadable ? JsonSerializer.Serialize(name) : NameJunk[random.Next(NameJunk.Length)];
        var maps = Maps("displayName", value).Append($$"""{"id":"x","displayName":{{value}}}""").ToList();
        var patches = Places.SelectMany(place => new[] { PatchBody.Operation("replace", place, value), PatchBody.Operation("Add", place, value) })
            .Concat(maps.Select(map => PatchBody.Operation("replace", null, map)))
            .Append(PatchBody.Operation("add", null, maps[^1])).Append(PatchBody.Operation("replace", Core, maps[0]));
        var allMembers = PatchBody.List(_present.Select(id => Member(id)));
        return patches.Select(operation => ("PATCH", PatchBody.Of(operation)))
            .Concat(maps.Select(map => ("PUT", map)))
            .Append(("PUT", $$"""{"schemas":["{{Core}}"],"id":"x","displayName":{{value}},"members":{{allMembers}}}"""))
            .Select(form => scene.Write(form.Item1, form.Item2, isReadable ? name : null, _present));
    }

    private IEnumerable<GroupWrite> Added(List<long> chosen)
    {
        var all = _present.Union(chosen).ToList();
        var patches = Lists(chosen).SelectMany(list => ByPathAndMap("add", list)).Append(OneByOne("add", chosen)).ToList();
        if (chosen.Count + (_more is null ? 0 : 1) == 1 && _more != "null")
        {
            patches.Add([PatchBody.Operation("add", Members, Elements(chosen).Single())]);
        }

        // A set of which every id is wrong would empty the group, and is refused even where members are skipped.
        var isSet = all.Count > 0 || !IsMalformed;
        return [.. Written(patches.Where(operations => operations.Length > 0), all), .. isSet ? WholeSets(all) : []];
    }

    private IEnumerable<GroupWrite> Removed(List<long> chosen)
    {
        var rest = _present.Except(chosen).ToList();
        var patches = Lists(chosen).SelectMany(list => ByPathAndMap("remove", list)).Append(OneByOne("remove", chosen)).ToList();
        if (!IsJunk)
        {
            var ids = chosen.Select(id => $"{id}").Concat(IsMalformed ? [GroupScene.Malformed.Trim('"')] : []).ToList();
            patches.Add([.. ids.Select(id => PatchBody.Operation("remove", $"members[value eq \"{id}\"]"))]);
            patches.Add([.. ids.Select(id => PatchBody.Operation("Remove", $"{Core}:MEMBERS[VALUE EQ \"{id}\"]"))]);
            if (ids.Count > 1)
            {
                patches.Add([PatchBody.Operation("remove", $"members[{string.Join(" or ", ids.Select(id => $"value eq \"{id}\""))}]")]);
            }
        }

        var drops = chosen.Exists(id => !_present.Contains(id)) || IsMalformed ? [DropRule.NoMember] : Array.Empty<DropRule>();
        var sets = _more is null ? WholeSets(rest) : [];
        var removals = Written(patches.Where(operations => operations.Length > 0), rest, isRemoval: true);
        return [.. removals.Select(write => write with { Drops = [.. write.Drops, .. drops] }), .. sets];
    }

    private IEnumerable<GroupWrite> Replaced(List<long> chosen)
    {
        var name = JsonSerializer.Serialize(scene.Group.DisplayName);
        string[] WithName(string list) => [PatchBody.Operation("replace", null, $$"""{"members":{{list}},"id":"x","displayName":{{name}}}""")];
        var patches = Lists(chosen).SelectMany(list => ByPathAndMap("replace", list).Append(WithName(list))).ToList();
        if (chosen.Count == 0 && _more is null)
        {
            patches.Add([PatchBody.Operation("remove", Members)]);
            patches.Add([PatchBody.Operation("replace", Members, "null")]);
            patches.Add([PatchBody.Operation("replace", null, PatchBody.Object(Members, "null"))]);
        }
        else if (chosen.Count > 0 || !IsMalformed)
        {
            patches.AddRange(Lists(chosen).Select(list => new[] { PatchBody.Operation("remove", Members), PatchBody.Operation("add", Members, list) }));
        }

        return [.. Written(patches, chosen, isSet: true), .. WholeSets(chosen, isPut: true)];
    }

    /// <summary>The whole membership, which says the same.</summary>
    private IEnumerable<GroupWrite> WholeSets(List<long> members, bool isPut = false)
    {
        var name = JsonSerializer.Serialize(scene.Group.DisplayName);
        var list = Lists(members).First();
        var patches = isPut ? [] : ByPathAndMap("replace", list);
        var resources = Maps(Members, list).Select(map => $$"""{"displayName":{{name}},{{map[1..]}}""")
            .Append($$"""{"{{Core}}":{"displayName":{{name}},"members":{{list}}}""" + "}")
            .Concat(isPut && members.Count == 0 && _more is null ? [$$"""{"displayName":{{name}},"members":null}"""] : []);
        return Written(patches, members, isSet: true).Concat(resources.Select(body => Of("PUT", body, members, isSet: true)));
    }

    private IEnumerable<GroupWrite> Written(IEnumerable<string[]> patches, List<long> members, bool isRemoval = false, bool isSet = false) =>
        patches.Select(operations => Of("PATCH", PatchBody.Of(operations), members, isRemoval, isSet));

    private GroupWrite Of(string method, string body, List<long> members, bool isRemoval = false, bool isSet = false)
    {
        var isWrong = IsJunk || (IsMalformed && !isRemoval && !(scene.SkipsMembers && (!isSet || members.Count > 0)));
        return scene.Write(method, body, isWrong ? null : scene.Group.DisplayName, members, IsMalformed && !isRemoval ? [DropRule.SkippedMembers] : []);
    }

    private string[] OneByOne(string verb, List<long> ids) => [.. Elements(ids).Select(element => PatchBody.Operation(verb, Members, $"[{element}]"))];

    private static IEnumerable<string[]> ByPathAndMap(string verb, string list)
    {
        yield return [PatchBody.Operation(verb, Members, list)];
        yield return [PatchBody.Operation(char.ToUpperInvariant(verb[0]) + verb[1..], $"{Core}:{Members}".ToUpperInvariant(), list)];

        // Salesforce's documentation nests the list once more.
        yield return [PatchBody.Operation(verb, Members, PatchBody.Object(Members, list))];
        if (verb != "remove")
        {
            foreach (var map in Maps(Members, list))
            {
                yield return [PatchBody.Operation(verb, null, map)];
            }

            yield return [PatchBody.Operation(verb, Core, PatchBody.Object(Members, list))];
        }
    }

    private static IEnumerable<string> Maps(string name, string value) =>
    [
        PatchBody.Object(name, value),
        PatchBody.Object(name.ToUpperInvariant(), value),
        PatchBody.Object($"{Core}:{name}".ToUpperInvariant(), value),
        PatchBody.Object(Core, PatchBody.Object(name, value)),
        PatchBody.Object(Core.ToUpperInvariant(), PatchBody.Object(name.ToUpperInvariant(), value)),
    ];

    /// <summary>A list in two of the shapes that members may have.</summary>
    private IEnumerable<string> Lists(IReadOnlyList<long> ids) => [PatchBody.List(Elements(ids)), PatchBody.List(Elements(ids).Reverse())];

    private IEnumerable<string> Elements(IReadOnlyList<long> ids) => [.. ids.Select(Member), .. _more is null ? Array.Empty<string>() : [_more]];

    private string Member(long id) => random.Next(8) switch
    {
        0 => $"\"{id}\"",
        1 => $"{id}",
        2 => $$"""{"$ref":"https://scim.example.com/scim/v2/Users/{{id}}"}""",
        3 => $$"""{"$REF":"../users/{{id}}","value":"{{id}}"}""",
        4 => $$"""{"VALUE":{{id}},"display":"x","type":"User"}""",
        _ => $$"""{"value":"{{id}}"}""",
    };
}
