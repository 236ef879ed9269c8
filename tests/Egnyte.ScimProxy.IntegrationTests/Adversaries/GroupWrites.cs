using System.Text.Json;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>Random writes of a group, with junk in every position.</summary>
internal sealed class GroupWrites(Random random, GroupScene scene)
{
    private const string Core = "urn:ietf:params:scim:schemas:core:2.0:Group";

    private readonly HashSet<DropRule> _drops = [];
    private string? _name = scene.Group.DisplayName;
    private HashSet<long> _members = [.. scene.Group.MemberIds];
    private bool _isReadable = true;
    private bool _isCertain = true;

    public GroupWrite Create(int number)
    {
        (_name, _members) = (null, []);
        var json = new ObjectWriter(random, Core);
        Map(json, "replace", random.Next(2) == 0 ? [0, 1] : [0], $"Made {number}");
        return Done("POST", json.ToString());
    }

    public GroupWrite Replace()
    {
        var json = new ObjectWriter(random, Core);
        Map(json, "replace", random.Next(3) == 0 ? [0] : [0, 1], $"Put {scene.Group.DisplayName}");
        return Done("PUT", json.ToString());
    }

    public GroupWrite Patch()
    {
        var operations = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Operation()).ToList();
        if (random.Next(6) == 0)
        {
            operations.AddRange(ThereAndBack());
        }

