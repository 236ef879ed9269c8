using System.Text;
using System.Text.Json;

namespace Egnyte.ScimProxy.Profiles.Format;

/// <summary>The format of a profile document. Its JSON Schema is the one list of properties: the reader, editors and Mapping/FORMAT.md follow it.</summary>
internal static class ProfileFormat
{
    public static readonly string[] Directions = ["both", "toEgnyte", "toScim", "refused"];
    public static readonly string[] Whens = ["both", "create", "update"];
    public static readonly string[] Immutabilities = ["reject", "ignore", "ownership"];
    public static readonly string[] Types = ["string", "boolean"];
    public static readonly string[] Answers = ["resource", "noContent"];
    public static readonly string[] MemberPolicies = ["reject", "skip"];
    public static readonly string[] Resources = ["user", "group"];

    /// <summary>The JSON Schema, draft 2020-12.</summary>
    public static string Schema { get; } = Read();

    private static readonly JsonElement Root = JsonElement.Parse(Schema);

    /// <summary>The properties of the document itself.</summary>
    public static IReadOnlyList<string> Document { get; } = NamesOf(Root);

    /// <summary>The properties of a rule for users.</summary>
    public static IReadOnlyList<string> Rule { get; } = NamesOf(Root.GetProperty("$defs").GetProperty("rule"));

    /// <summary>The properties of the rules for groups.</summary>
    public static IReadOnlyList<string> Groups { get; } = NamesOf(Root.GetProperty("$defs").GetProperty("groups"));

    /// <summary>The properties of an example.</summary>
    public static IReadOnlyList<string> Sample { get; } = NamesOf(Root.GetProperty("$defs").GetProperty("sample"));

    private static IReadOnlyList<string> NamesOf(JsonElement schema) =>
        [.. schema.GetProperty("properties").EnumerateObject().Select(property => property.Name)];

    private static string Read()
    {
        using var stream = typeof(ProfileFormat).Assembly.GetManifestResourceStream("profile.schema.json")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
