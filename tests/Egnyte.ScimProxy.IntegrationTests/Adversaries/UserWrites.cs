using System.Text.Json;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>Random writes of a user, with junk in every position of every attribute, and what each says.</summary>
internal sealed class UserWrites(Random random, SimulatedUser user)
{
    private static readonly string[] NamesThatAreNone = [".value", "[0].value", "[type eq \"x\"]", "[type eq].value", ".a.b"];
    private static readonly string[] AddressPaths =
    [
        "emails[type eq \"work\"].value", "emails[primary eq true].value", "emails.value", "emails[type eq \"work\" and primary eq true].value",
    ];
    private static readonly string[] PathsOfNoAddress =
    [
        "emails[type eq \"home\"].value", "emails[value eq \"nobody@example.com\"].value", "emails.foo", "email", "email.value",
    ];

    private readonly UserValues _values = new(random, user);

    public GeneratedWrite Create()
    {
        var json = new ObjectWriter(random, UserAttribute.Core);
        var said = new List<Statement>();
        foreach (var name in new[] { "userName", "name.givenName", "name.familyName", "emails" })
        {
            if (random.Next(20) > 0)
            {
                Say(json, said, UserAttribute.Of(name), isPatch: false, junk: 12);
            }
        }

        for (var more = random.Next(4); more > 0; more--)
        {
            Say(json, said, Any(), isPatch: false, junk: 5);
        }

        return new GeneratedWrite("POST", json.ToString(), [said]);
    }

    public GeneratedWrite Replace()
    {
        var json = new ObjectWriter(random, UserAttribute.Core);
        var said = Map(json, isPatch: false, random.Next(6));
        var isEcho = said.Count == 0;
        if (isEcho || random.Next(3) == 0)
        {
            Echo(json, said);
        }

        return new GeneratedWrite("PUT", json.ToString(), [said]) { IsEcho = isEcho };
    }

    public GeneratedWrite Patch()
    {
        var operations = new List<string>();
        var said = new List<IReadOnlyList<Statement>>();
        for (var count = random.Next(5) == 0 ? random.Next(2, 4) : 1; count > 0; count--)
        {
            var (json, statements) = Operation();
            operations.Add(json);
            said.Add(statements);
        }

        if (random.Next(6) == 0)
        {
            var (json, again) = Again(said[^1]);
            operations.Add(json);
            said.Add([again]);
        }

        var isOdd = random.Next(12) == 0;
        return new GeneratedWrite("PATCH", isOdd ? OddPatches.Of(PatchBody.Of(operations), random) : PatchBody.Of(operations), said) { IsOdd = isOdd };
    }

    // The last word on an attribute that was named before: often that it shall be as it was.
    private (string Json, Statement Said) Again(IReadOnlyList<Statement> before)
    {
        var attribute = before.Count == 0 ? Any() : UserAttribute.Of(before[random.Next(before.Count)].Attribute);
        if (attribute.Held?.Invoke(user) is { Length: > 0 } held && random.Next(2) == 0)
        {
            var value = attribute.IsBoolean ? held : JsonSerializer.Serialize(held);
            return ($$"""{"op":"replace","path":"{{attribute.Path}}","value":{{value}}}""",
                new Statement(attribute.Name, StatementKind.Value, held) { IsByPath = true });
        }

        return ($$"""{"op":"remove","path":"{{attribute.Path}}"}""", new Statement(attribute.Name, StatementKind.Clear) { IsByPath = true });
    }

    private (string Json, IReadOnlyList<Statement> Said) Operation()
    {
        var verb = random.Next(3) == 0 ? "add" : "replace";
        switch (random.Next(12))
        {
            case 10:
                var (whole, parts) = _values.WholeName(isPatch: true);
                return ($$"""{"op":"{{verb}}","path":"{{(random.Next(3) == 0 ? "Name" : "name")}}","value":{{whole}}}""",
                    [.. parts.Select(part => part with { IsByPath = true, IsPlain = false })]);
            case 11:
                var inner = new List<string>();
                var ofTheExtension = new List<Statement>();
                foreach (var member in UserAttribute.All.Where(member => member.Schema is not null && random.Next(4) == 0))
                {
                    var (innerValue, innerSaid) = _values.Draw(member, isPatch: true, junk: 8);
                    inner.Add($"{JsonSerializer.Serialize(member.Name)}:{innerValue}");
                    ofTheExtension.Add(innerSaid);
                }

                return ($$"""{"op":"{{verb}}","path":"{{UserAttribute.Extension}}","value":{{{string.Join(',', inner)}}} }""".Replace(
                    "} }", "}}", StringComparison.Ordinal),
                    ofTheExtension);
            case 0:
                var removed = Any();
                return ($$"""{"op":"remove","path":"{{removed.Path}}"}""", [new Statement(removed.Name, StatementKind.Clear) { IsByPath = true }]);
            case 1:
                var (path, said) = _values.AddressRemoval();
                return ($$"""{"op":"remove",{{path}}}""", [said with { IsByPath = true }]);
            case < 6:
                var json = new ObjectWriter(random, UserAttribute.Core);
                var statements = Map(json, isPatch: true, random.Next(1, 4));
                var schema = random.Next(8) == 0 ? $"\"path\":\"{json.AnyCase(UserAttribute.Core)}\"," : "";
                return ($$"""{"op":"{{json.AnyCase(verb)}}",{{schema}}"value":{{json}}}""", [.. statements.Select(statement => Added(statement, verb))]);
            default:
                var attribute = Any();
                var (value, statement) = _values.Draw(attribute, isPatch: true, junk: 6);
                var (name, isReadable) = Named(attribute);
                name = attribute.Schema is null ? random.Next(8) == 0 ? $"{UserAttribute.Core}:{name}" : name : $"{attribute.Schema}:{name}";
                return ($$"""{"op":"{{verb}}","path":{{JsonSerializer.Serialize(name)}},"value":{{ValueFor(name, value, statement)}}}""",
                    [Added(Of(statement, isReadable), verb) with { IsByPath = true }]);
        }
    }

