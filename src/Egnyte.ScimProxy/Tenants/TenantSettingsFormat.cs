using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Egnyte.ScimProxy.Tenants;

/// <summary>
/// The list of a tenant's settings. The reader, the start-up checks, <c>check</c> and the profiles' defaults are made of it; the page of
/// settings and the sample are tested against it. A new setting is one entry here.
/// </summary>
internal static class TenantSettingsFormat
{
    private static readonly List<TenantSetting> Listed = [];

    /// <summary>Every setting, in the order of the page of settings.</summary>
    public static IReadOnlyList<TenantSetting> All => Listed;

    public static TenantSetting<string?> EgnyteDomain { get; } = Text(
        "EgnyteDomain", null, "a label (`acme`), or a host name with a dot (`acme.egnytegov.com`); this or the next key is required");

    public static TenantSetting<string?> EgnyteBaseAddress { get; } = Text(
        "EgnyteBaseAddress", null, "the address of the API: https, or http on loopback");

    public static TenantSetting<string?> Profile { get; } = Text("Profile", "okta", "the mapping profile");

    public static TenantSetting<DefaultUserMapping> DefaultUserMapping { get; } = Word<DefaultUserMapping>(
        "DefaultUserMapping", "fills Egnyte's SAML subject (`idpUserId`) when the client sends none", isOfProfile: true);

    public static TenantSetting<UserNameFormat> UserNameFormat { get; } = Word<UserNameFormat>(
        "UserNameFormat", "how user names read back", isOfProfile: true);

    public static TenantSetting<FrozenSet<string>> UserNameDomains { get; } = List(
        "UserNameDomains",
        domain => ConfiguredAddress.IsHostName(domain) ? null : "must be a domain name such as example.com, without @.",
        "e-mail domains whose user names are found by the part before `@` alone");

    public static TenantSetting<ExternalIdMismatch> ExternalIdMismatch { get; } = Word<ExternalIdMismatch>(
        "ExternalIdMismatch", "what a later, different `externalId` does", isOfProfile: true);

    public static TenantSetting<DeletePolicy> DeletePolicy { get; } = Word<DeletePolicy>(
        "DeletePolicy", "what DELETE of a user does", isOfProfile: true);

    public static TenantSetting<GroupPatchForm> GroupPatchForm { get; } = Word<GroupPatchForm>("GroupPatchForm", "the form of Egnyte's group PATCH");

    public static TenantSetting<GroupListMembers> GroupListMembers { get; } = Word<GroupListMembers>(
        "GroupListMembers", "whether lists of groups hold members");

    public static TenantSetting<bool> CursorPaging { get; } = OneOf(
        "CursorPaging", ["false", "true"], bool.Parse, "whether lists are also paged by cursor");

    /// <summary>The status of a transient failure; a rate limit is always 429. Null lets the client decide.</summary>
    public static TenantSetting<int?> TransientStatus { get; } = OneOf<int?>(
        "TransientStatus", ["auto", "429", "503"], word => int.TryParse(word, out var status) ? status : null, "the status for \"retry later\"");

    public static TenantSetting<int> CallsPerSecond { get; } = Number("CallsPerSecond", 2, least: 1, most: 100_000, "rate limit of one token");

    public static TenantSetting<int> CallsPerDay { get; } = Number("CallsPerDay", 1_000, least: 1, most: 1_000_000_000, "daily quota of one token");

    public static TenantSetting<int> WriteReserve { get; } = Number(
        "WriteReserve", 20, least: 0, most: 90, "percentage of the daily quota that imports leave for writes and look-ups");

    /// <summary>At 2 calls a second, 80 are what fits into the time of one request.</summary>
    public static TenantSetting<int> MaxScanCalls { get; } = Number(
        "MaxScanCalls",
        0,
        least: 0,
        most: 80,
        "how many Egnyte calls a filter may cost that Egnyte cannot answer",
        ": more calls do not fit into the time of one request at Egnyte's default rate limit");

    private static readonly Dictionary<Capability, TenantSetting<bool>> Switches = new[]
    {
        Switch(Capability.CreateUsers, "creating users is rejected"),
        Switch(Capability.UpdateUsers, "changing and reactivating users is rejected; deactivating is not"),
        Switch(Capability.DeactivateUsers, "deactivating users is rejected"),
        Switch(Capability.DeleteUsers, "DELETE of users is rejected, whatever `DeletePolicy` says"),
        Switch(Capability.ListUsers, "listing users is rejected; a look-up of one user is not"),
        Switch(Capability.CreateGroups, "creating groups is rejected"),
        Switch(Capability.ChangeGroups, "PUT and PATCH of groups (names and members) are rejected"),
        Switch(Capability.DeleteGroups, "deleting groups is rejected"),
        Switch(Capability.ListGroups, "listing groups is rejected; a look-up of one by `id` or `displayName` with `eq` is not"),
    }.ToDictionary();

    /// <summary>The setting that permits something.</summary>
    public static TenantSetting<bool> Permits(Capability capability) => Switches[capability];

    private static TenantSetting<string?> Text(string key, string? standard, string text) =>
        Add(new TenantSetting<string?>(key, standard, text, values => values.FirstOrDefault()) { Index = Listed.Count });

    // The words are the names of the type as JSON writes them, and the first is the default.
    private static TenantSetting<T> Word<T>(string key, string text, bool isOfProfile = false)
        where T : struct, Enum =>
        OneOf(key, [.. Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName)], word => Enum.Parse<T>(word, ignoreCase: true), text, isOfProfile);

    private static TenantSetting<T> OneOf<T>(string key, string[] words, Func<string, T> parse, string text, bool isOfProfile = false) =>
        Add(new TenantSetting<T>(key, words[0], text, values => parse(values.First()))
        {
            Index = Listed.Count,
            Words = words,
            Range = string.Join(", ", words.Select(word => $"`{word}`")),
            IsOfProfile = isOfProfile,
            Check = value => words.Contains(value, StringComparer.Ordinal) ? null : $"is not one of {string.Join(", ", words)}.",
        });

    private static TenantSetting<int> Number(string key, int standard, int least, int most, string text, string why = "") =>
        Add(new TenantSetting<int>(
            key, standard.ToString(CultureInfo.InvariantCulture), text, values => int.Parse(values.First(), CultureInfo.InvariantCulture))
        {
            Index = Listed.Count,
            Range = string.Create(CultureInfo.InvariantCulture, $"{least:N0} to {most:N0}"),
            Check = value => WholeNumber.Mistake(value, least, most, why),
        });

    private static TenantSetting<FrozenSet<string>> List(string key, Func<string, string?> check, string text) =>
        Add(new TenantSetting<FrozenSet<string>>(key, null, text, values => values.ToFrozenSet(StringComparer.OrdinalIgnoreCase))
        {
            Index = Listed.Count,
            IsList = true,
            Check = check,
        });

    private static KeyValuePair<Capability, TenantSetting<bool>> Switch(Capability capability, string text)
    {
        var key = $"{nameof(Capabilities)}:{capability}";
        return KeyValuePair.Create(capability, Add(new TenantSetting<bool>(key, "true", $"`false`: {text}", values => bool.Parse(values.First()))
        {
            Index = Listed.Count,
            Check = value => bool.TryParse(value, out _) ? null : "must be true or false.",
        }));
    }

    private static TenantSetting<T> Add<T>(TenantSetting<T> setting)
    {
        Listed.Add(setting);
        return setting;
    }
}
