using System.Text.Json;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>Random values of a user's attributes as JSON, readable and not, and what each says.</summary>
internal sealed class UserValues(Random random, SimulatedUser user)
{
    private static readonly string[] Junk =
    [
        "{}", "{\"value\":\"x\"}", "{\"a\":1}", "[\"x\",\"y\"]", "[[\"x\"]]", "[{\"value\":\"x\"},{\"value\":\"y\"}]", "[{}]", "[null]",
        "[{\"value\":{}}]",
    ];
    private static readonly string[] TruthJunk = ["\"maybe\"", "2", "-1", "\"yes\"", "0.5", "\"00\"", .. Junk];
    private static readonly string[] AddressJunk =
    [
        "true", "[[\"a@example.com\"]]", "[null]", "[{\"value\":{}}]", "[{\"value\":true}]", "{\"value\":[\"a@example.com\"]}",
        "[{\"value\":\"a@example.com\",\"primary\":\"maybe\"}]", "[{\"value\":\"a@example.com\",\"type\":7}]",
        "[{\"value\":\"a@example.com\"},7,false]",
    ];
    private static readonly string[] Blanks = [" ", "  ", "\t", "\u00A0", "\u3000 "];
    private static readonly string[] AddressOfNothing =
    [
        "null", "\"\"", "[]", "[{}]", "[{\"type\":\"work\"}]", "[{\"value\":null,\"type\":\"work\",\"primary\":true}]",
    ];

    /// <summary>A value, junk once in so many.</summary>
    public (string Json, Statement Said) Draw(UserAttribute attribute, bool isPatch, int junk)
    {
        if (attribute.AlwaysDropped is not null)
        {
            var word = random.Next(junk) == 0 ? Pick(Junk) : JsonSerializer.Serialize(Pick(attribute.Words));
            return (attribute.Name == "groups" ? "[{\"value\":\"77\"}]" : word, new Statement(attribute.Name, StatementKind.Value, word));
        }

        if (attribute == UserAttribute.Emails)
        {
            return Addresses(junk);
        }

        if (random.Next(junk) == 0)
        {
            return Odd(attribute, isPatch);
        }

        if (attribute.Name is "name.givenName" or "name.familyName" && random.Next(12) == 0)
        {
            return Blank(attribute);
        }

        var text = Word(attribute);
        var statement = new Statement(attribute.Name, StatementKind.Value, text) { IsPlain = true };
        return (attribute.IsBoolean ? Written(text) : JsonSerializer.Serialize(text), statement);
    }

    /// <summary>A boolean in one of the ways in which clients write it.</summary>
    private string Written(string truth) => random.Next(6) switch
    {
        0 => $"\"{truth}\"",
        1 => truth == "true" ? "\"True\"" : "\"FALSE\"",
        2 => truth == "true" ? "1" : "0",
        3 => truth == "true" ? "\"1\"" : "\"0\"",
        _ => truth,
    };

