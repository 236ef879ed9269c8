namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>Names that a field may come with instead of its own, and names that no answer has.</summary>
internal static class OddNames
{
    public static readonly string[] Extra =
    [
        "", " ", "__proto__", "$type", "$id", "$ref", "$values", "\u0000", "\u202Eid", "\uFEFFid", "id ", new string('n', 50_000),
    ];

    /// <summary>The name in another letter case, which is the same name.</summary>
    public static string Case(string name, Random random) => random.Next(3) switch
    {
        0 => name.ToUpperInvariant(),
        1 => char.ToUpperInvariant(name[0]) + name[1..],
        _ => name.ToLowerInvariant(),
    };

    /// <summary>A name that looks the same, and is another.</summary>
    public static string In(string name, Random random) => random.Next(6) switch
    {
        0 => name + " ",
        1 => "\uFEFF" + name,
        2 => name.Insert(random.Next(name.Length), "\u200B"),
        3 => name.Replace('e', '\u0435').Replace('i', '\u0456') is var other && other != name ? other : name + "\u0000",
        4 => name + "[0]",
        _ => "urn:x:" + name,
    };
}
