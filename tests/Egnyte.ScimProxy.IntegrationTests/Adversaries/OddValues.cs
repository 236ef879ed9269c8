using System.Globalization;
using System.Text.Json.Nodes;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>Values that a field may come with instead of its own.</summary>
internal static class OddValues
{
    private static readonly string[] Raw =
    [
        "0", "-5", "1.5", "true", "false", "\"\"", "\" \"", "null", "{}", "[]", "[null]", "[1,null]", "{\"value\":1}", "1e3", "-0", "-0.0",
        "9223372036854775807",
        "9223372036854775808", "123456789012345678901234567890", "1e400", "-1e-400", "0.1e1", "\"true\"", "\"TRUE\"", "\" true \"", "\"yes\"", "\"1\"",
        "\"0\"", "\"NaN\"",
        "\"Infinity\"", "\"null\"", "\"undefined\"", "\"other\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\r\\nSet-Cookie: a=b\"", "\"\\u202egnp.exe\"",
        "\"\\u200b\"", "\"\\ufeff\"",
        "\"\\ufffd\"", "\"\\ud83d\\ude00\"", "\"<script>alert(1)</script>\"", "\"../../users/1\"", "\"..\"", "\"a/b\"", "\"a?b\"", "\"%2e%2e\"",
        "\"{0}\"", "\"${jndi:ldap://x}\"",
        "\"'; drop table users; --\"", "\"9999-12-31T23:59:60Z\"", "\"0000-00-00\"", "\"2026-13-45T99:99:99+99:99\"",
    ];

    /// <summary>Another value, which may be the same in another form.</summary>
    public static JsonNode? Of(JsonNode? value, Random random)
    {
        var text = value switch { null => "", JsonValue scalar => scalar.ToString(), _ => value.ToJsonString() };
        return random.Next(9) switch
        {
            0 => JsonValue.Create(text),
            1 => JsonValue.Create(OddForm(text, random)),
            2 when long.TryParse(text, CultureInfo.InvariantCulture, out var number) => JsonNode.Parse(NumberForm(number, random)),
            3 => JsonValue.Create(text.Insert(random.Next(text.Length + 1), "\u200B\u200E\u202E\u0000\u0007\u0301\u00AD"[random.Next(7)].ToString())),
            4 => JsonValue.Create(new string('x', 100_000) + text),
            _ => JsonNode.Parse(Raw[random.Next(Raw.Length)]),
        };
    }

    private static string OddForm(string text, Random random) => random.Next(9) switch
    {
        0 => text + " ",
        1 => " " + text,
        2 => "+" + text,
        3 => "0" + text,
        4 => text.ToUpperInvariant(),
        5 => text + ".0",
        6 => text + "\n",
        7 => string.Concat(text.Select(letter => letter is >= '0' and <= '9' ? (char)(letter - '0' + '\u0660') : letter)),
        _ => string.Concat(text.Select(letter => letter is > ' ' and < '\u007F' ? (char)(letter + 0xFEE0) : letter)),
    };

    private static string NumberForm(long number, Random random) => random.Next(4) switch
    {
        0 => $"{number}.0",
        1 => $"{number}e0",
        2 => $"{number}0e-1",
        _ => $"{number}.5",
    };
}
