namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>Where an attribute of a resource cannot be read, although it is plain which is meant: 2xx would claim that it was applied.</summary>
internal static class OddPlaces
{
    public const string User = "urn:ietf:params:scim:schemas:core:2.0:User";
    public const string Group = "urn:ietf:params:scim:schemas:core:2.0:Group";

    private static readonly string[] OtherSchemas =
    [
        "urn:ietf:params:scim:schemas:core:2.0", "urn:ietf:params:scim:schemas:core:1.0:User", "urn:scim:schemas:core:1.0",
        "urn:scim:schemas:core:2.0:User",
    ];

    /// <summary>Names that are none: with something around them, or behind the URN of another schema.</summary>
    /// <param name="name">The name of the attribute.</param>
    /// <param name="other">The schema of another resource.</param>
    public static IEnumerable<string> Of(string name, string other) =>
        [
            $" {name}", $"{name} ", $"\t{name}", $"\u00A0{name}", $"\uFEFF{name}", $"{name}\u200B", $"x:{name}", $"{name}[", $"{name}:value",
            .. OtherSchemas.Append(other).Select(schema => $"{schema}:{name}"),
        ];

    /// <summary>Objects that hold it below the URN of another schema.</summary>
    public static IEnumerable<string> Below(string name, string value, string other) =>
        OtherSchemas.Append(other).Select(schema => PatchBody.Object(schema, PatchBody.Object(name, value)));
}
