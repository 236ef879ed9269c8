using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Mapping;

/// <summary>Reads a profile document into rules. A document that cannot be read throws <see cref="ProfileException"/>, which names the rule.</summary>
internal static class ProfileReader
{
    private const string Prefix = "profiles/";

    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    /// <summary>The names of the profiles that come with the program.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } =
        [.. typeof(ProfileReader).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..^".json".Length]).Order(StringComparer.Ordinal)];

    public static MappingProfile ReadBuiltIn(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Prefix}{name}.json")
            ?? throw new ProfileException($"There is no profile \"{name}\". Known profiles: {string.Join(", ", BuiltIn)}.");
        using var document = JsonDocument.Parse(stream);
        return Read(document.RootElement);
    }

    public static MappingProfile Read(JsonElement document)
    {
        var extension = Text(document, "extension") ?? throw new ProfileException("The profile names no \"extension\" schema URN.");
        return new MappingProfile(
            Text(document, "name") ?? throw new ProfileException("The profile has no \"name\"."),
            Text(document, "description") ?? "",
            extension,
            Flag(document, "externalIdProvesOwnership") ?? true,
            Text(document, "userNameFormat") ?? "prefix",
            [.. document.GetProperty("users").EnumerateArray().Select(rule => ReadRule(rule, extension))]);
    }

    private static AttributeRule ReadRule(JsonElement rule, string extension)
    {
        var scim = Text(rule, "scim") ?? throw new ProfileException("A rule has no \"scim\" path.");
        var path = AttributePath.Parse(scim.StartsWith("extension:", StringComparison.Ordinal) ? string.Concat(extension, ":", scim.AsSpan("extension:".Length)) : scim);
        var field = Text(rule, "egnyte") is { } name ? FieldOf(rule, scim, name) : null;
        var direction = Text(rule, "direction") ?? "both";
        return new AttributeRule(path, scim.Replace("extension:", "", StringComparison.Ordinal), field?.Type ?? MappedType.Text)
        {
            Field = field,
            Description = Text(rule, "description") ?? "",
            Cure = Text(rule, "cure"),
            ToEgnyte = direction is "both" or "toEgnyte",
            ToScim = direction is "both" or "toScim",
            IgnoresWrites = Text(rule, "written") == "ignored",
            IsRequired = Flag(rule, "required") ?? false,
            IsUnique = Flag(rule, "unique") ?? false,
            Immutability = Text(rule, "immutable") switch
            {
                null => Immutability.Mutable,
                "reject" => Immutability.Reject,
                "ignore" => Immutability.Ignore,
                "ownership" => Immutability.Ownership,
                var other => throw Unknown(scim, "immutable", other),
            },
            OnlyOnCreate = Flag(rule, "onlyOnCreate") ?? false,
            OnlyBesideAnotherChange = Text(rule, "update") == "besideAnotherChange",
            SkipsEcho = Text(rule, "echo") == "skip",
            Default = rule.TryGetProperty("default", out var value) ? ValueOf(value) : MappedValue.None,
            DefaultsToUserMapping = Text(rule, "defaultFrom") == "DefaultUserMapping",
            SendOnly = Flag(rule, "sendOnly"),
            Allowed = Texts(rule, "allowed"),
            Transforms = [.. (Texts(rule, "transforms") ?? []).Select(transform => Transforms.ByName.TryGetValue(transform, out var apply) ? apply : throw Unknown(scim, "transforms", transform))],
            Pattern = Text(rule, "pattern") is { } pattern ? new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, PatternTimeout) : null,
            MinLength = rule.TryGetProperty("minLength", out var length) ? length.GetInt32() : 0,
            OnlyIf = Condition(rule, "onlyIf"),
            RejectedOnCreateOtherwise = Text(rule, "otherwiseOnCreate") == "reject",
            Requires = Condition(rule, "requires"),
            Pick = Texts(rule, "pick") is { } picks ? [.. picks.Select(pick => Enum.TryParse<ElementChoice>(pick, ignoreCase: true, out var choice) ? choice : throw Unknown(scim, "pick", pick))] : null,
        };
    }

    private static EgnyteUserField FieldOf(JsonElement rule, string scim, string name) =>
        EgnyteUserFields.ByName.TryGetValue(name, out var known) ? known : EgnyteUserField.Unknown(name, Text(rule, "type") switch
        {
            "boolean" => MappedType.Boolean,
            "string" or null => MappedType.Text,
            var other => throw Unknown(scim, "type", other),
        });

    private static FieldCondition? Condition(JsonElement rule, string name) =>
        rule.TryGetProperty(name, out var condition) && condition.EnumerateObject().FirstOrDefault() is { Name.Length: > 0 } property
            ? new FieldCondition(property.Name, ValueOf(property.Value))
            : null;

    private static MappedValue ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => MappedValue.Of(true),
        JsonValueKind.False => MappedValue.Of(false),
        _ => MappedValue.Of(value.GetString()),
    };

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static bool? Flag(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetBoolean() : null;

    private static string[]? Texts(JsonElement element, string name) =>
        element.TryGetProperty(name, out var values) ? [.. values.EnumerateArray().Select(value => value.GetString()!)] : null;

    private static ProfileException Unknown(string scim, string property, string value) => new($"Rule \"{scim}\": \"{property}\" cannot be \"{value}\".");
}
