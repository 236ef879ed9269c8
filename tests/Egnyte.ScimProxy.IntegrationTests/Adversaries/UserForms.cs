using System.Text.Json;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>
/// One intent about a user in every form that a client may give it: PATCH by path and by map, PUT; below and behind a URN; in any letter
/// case.
/// </summary>
internal sealed class UserForms(Random random, SimulatedUser user)
{
    private readonly UserAttribute _attribute = UserAttribute.All[random.Next(UserAttribute.All.Count)];

    private string Schema => _attribute.Schema ?? UserAttribute.Core;

    public IReadOnlyList<GeneratedWrite> OfOne()
    {
        if (_attribute.AlwaysDropped is null && random.Next(4) == 0)
        {
            return [.. Misplaced()];
        }

        // Entra's wrapping of a single value is a form of PATCH alone.
        var isOfPatch = random.Next(4) == 0;
        var (value, said) = new UserValues(random, user).Draw(_attribute, isOfPatch, junk: 5);
        var paths = Paths(value, said).Select(operation => new GeneratedWrite("PATCH", PatchBody.Of(operation), [[said with { IsByPath = true }]]));
        var maps = Maps(value, said)
            .SelectMany(map => Operations(map, value, said))
            .Select(operation => new GeneratedWrite("PATCH", PatchBody.Of(operation), [[said]]));
        var resources = Maps(value, said).Select(map => new GeneratedWrite("PUT", map, [[said]]));
        return [.. paths, .. maps, .. isOfPatch ? [] : resources, .. isOfPatch || IsOtherBesideMore(said) ? [] : WholeResources(value, said)];
    }

    /// <summary>The name of the attribute where it cannot be read: every form says the same, which is nothing.</summary>
    private IEnumerable<GeneratedWrite> Misplaced()
    {
        var (value, _) = new UserValues(random, user).Draw(_attribute, isPatch: false, junk: int.MaxValue);
        Statement said = new(_attribute.Name, StatementKind.Unreadable);
        foreach (var odd in OddPlaces.Of(_attribute.Name, OddPlaces.Group))
        {
            var name = _attribute.Schema is null ? odd : odd.StartsWith("urn:", StringComparison.Ordinal) ? null : $"{_attribute.Schema}:{odd}";
            if (name is not null)
            {
                yield return new GeneratedWrite("PATCH", PatchBody.Of(PatchBody.Operation("replace", name, value)), [[said with { IsByPath = true }]]);
            }

            var map = _attribute.Schema is null ? PatchBody.Object(odd, value) : PatchBody.Object(_attribute.Schema, PatchBody.Object(odd, value));
            yield return new GeneratedWrite("PATCH", PatchBody.Of(PatchBody.Operation("replace", null, map)), [[said]]);
            yield return new GeneratedWrite("PUT", map, [[said]]);
        }

        foreach (var map in _attribute.Schema is null ? OddPlaces.Below(_attribute.Name, value, OddPlaces.Group) : [])
        {
            yield return new GeneratedWrite("PATCH", PatchBody.Of(PatchBody.Operation("add", null, map)), [[said]]);
            yield return new GeneratedWrite("PUT", map, [[said]]);
        }
    }

    private IEnumerable<string> Paths(string value, Statement said)
    {
        var behind = $"{Schema}:{_attribute.Name}";
        yield return PatchBody.Operation("replace", _attribute.Path, value);
        yield return PatchBody.Operation("Replace", behind, value);
        yield return PatchBody.Operation("REPLACE", behind.ToUpperInvariant(), value);
        if (IsTheSameAdded(said))
        {
            yield return PatchBody.Operation("add", _attribute.Path, value);
        }

        if (said.Kind is StatementKind.Clear)
        {
            yield return PatchBody.Operation("remove", _attribute.Path);
            yield return PatchBody.Operation("remove", behind.ToUpperInvariant());
        }

        if (_attribute.Name.Split('.') is [var whole, var part])
        {
            yield return PatchBody.Operation("replace", whole, PatchBody.Object(part, value));
        }

        if (_attribute == UserAttribute.Emails && said.IsPlain)
        {
            var address = JsonSerializer.Serialize(said.Value);
            yield return PatchBody.Operation("replace", "emails[type eq \"work\"].value", address);
            yield return PatchBody.Operation("add", "Emails[Type EQ \"work\"].Value", address);
            yield return PatchBody.Operation("replace", "emails.value", address);
        }
    }

