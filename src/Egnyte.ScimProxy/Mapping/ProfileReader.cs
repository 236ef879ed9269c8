using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using static Egnyte.ScimProxy.Mapping.ProfileJson;

namespace Egnyte.ScimProxy.Mapping;

/// <summary>Reads a profile document into rules. A document that cannot be read throws <see cref="ProfileException"/>, which names the rule.</summary>
internal static class ProfileReader
{
    private const string Prefix = "profiles/";

    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    /// <summary>The names of the profiles that come with the program.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } =
        [.. typeof(ProfileReader).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..^".json".Length]).Order(StringComparer.Ordinal)];

    public static MappingProfile ReadBuiltIn(string name) => Read(FindBuiltIn(name));

    /// <summary>Reads a document; what it extends is found by name among the profiles that come with the program, unless told otherwise.</summary>
    public static MappingProfile Read(JsonElement document, Func<string, JsonElement>? find = null)
    {
        if (document.ValueKind is not JsonValueKind.Object)
        {
            throw new ProfileException("A profile must be a JSON object.");
        }

        var whole = ProfileInheritance.Resolve(document, find ?? FindBuiltIn);
        var extension = Text(whole, "extension") ?? throw new ProfileException("The profile names no \"extension\" schema URN.");
        var answers = Object(whole, "patchAnswer") ?? default;
        return new MappingProfile(
            Text(whole, "name") ?? throw new ProfileException("The profile has no \"name\"."),
            extension,
            [.. Objects(whole, "users").Select(rule => ReadRule(rule, extension))])
        {
            Description = Text(whole, "description") ?? "",
            ExternalIdProvesOwnership = Flag(whole, "externalIdProvesOwnership") ?? true,
            UserNameFormat = Text(whole, "userNameFormat") switch
            {
                null => "prefix",
                "prefix" or "email" => Text(whole, "userNameFormat")!,
                var other => throw new ProfileException($"\"userNameFormat\" cannot be \"{other}\": it is prefix or email."),
            },
            WhereToChange = Text(whole, "whereToChange") ?? "in what the client sends",
            PatchAnswer = new PatchAnswers(AnswerOf(answers, "users") ?? PatchAnswer.Resource, AnswerOf(answers, "groups") ?? PatchAnswer.NoContent),
        };
    }

    private static JsonElement FindBuiltIn(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Prefix}{name}.json")
            ?? throw new ProfileException($"There is no profile \"{name}\". Known profiles: {string.Join(", ", BuiltIn)}.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    private static AttributeRule ReadRule(JsonElement rule, string extension)
    {
        var scim = Text(rule, "scim")!;
        var path = ProfileInheritance.PathOf(scim, extension);
        var field = Text(rule, "egnyte") is { } name ? FieldOf(rule, scim, name) : null;
        var direction = Text(rule, "direction") ?? "both";
        return new AttributeRule(path, scim.Replace("extension:", "", StringComparison.Ordinal), field?.Type ?? MappedType.Text)
        {
            Field = field,
            Description = Text(rule, "description") ?? "",
            Cure = Text(rule, "cure"),
            ToEgnyte = direction is "both" or "toEgnyte",
            ToScim = direction is "both" or "toScim",
            IsRefused = direction is "refused" || (direction is not ("both" or "toEgnyte" or "toScim") ? throw Unknown(scim, "direction", direction) : false),
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
            Default = ProfileJson.Read(rule, "default") is { } value ? ValueOf(scim, value) : MappedValue.None,
            DefaultsToUserMapping = Text(rule, "defaultFrom") == "DefaultUserMapping",
            SendOnly = Flag(rule, "sendOnly"),
            Allowed = Texts(rule, "allowed"),
            Transforms = [.. (Texts(rule, "transforms") ?? []).Select(transform => SimpleTransforms.ByName.TryGetValue(transform, out var apply) ? apply : throw Unknown(scim, "transforms", transform))],
            Pattern = Text(rule, "pattern") is { } pattern ? new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, PatternTimeout) : null,
            MinLength = Number(rule, "minLength") ?? 0,
            OnlyIf = Condition(rule, scim, "onlyIf"),
            RejectedOnCreateOtherwise = Text(rule, "otherwiseOnCreate") == "reject",
            Requires = Condition(rule, scim, "requires"),
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

    private static FieldCondition? Condition(JsonElement rule, string scim, string name) =>
        Object(rule, name)?.EnumerateObject().FirstOrDefault() is { Value.ValueKind: not JsonValueKind.Undefined } property
            ? new FieldCondition(property.Name, ValueOf(scim, property.Value))
            : null;

    private static MappedValue ValueOf(string scim, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => MappedValue.Of(true),
        JsonValueKind.False => MappedValue.Of(false),
        JsonValueKind.String => MappedValue.Of(value.GetString()),
        _ => throw Unknown(scim, "default", value.GetRawText()),
    };

    private static PatchAnswer? AnswerOf(JsonElement answers, string kind) => Text(answers, kind) switch
    {
        null => null,
        "resource" => PatchAnswer.Resource,
        "noContent" => PatchAnswer.NoContent,
        var other => throw new ProfileException($"\"patchAnswer\" for {kind} cannot be \"{other}\": it is resource or noContent."),
    };

    private static ProfileException Unknown(string scim, string property, string value) => new($"Rule \"{scim}\": \"{property}\" cannot be \"{value}\".");
}