    private void Echo(ObjectWriter json, List<Statement> said)
    {
        foreach (var (attribute, held, value) in UserAttribute.Echo(user).Where(echo => !said.Exists(statement => statement.Attribute == echo.Attribute.Name)))
        {
            if (json.TryAdd(attribute.Schema, attribute.Name, value))
            {
                said.Add(new Statement(attribute.Name, StatementKind.Value, held));
            }
        }
    }

    private List<Statement> Map(ObjectWriter json, bool isPatch, int count)
    {
        var said = new List<Statement>();
        for (; count > 0; count--)
        {
            Say(json, said, Any(), isPatch, junk: 6);
        }

        return said;
    }

    private void Say(ObjectWriter json, List<Statement> said, UserAttribute attribute, bool isPatch, int junk)
    {
        if (attribute.Name is "name.givenName" && random.Next(8) == 0)
        {
            var (complex, parts) = _values.WholeName(isPatch);
            if (json.TryAdd(null, "name", complex))
            {
                said.AddRange(parts);
            }

            return;
        }

        var (value, statement) = _values.Draw(attribute, isPatch, junk);
        var (name, isReadable) = Named(attribute);
        if (!json.TryAdd(attribute.Schema, name, ValueFor(name, value, statement)))
        {
            return;
        }

        // In a resource "email" is an attribute that is not mapped, and no element is selected.
        said.Add(isPatch || !name.StartsWith("email", StringComparison.Ordinal) ? Of(statement, isReadable)
            : name is "email" or "email.value" ? new Statement("title", StatementKind.Value, name)
            : Of(statement, isReadable) with { IsPlain = statement.IsPlain && name == attribute.Name });
    }

    // To add nothing to a list is to leave it (RFC 7644 §3.5.2.1).
    private static Statement Added(Statement statement, string verb) =>
        verb == "add" && statement is { Attribute: "emails", Kind: StatementKind.Clear } ? statement with { Kind = StatementKind.Nothing } : statement;

    private static Statement Of(Statement statement, bool isReadable) =>
        isReadable ? statement : statement with { Kind = StatementKind.Unreadable, IsPlain = false };

    // A path to a part takes the part, not the list.
    private static string ValueFor(string name, string value, Statement said) =>
        said.Kind is not StatementKind.Unreadable
            && name.EndsWith(".value", StringComparison.Ordinal)
            && name.Contains("emails", StringComparison.OrdinalIgnoreCase)
            && value.StartsWith('[')
        ? JsonDocument.Parse(value).RootElement is var list
        && list.GetArrayLength() == 1
        && list[0].ValueKind is JsonValueKind.Object
        && list[0].TryGetProperty("value", out var inner)
        ? inner.GetRawText()
        : value
        : value;

    private (string Name, bool IsReadable) Named(UserAttribute attribute)
    {
        if (attribute == UserAttribute.Emails)
        {
            return random.Next(12) switch
            {
                0 or 1 or 2 => (Pick(AddressPaths), true),
                3 => ($"emails[value eq \"{user.Email}\"].value", true),
                4 => ($"emails[type eq \"work\" and value eq \"{user.Email}\"].value", true),
                5 => (Pick(PathsOfNoAddress), false),
                _ => (attribute.Name, true),
            };
        }

        return attribute.AlwaysDropped is null && random.Next(15) == 0 ? (attribute.Name + Pick(NamesThatAreNone), false) : (attribute.Name, true);
    }

    private UserAttribute Any() => UserAttribute.All[random.Next(UserAttribute.All.Count)];

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
