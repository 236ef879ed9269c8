using System.Text.Json;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>The body of a PATCH, and the parts that it is made of.</summary>
internal static class PatchBody
{
    public static string Of(params IEnumerable<string> operations) =>
        $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{string.Join(',', operations)}}]}""";

    /// <summary>An operation; without a path the value is a map, and a removal may have no value.</summary>
    public static string Operation(string verb, string? path, string? value = null) =>
        $"{{\"op\":\"{verb}\"{(path is null ? "" : $",\"path\":{JsonSerializer.Serialize(path)}")}{(value is null ? "" : $",\"value\":{value}")}}}";

    public static string Object(string name, string value) => $"{{{JsonSerializer.Serialize(name)}:{value}}}";

    public static string List(IEnumerable<string> elements) => $"[{string.Join(',', elements)}]";
}
