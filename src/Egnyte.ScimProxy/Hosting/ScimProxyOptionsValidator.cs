using System.Globalization;
using System.Net;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Tenants;
using Microsoft.Extensions.Options;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>Checks the settings alone and together; every mistake at once, by the key as the operator wrote it.</summary>
internal sealed class ScimProxyOptionsValidator(IConfiguration configuration, CompiledProfiles profiles) : IValidateOptions<ScimProxyOptions>
{
    // Path segments that a tenant of that name would hide.
    private static readonly string[] ReservedNames = ["scim", "health"];

    public ValidateOptionsResult Validate(string? name, ScimProxyOptions options)
    {
        var errors = new List<string>(ConfigurationKeys.FindUnknown(configuration.GetSection(ScimProxyOptions.Section)));
        if (options.Tenants.Count == 0)
        {
            errors.Add("ScimProxy:Tenants is empty: name at least one tenant, such as ScimProxy:Tenants:default:EgnyteDomain = acme.");
        }

        errors.AddRange(profiles.Library.Mistakes.Select(mistake => $"ScimProxy:ProfilesPath (\"{options.ProfilesPath}\"): {mistake}"));
        foreach (var (tenant, settings) in options.Tenants.OrderBy(tenant => tenant.Key, StringComparer.Ordinal))
        {
            if (IsEntryOfAList(tenant, options))
            {
                errors.Add(
                    $"ScimProxy:Tenants:{tenant} is an entry of a list, which has no name. Write Tenants as an object whose keys are the tenants' "
                    + $"names: \"Tenants\": {{ \"default\": {{ \"EgnyteDomain\": \"acme\" }} }}.");
                continue;
            }

            CheckTenant($"ScimProxy:Tenants:{tenant}", tenant, settings, errors);
        }

        if (options.PublicUrl is { Length: > 0 } publicUrl && ConfiguredAddress.Normalized(publicUrl) is null)
        {
            errors.Add(
                $"ScimProxy:PublicUrl (\"{publicUrl}\") must be an http or https address without query, and without {TenantPaths.ScimPath} at "
                + "its end, which is added.");
        }

        for (var i = 0; i < options.TrustedProxies.Count; i++)
        {
            if (!IPNetwork.TryParse(options.TrustedProxies[i], out _))
            {
                errors.Add($"ScimProxy:TrustedProxies:{i} (\"{options.TrustedProxies[i]}\") must be a network such as 10.0.0.0/8 or 2001:db8::/32.");
            }
        }

        if (WholeNumber.Mistake(options.ShutdownDelay, 0, 300) is { } wrong)
        {
            errors.Add($"ScimProxy:ShutdownDelay (\"{options.ShutdownDelay}\") {wrong}");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    // The platform reads a list as 0, 1, 2 and so on.
    private static bool IsEntryOfAList(string tenant, ScimProxyOptions options) =>
        int.TryParse(tenant, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < options.Tenants.Count
        && Enumerable.Range(0, index + 1).All(before => options.Tenants.ContainsKey(before.ToString(CultureInfo.InvariantCulture)));

    private void CheckTenant(string key, string name, TenantOptions tenant, List<string> errors)
    {
        if (!TenantName.IsValid(name) || ReservedNames.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            errors.Add(
                $"{key}: a tenant's name is part of its address: letters, digits, '-' and '_', at most 63, and not {string.Join(" or ", ReservedNames)}.");
        }

        CheckAddress(key, tenant, errors);
        var profile = tenant.Has(TenantSettingsFormat.Profile.Key) ? tenant[TenantSettingsFormat.Profile.Key] : TenantSettingsFormat.Profile.Default;
        CheckProfile($"{key}:Profile (\"{profile}\")", profile ?? "", errors);
        errors.AddRange(TenantSettingsFormat.All.SelectMany(setting => setting.Mistakes(key, tenant)));
    }

    private void CheckProfile(string key, string profile, List<string> errors)
    {
        if (profiles.Library.Find(profile) is null && profiles.Library.WhyMissing(profile) is null)
        {
            errors.Add($"{key} is not one of {string.Join(", ", profiles.Library.Names)}.");
            return;
        }

        errors.AddRange(profiles.Of(profile).Errors.Select(error => $"{key}: {error}"));
    }

    private static void CheckAddress(string key, TenantOptions tenant, List<string> errors)
    {
        switch ((TenantSettingsFormat.EgnyteDomain.Of(tenant), TenantSettingsFormat.EgnyteBaseAddress.Of(tenant)))
        {
            case ({ } domain, { } address):
                errors.Add($"{key}:EgnyteDomain (\"{domain}\") and {key}:EgnyteBaseAddress (\"{address}\") say the same thing twice: keep one.");
                break;
            case ({ } domain, null) when !ConfiguredAddress.IsHostName(domain):
                errors.Add(
                    $"{key}:EgnyteDomain (\"{domain}\") must be a label such as acme, or a host name such as acme.egnytegov.com; an address with "
                    + "http belongs into EgnyteBaseAddress.");
                break;
            case (null, { } address) when !IsEgnyteAddress(address):
                errors.Add(
                    $"{key}:EgnyteBaseAddress (\"{address}\") must be an https address without path or query; http is accepted on loopback only, "
                    + "since each call carries the token.");
                break;
            case (null, null):
                errors.Add($"{key} names no Egnyte: set {key}:EgnyteDomain, such as acme for acme.egnyte.com.");
                break;
        }
    }

    private static bool IsEgnyteAddress(string text) =>
        ConfiguredAddress.Normalized(text) is not null
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" };
}