    /// <summary>The objects that hold the attribute, in each place that it may have.</summary>
    private IEnumerable<string> Maps(string value, Statement said)
    {
        var name = _attribute.Name;
        yield return PatchBody.Object(_attribute.Path, value);
        yield return PatchBody.Object($"{Schema}:{name}", value);
        yield return PatchBody.Object($"{Schema}:{name}".ToUpperInvariant(), value);
        yield return PatchBody.Object(Schema, PatchBody.Object(name, value));
        yield return PatchBody.Object(Schema.ToUpperInvariant(), PatchBody.Object(name.ToUpperInvariant(), value));
        if (name.Split('.') is [var whole, var part])
        {
            yield return PatchBody.Object(whole, PatchBody.Object(part, value));
            yield return PatchBody.Object(whole.ToUpperInvariant(), PatchBody.Object(part.ToUpperInvariant(), value));
            yield return PatchBody.Object(Schema, PatchBody.Object(whole, PatchBody.Object(part, value)));
        }

        if (_attribute == UserAttribute.Emails && said.IsPlain)
        {
            var address = JsonSerializer.Serialize(said.Value);
            yield return PatchBody.Object("emails", address);
            yield return PatchBody.Object("emails", PatchBody.Object("value", address));
            yield return PatchBody.Object("EMAILS", $"[{PatchBody.Object("VALUE", address)}]");
        }
    }

    private IEnumerable<string> Operations(string map, string value, Statement said)
    {
        yield return PatchBody.Operation("replace", null, map);
        switch (random.Next(3))
        {
            case 0 when IsTheSameAdded(said):
                yield return PatchBody.Operation("add", null, map);
                break;
            case 1:
                yield return PatchBody.Operation("replace", "", map);
                break;
            case 2:
                yield return PatchBody.Operation(
                    "replace", _attribute.Schema is null ? Schema : Schema.ToUpperInvariant(), PatchBody.Object(_attribute.Name, value));
                break;
        }
    }

    /// <summary>
    /// What the client read, with the one attribute in it; not that the user is inactive, as a deactivation wins over what is wrong beside it.
    /// </summary>
    private IEnumerable<GeneratedWrite> WholeResources(string value, Statement said)
    {
        var echo = UserAttribute.Echo(user).Where(echo => echo.Attribute != _attribute && (user.Active || echo.Attribute != UserAttribute.Active)).ToList();
        Statement[] all = [said, .. echo.Select(echo => new Statement(echo.Attribute.Name, StatementKind.Value, echo.Held))];
        var json = new ObjectWriter(random, UserAttribute.Core);
        foreach (var (attribute, _, held) in echo)
        {
            json.TryAdd(attribute.Schema, attribute.Name, held);
        }

        if (json.TryAdd(_attribute.Schema, _attribute.Name, value))
        {
            yield return new GeneratedWrite("PUT", json.ToString(), [all]);
            yield return new GeneratedWrite("PATCH", PatchBody.Of(PatchBody.Operation("replace", null, json.ToString())), [all]);
        }

        var plain = echo.Select(other => (other.Attribute, other.Json))
            .Append((_attribute, value))
            .Select(other => $"{JsonSerializer.Serialize(other.Item1.Path)}:{other.Item2}");
        yield return new GeneratedWrite("PUT", $$"""{"schemas":["{{UserAttribute.Core}}"],{{string.Join(',', plain)}}}""", [all]);
    }

    // Another name replaces one of blanks, and the simulated Egnyte refuses a field alone that it does not know.
    private bool IsOtherBesideMore(Statement said) => said.IsBlank || _attribute.Name == "twoFactorAuthentication";

    // To add nothing to a list is to leave it (RFC 7644 §3.5.2.1).
    private bool IsTheSameAdded(Statement said) => _attribute != UserAttribute.Emails || said.Kind is not StatementKind.Clear;
}
