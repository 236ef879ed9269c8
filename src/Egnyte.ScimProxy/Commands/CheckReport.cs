using System.Text.Json;
using System.Text.Json.Serialization;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Commands;

/// <summary>What <c>check</c> found: mistakes, or what the settings of each tenant mean. Printed as text or as JSON.</summary>
internal sealed record CheckReport(IReadOnlyList<string> Mistakes, IReadOnlyList<string> Warnings, IReadOnlyList<CheckedTenant> Tenants)
{
    public bool IsValid => Mistakes.Count == 0;

    public int PrintJson(TextWriter output)
    {
        var shown = this with
        {
            Mistakes = [.. Mistakes.Select(ConfigurationReport.Shown)],
            Warnings = [.. Warnings.Select(ConfigurationReport.Shown), .. Tenants.Select(tenant => tenant.Warning).OfType<string>()],
        };
        output.WriteLine(JsonSerializer.Serialize(shown, CommandJson.Default.CheckReport));
        return IsValid ? ExitCode.Done : ExitCode.NotDone;
    }

    public int Print(TextWriter output, TextWriter errors)
    {
        ConfigurationReport.PrintWarnings(errors, Warnings);
        if (!IsValid)
        {
            return ConfigurationReport.Print(errors, Mistakes);
        }

        output.WriteLine($"The configuration is valid: {Tenants.Count} tenant{(Tenants.Count == 1 ? "" : "s")}.");
        foreach (var tenant in Tenants)
        {
            tenant.Print(output);
        }

        return ExitCode.Done;
    }
}

/// <summary>A tenant's settings that are in force.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Egnyte">Egnyte's address.</param>
/// <param name="OutgoingProxy">The proxy that calls go through, without its credentials; null where they go directly.</param>
/// <param name="BasePath">Where it answers.</param>
/// <param name="Profile">The name of its profile.</param>
/// <param name="ProfileFile">The file of the profile; null where it is built in.</param>
/// <param name="Settings">The other settings in force, by key.</param>
/// <param name="Warning">What is valid and probably not meant; null for nothing.</param>
internal sealed record CheckedTenant(
    string Name,
    string Egnyte,
    string? OutgoingProxy,
    string BasePath,
    string Profile,
    string? ProfileFile,
    OrderedDictionary<string, string> Settings,
    [property: JsonIgnore] string? Warning)
{
    // Told by what they mean together.
    private static readonly TenantSetting[] Above =
        [TenantSettingsFormat.EgnyteDomain, TenantSettingsFormat.EgnyteBaseAddress, TenantSettingsFormat.Profile];

    public static CheckedTenant Of(string name, TenantOptions options, CompiledProfiles profiles)
    {
        var named = TenantSettingsFormat.Profile.Of(options)!;
        var profile = profiles.Of(named).Profile!;
        var tenant = new TenantSettings(name, options, profile);
        var address = TenantFactory.AddressOf(options);
        var isAmbiguous = tenant.Get(TenantSettingsFormat.UserNameFormat) is UserNameFormat.Email
            && tenant.Get(TenantSettingsFormat.UserNameDomains).Count == 0;
        return new(
            name,
            address.ToString(),
            EgnyteApi.Pipeline.OutgoingProxy.For(address)?.ToString(),
            TenantPaths.Of(name),
            named,
            profiles.Library.Find(named) is { IsBuiltIn: false } source ? source.File : null,
            new(InForce(options, profile)),
            isAmbiguous
                ? $"{tenant.Key(TenantSettingsFormat.UserNameFormat)} is email and {tenant.Key(TenantSettingsFormat.UserNameDomains)} is empty: a user who "
                + "returns after a change of e-mail address cannot be linked to the account."
                : null);
    }

    public void Print(TextWriter output)
    {
        output.WriteLine($"""

            {Name}
              Egnyte              {Egnyte}
              Outgoing proxy      {OutgoingProxy ?? "none"}
              SCIM base path      {BasePath}
              Profile             {Profile}{(ProfileFile is null ? "" : $" ({ProfileFile})")}
            """);
        foreach (var (key, value) in Settings)
        {
            output.WriteLine($"  {key,-18}  {(value.Length == 0 ? "none" : value)}");
        }

        if (Warning is not null)
        {
            output.WriteLine($"  warning: {Warning}");
        }
    }

    // What is permitted goes without saying.
    private static IEnumerable<KeyValuePair<string, string>> InForce(TenantOptions options, Mapping.MappingProfile profile) =>
        from setting in TenantSettingsFormat.All.Except(Above)
        let value = string.Join(", ", setting.Values(options, profile))
        where !setting.Key.Contains(':', StringComparison.Ordinal) || value != setting.Default
        select KeyValuePair.Create(setting.Key, value);
}