    /// <summary><c>name</c> with its parts, or what is no name.</summary>
    public (string Json, IReadOnlyList<Statement> Said) WholeName(bool isPatch)
    {
        string[] parts = ["name.givenName", "name.familyName"];
        switch (random.Next(6))
        {
            case 0:
                return (Pick(["\"Ada Lovelace\"", "7", "true", "[\"Ada\"]", "[{\"givenName\":\"Ada\"}]"]),
                    [.. parts.Select(part => new Statement(part, StatementKind.Unreadable))]);
            case 1:
                return (Pick(["null", "\"\"", "[]"]), [.. parts.Select(part => new Statement(part, StatementKind.Clear))]);
            default:
                var drawn = parts.Where(_ => random.Next(3) > 0).Select(part => (part, Value: Draw(UserAttribute.Of(part), isPatch, junk: 8))).ToList();
                return ($"{{{string.Join(',', drawn.Select(part => $"\"{part.part[5..]}\":{part.Value.Json}"))}}}", [.. drawn.Select(part => part.Value.Said)]);
        }
    }

    /// <summary>What follows <c>"op":"remove",</c> for an address.</summary>
    public (string Json, Statement Said) AddressRemoval() => random.Next(6) switch
    {
        0 => ("\"path\":\"emails[type eq \\\"work\\\"]\"", Cleared()),
        1 => ($"\"path\":\"emails[value eq \\\"{user.Email}\\\"]\"", Cleared() with { Value = user.Email }),
        2 => ("\"path\":\"emails\",\"value\":[{\"value\":\"nobody@example.com\"}]", new Statement("emails", StatementKind.Nothing)),
        3 => ($"\"path\":\"emails\",\"value\":[{{\"value\":\"{user.Email}\"}}]", Cleared() with { Value = user.Email }),
        _ =>
            ($"\"path\":\"emails\",\"value\":{Pick(["[{}]", "[null]", "[{\"type\":\"work\"}]", "[{\"value\":{}}]", "true", "[[]]"])}",
             new Statement("emails", StatementKind.Unreadable)),
    };

    private static Statement Cleared() => new("emails", StatementKind.Clear);

    private (string Json, Statement Said) Addresses(int junk)
    {
        if (random.Next(junk) == 0)
        {
            return random.Next(3) == 0 ? (Pick(AddressOfNothing), Cleared()) : (Pick(AddressJunk), new Statement("emails", StatementKind.Unreadable));
        }

        var first = Word(UserAttribute.Emails);
        var said = new Statement("emails", StatementKind.Value, first);
        switch (random.Next(8))
        {
            case 0:
                return (JsonSerializer.Serialize(first), said);
            case 1:
                return ($$"""{"value":"{{first}}"}""", said);
            case 2:
                // The primary one is taken, wherever it stands.
                return ($$"""[{"value":"decoy@example.com","type":"work"},{"value":"{{first}}","primary":true}]""", said);
            case 3:
                return ($$"""[{"value":"decoy@example.com","type":"home"},{"value":"{{first}}","type":"work"}]""", said);
            case 4:
                return ($$"""[{"type":"home"},{"value":"{{first}}","type":"other","display":"x"},{"value":"decoy@example.com"}]""", said);
            default:
                return ($$"""[{"value":"{{first}}","type":"work","primary":true}]""", said with { IsPlain = true });
        }
    }

    private (string Json, Statement Said) Blank(UserAttribute attribute)
    {
        var blanks = Pick(Blanks);
        return (JsonSerializer.Serialize(blanks), new Statement(attribute.Name, attribute.IsBoolean ? StatementKind.Unreadable : StatementKind.Value, blanks));
    }

    private (string Json, Statement Said) Odd(UserAttribute attribute, bool isPatch)
    {
        switch (random.Next(9))
        {
            case 8:
                return Blank(attribute);
            case 0:
                return (Pick(["null", "\"\"", "[]"]), new Statement(attribute.Name, StatementKind.Clear));
            case 1 when attribute.TakesUndefined:
                return ("\"Undefined\"", new Statement(attribute.Name, StatementKind.Nothing));
            case 2 when isPatch:
                // Entra's older job wraps a value.
                var wrapped = Word(attribute);
                return ($"[{{\"value\":{(attribute.IsBoolean ? wrapped : JsonSerializer.Serialize(wrapped))}}}]",
                    new Statement(attribute.Name, StatementKind.Value, wrapped));
            case 3 when !attribute.IsBoolean:
                return ("42", new Statement(attribute.Name, StatementKind.Value, "42"));
            case 4 when !attribute.IsBoolean:
                // The transforms of userName make a text of each scalar.
                var scalar = Pick(["true", "false"]);
                return (scalar,
                    attribute == UserAttribute.UserName
                        ? new Statement(attribute.Name, StatementKind.Value, scalar)
                        : new Statement(attribute.Name, StatementKind.Unreadable));
            default:
                return (Pick(attribute.IsBoolean ? TruthJunk : Junk), new Statement(attribute.Name, StatementKind.Unreadable));
        }
    }

    private string Word(UserAttribute attribute) => Pick(attribute.Words)
        .Replace("{name}", user.UserName, StringComparison.Ordinal).Replace("{NAME}", user.UserName.ToUpperInvariant(), StringComparison.Ordinal);

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