        var body = PatchBody.Of(operations);
        _isCertain &= random.Next(12) > 0;
        return Done("PATCH", _isCertain ? body : OddPatches.Of(body, random));
    }

    private GroupWrite Done(string method, string body) =>
        scene.Write(method, body, _isReadable ? _name : null, _members, _drops) with { IsCertain = _isCertain };

    // Two operations that undo each other, in either order.
    private IEnumerable<string> ThereAndBack()
    {
        var id = AnyUser();
        var add = $$"""{"op":"add","path":"members","value":[{{Member(id, "add")}}]}""";
        var remove = random.Next(2) == 0
            ? $$"""{"op":"remove","path":"members[value eq \"{{id}}\"]"}"""
            : $$"""{"op":"remove","path":"members","value":[{{Member(id, "remove")}}]}""";
        var addsLast = random.Next(2) == 0;
        _ = addsLast ? _members.Add(id) : Remove(id);
        return addsLast ? [remove, add] : [add, remove];
    }

    private string Operation()
    {
        var json = new ObjectWriter(random, Core);
        var verb = Pick(["add", "replace", "remove"]);
        var written = json.AnyCase(verb);
        switch (random.Next(verb == "remove" ? 2 : 4))
        {
            case 0 when verb == "remove":
                var removed = AnyUser();
                Remove(removed);
                return $$"""{"op":"{{written}}","path":"{{json.AnyCase("members")}}[{{json.AnyCase("value")}} {{json.AnyCase("eq")}} \"{{removed}}\"]"}""";
            case 1 when verb == "remove" && random.Next(8) == 0:
                _members.Clear();
                return $$"""{"op":"{{written}}","path":"{{json.AnyCase("members")}}"}""";
            case 1 when verb == "remove" && random.Next(8) == 0:
                var (one, other) = (AnyUser(), AnyUser());
                return OddRemoval(written, one, other);
            case 0:
                // A key is read as a path is, and only a removal has a filter.
                _isReadable = false;
                return $$"""{"op":"{{written}}","path":"members[value eq \"{{scene.Active[0]}}\"]","value":[]}""";
            case 1 when random.Next(6) == 0:
                _isReadable = false;
                return $$"""{"op":"{{written}}","path":{{JsonSerializer.Serialize(Pick([.. GroupJunk.Paths, "member"]))}},"value":"x"}""";
            case 1:
                return $$"""
                    {"op":"{{written}}","path":"{{(random.Next(4) == 0 ? json.AnyCase(Core) + ":" : "")}}{{json.AnyCase("members")}}",
                     "value":{{Members(verb)}}}
                    """;
            case 2:
                return $$"""
                    {"op":"{{written}}","path":"{{json.AnyCase("displayName")}}",
                     "value":{{Name($"Patched {random.Next(3)} {scene.Group.DisplayName}")}}}
                    """;
            default:
                Map(json, verb, random.Next(3) switch { 0 => [0], 1 => [1], _ => [0, 1] }, $"Mapped {scene.Group.DisplayName}");
                return $$"""{"op":"{{written}}",{{(random.Next(6) == 0 ? $"\"path\":\"{json.AnyCase(Core)}\"," : "")}}"value":{{json}}}""";
        }
    }

    // No client is known to send one: it may be rejected, or it removes whom it selects.
    private string OddRemoval(string verb, long one, long other)
    {
        _isCertain = false;
        if (random.Next(4) == 0)
        {
            // RFC 7644 §3.5.2.2 asks for a path.
            Remove(one);
            return PatchBody.Operation(verb, random.Next(2) == 0 ? null : Core, PatchBody.Object("members", $"[{Member(one, "remove")}]"));
        }

        var (filter, selected) = random.Next(6) switch
        {
            0 => ($"value eq \\\"{one}\\\" or value eq \\\"{other}\\\"", (Func<long, bool>)(id => id == one || id == other)),
            1 => ($"value ne \\\"{one}\\\"", id => id != one),
            2 => ($"value eq \\\"{one}\\\" and value eq \\\"{other}\\\"", id => id == one && id == other),
            3 => ($"not (value eq \\\"{one}\\\")", id => id != one),
            4 => ($"value sw \\\"{one}\\\"", id => id == one),
            _ => ($"value eq {one}", id => id == one),
        };
        _members.RemoveWhere(id => selected(id));
        return $$"""{"op":"{{verb}}","path":"members[{{filter}}]"}""";
    }

    /// <summary>Writes the attributes: 0 is the name, 1 the members.</summary>
    private void Map(ObjectWriter json, string verb, IReadOnlyList<int> attributes, string name)
    {
        foreach (var attribute in attributes)
        {
            _ = attribute == 0 ? json.TryAdd(null, "displayName", Name(name)) : json.TryAdd(null, "members", Members(verb));
        }

        if (random.Next(3) == 0)
        {
            json.TryAddOnTop(Pick(GroupJunk.NotMapped), "\"x\"");
        }

        if (random.Next(20) == 0)
        {
            _isReadable = false;
            json.TryAdd(null, Pick([.. GroupJunk.Paths, $"members[value eq \"{scene.Active[0]}\"]"]), "[]");
        }
    }

    private string Name(string name)
    {
        if (random.Next(10) == 0)
        {
            _isReadable = false;
            return Pick(GroupJunk.Names);
        }

        _name = name;
        return JsonSerializer.Serialize(name);
    }

    private string Members(string verb)
    {
        if (random.Next(30) == 0)
        {
            return NoMembers(verb);
        }

        var ids = scene.Active.Where(_ => random.Next(3) == 0).Select(id => (Id: id, Json: Member(id, verb))).ToList();
        var isJunk = random.Next(8) == 0;
        _isReadable &= !isJunk;
        if (random.Next(12) == 0)
        {
            // Egnyte refuses to add it, unless a later operation takes it out again.
            var refused = scene.Refused[random.Next(scene.Refused.Count)];
            ids.Add((refused, $"\"{refused}\""));
        }

        switch (verb)
        {
            case "add":
                _members.UnionWith(ids.Select(member => member.Id));
                break;
            case "remove":
                ids.ForEach(member => Remove(member.Id));
                break;
            default:
                _members = [.. ids.Select(member => member.Id)];
                break;
        }

        if (isJunk)
        {
            var junk = Pick(GroupJunk.Members);
            return random.Next(2) == 0 || !junk.StartsWith('[') || ids.Count == 0
                ? junk
                : $"[{string.Join(',', ids.Select(member => member.Json))},{junk[1..]}";
        }

        var isMalformed = random.Next(12) == 0 && IsReadAsMalformed(verb, ids.Count);
        if (ids.Count > 0 && random.Next(8) == 0)
        {
            // Twice is once.
            ids.Add((ids[0].Id, Member(ids[0].Id, verb)));
        }

        var list = PatchBody.List([.. ids.Select(member => member.Json), .. isMalformed ? [GroupScene.Malformed] : Array.Empty<string>()]);
        return random.Next(8) switch
        {
            0 => $"{{\"members\":{list}}}",
            1 when ids.Count == 1 && !isMalformed => ids[0].Json,
            2 when ids.Count > 0 => $"{{\"value\":{list}}}",
            _ => list,
        };
    }

    // As a value, null is the empty list (RFC 7643 §2.5). To remove it could mean no member, or all of them.
    private string NoMembers(string verb)
    {
        _isReadable &= verb != "remove";
        if (verb == "add")
        {
            _drops.Add(DropRule.Nothing);
        }
        else
        {
            _members.Clear();
        }

        return "null";
    }

    /// <summary>Takes an id that cannot be a user's: to be removed it is no member, and to be added it is an error or skipped.</summary>
    private bool IsReadAsMalformed(string verb, int others)
    {
        _drops.Add(verb == "remove" ? DropRule.NoMember : DropRule.SkippedMembers);

        // A set of which every id is wrong would empty the group.
        _isReadable &= verb == "remove" || (scene.SkipsMembers && (verb == "add" || others > 0));
        return true;
    }

    private bool Remove(long id)
    {
        var isMember = _members.Remove(id);
        _ = isMember || _drops.Add(DropRule.NoMember);
        return isMember;
    }

    private string Member(long id, string verb)
    {
        switch (random.Next(15))
        {
            case 14 when verb == "remove" && random.Next(4) == 0:
                _isCertain = false;
                return Pick(
                    [$$"""{"value":" {{id}}"}""", $$"""{"value":{{id}}.0}""", $$"""{"value":{{id}}e0}""", $$"""{"value":["{{id}}"]}""", $"\"{id}\\n\""]);
            case 14 when verb != "remove" && random.Next(4) == 0:
                // Not the text of an id: to remove it is to remove what is no member.
                _isCertain = false;
                return Pick(
                    [
                        $$"""{"value":" {{id}}"}""", $$"""{"value":{{id}}.0}""", $$"""{"value":{{id}}e0}""", $$"""{"value":["{{id}}"]}""",
                        $"\"{id}\\n\"", .. scene.SkipsMembers ? [] : OddIds(id),
                    ]);
            case 0:
                return $"\"{id}\"";
            case 1:
                return $"{id}";
            case 2:
                return $$"""{"$ref":"https://scim.example.com/scim/v2/Users/{{id}}"}""";
            case 3:
                _drops.Add(DropRule.MemberParts);
                return $$"""{"value":"{{id}}","$ref":"../Users/{{id}}","type":"User"}""";
            case 4:
                _drops.Add(DropRule.MemberParts);
                return $$"""{"VALUE":{{id}},"$ref":null,"display":"x"}""";
            case 5 when random.Next(3) == 0:
                _isReadable = false;
                return Pick(
                    [
                        $$"""{"value":"{{id}}","type":"Group"}""", $$"""{"value":"{{id}}","$ref":"../Groups/{{id}}"}""",
                        $$"""{"value":"{{id}}","$ref":"../Users/1{{id}}"}""", $$"""{"value":"{{id}}","Value":"1{{id}}"}""",
                    ]);
            default:
                return $$"""{"value":"{{id}}"}""";
        }
    }

    // Ids of another system, which are skipped where members are.
    private static string[] OddIds(long id) => [$$"""{"value":"0{{id}}"}""", $$"""{"value":"+{{id}}"}""", $$"""{"value":"{{id}}.0"}"""];

    private long AnyUser() => scene.Active[random.Next(scene.Active.Count)];

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
