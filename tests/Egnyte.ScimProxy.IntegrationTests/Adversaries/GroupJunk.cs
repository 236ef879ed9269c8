namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>Values and paths that no group has.</summary>
internal static class GroupJunk
{
    public static string[] Members { get; } =
    [
        "{}", "\"\"", "[{}]", "[{\"value\":null}]", "[{\"value\":\"\"}]", "[null]", "[true]", "true", "[[\"7\"]]", "[1.5]", "[{\"display\":\"x\"}]",
        "\"a b\"", "{\"members\":{}}",
    ];

    public static string[] Names { get; } = ["7", "true", "\"\"", "\" \"", "{}", "[\"x\"]", "null", "{\"value\":\"x\"}"];

    public static string[] Paths { get; } =
    [
        "displayName.value", "displayName[type eq \"x\"]", "displayName[0]", "members[0]", "members.value", "members[type eq].value",
    ];

    public static string[] NotMapped { get; } = ["externalId", "id", "meta", "urn:x:y:members", "http://schemas.example.com/Group"];
}
