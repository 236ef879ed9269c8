using System.Text;
using System.Text.Json;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Commands;

/// <summary>What <c>check</c> found: mistakes, or what the settings of each tenant mean. Printed as text or as JSON.</summary>
internal sealed record CheckReport(IReadOnlyList<string> Mistakes, IReadOnlyList<string> Warnings, IReadOnlyList<CheckedTenant> Tenants)
{
    private static readonly JsonWriterOptions Json = new() { Indented = true };

    public int Print(TextWriter output, TextWriter errors)
    {
        ConfigurationReport.PrintWarnings(errors, Warnings);
        if (Mistakes.Count > 0)
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

    public int PrintJson(TextWriter output)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Json))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("isValid"u8, Mistakes.Count == 0);
            WriteTexts(writer, "mistakes", Mistakes.Select(ConfigurationReport.Shown));
            WriteTexts(writer, "warnings", [.. Warnings.Select(ConfigurationReport.Shown), .. Tenants.Select(tenant => tenant.Warning).OfType<string>()]);
            writer.WriteStartArray("tenants"u8);
            foreach (var tenant in Tenants)
            {
                tenant.Write(writer);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
        return Mistakes.Count == 0 ? ExitCode.Done : ExitCode.NotDone;
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
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
    Uri Egnyte,
    Uri? OutgoingProxy,
    string BasePath,
    string Profile,
    string? ProfileFile,
    IReadOnlyList<(string Key, string Value)> Settings,
    string? Warning)
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
            address,
            EgnyteApi.Pipeline.OutgoingProxy.For(address),
            TenantPaths.Of(name),
            named,
            profiles.Library.Find(named) is { IsBuiltIn: false } source ? source.File : null,
            [.. InForce(options, profile)],
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
              Outgoing proxy      {OutgoingProxy?.ToString() ?? "none"}
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

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, Name);
        writer.WriteString("egnyte"u8, Egnyte.ToString());
        writer.WriteString("outgoingProxy"u8, OutgoingProxy?.ToString());
        writer.WriteString("basePath"u8, BasePath);
        writer.WriteString("profile"u8, Profile);
        writer.WriteString("profileFile"u8, ProfileFile);
        writer.WriteStartObject("settings"u8);
        foreach (var (key, value) in Settings)
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    // What is permitted goes without saying.
    private static IEnumerable<(string Key, string Value)> InForce(TenantOptions options, Mapping.MappingProfile profile) =>
        from setting in TenantSettingsFormat.All.Except(Above)
        let value = string.Join(", ", setting.Values(options, profile))
        where !setting.Key.Contains(':', StringComparison.Ordinal) || value != setting.Default
        select (setting.Key, value);
}
