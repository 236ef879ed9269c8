using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Tenants;
using Microsoft.Extensions.Options;
using static Egnyte.ScimProxy.Tenants.TenantSettingValues;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>Checks the settings alone and together; every mistake at once, by the key as the operator wrote it.</summary>
internal sealed partial class ScimProxyOptionsValidator(IConfiguration configuration, CompiledProfiles profiles) : IValidateOptions<ScimProxyOptions>
{
    /// <summary>At 2 calls a second, what fits into the time of one request.</summary>
    private const int MaxScanCalls = 80;

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

        CheckNumber("ScimProxy:ShutdownDelay", options.ShutdownDelay, 0, 300, errors);
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
        CheckProfile($"{key}:Profile (\"{tenant.Profile}\")", tenant.Profile ?? "", errors);
        CheckOneOf($"{key}:DefaultUserMapping", tenant.DefaultUserMapping ?? DefaultUserMappings[0], DefaultUserMappings, errors);
        CheckOneOf($"{key}:UserNameFormat", tenant.UserNameFormat ?? UserNameFormats[0], UserNameFormats, errors);
        CheckOneOf($"{key}:ExternalIdMismatch", tenant.ExternalIdMismatch ?? ExternalIdMismatches[0], ExternalIdMismatches, errors);
        CheckOneOf($"{key}:DeletePolicy", tenant.DeletePolicy ?? DeletePolicies[0], DeletePolicies, errors);
        CheckOneOf($"{key}:GroupPatchForm", tenant.GroupPatchForm, GroupPatchForms, errors);
        CheckOneOf($"{key}:GroupListMembers", tenant.GroupListMembers, GroupListMembersValues, errors);
        CheckOneOf($"{key}:CursorPaging", tenant.CursorPaging, Switches, errors);
        CheckOneOf($"{key}:TransientStatus", tenant.TransientStatus, TransientStatuses, errors);
        CheckNumber($"{key}:CallsPerSecond", tenant.CallsPerSecond, 1, 100_000, errors);
        CheckNumber($"{key}:CallsPerDay", tenant.CallsPerDay, 1, 1_000_000_000, errors);
        CheckNumber($"{key}:WriteReserve", tenant.WriteReserve, 0, 90, errors);
        if (!int.TryParse(tenant.MaxScanCalls, NumberStyles.None, CultureInfo.InvariantCulture, out var calls) || calls > MaxScanCalls)
        {
            errors.Add(
                $"{key}:MaxScanCalls (\"{tenant.MaxScanCalls}\") must be a whole number from 0 to {MaxScanCalls}: more calls do not fit into the "
                + "time of one request at Egnyte's usual pace.");
        }

        foreach (var (capability, value) in tenant.Capabilities.Where(capability =>
            ConfigurationKeys.Capabilities.Contains(capability.Key, StringComparer.OrdinalIgnoreCase) && !bool.TryParse(capability.Value, out _)))
        {
            errors.Add($"{key}:Capabilities:{capability} (\"{value}\") must be true or false.");
        }

        for (var i = 0; i < tenant.UserNameDomains.Count; i++)
        {
            if (!HostName().IsMatch(tenant.UserNameDomains[i] ?? ""))
            {
                errors.Add($"{key}:UserNameDomains:{i} (\"{tenant.UserNameDomains[i]}\") must be a domain name such as example.com, without @.");
            }
        }
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
        switch (tenant)
        {
            case { EgnyteDomain: { Length: > 0 } domain, EgnyteBaseAddress: { Length: > 0 } address }:
                errors.Add($"{key}:EgnyteDomain (\"{domain}\") and {key}:EgnyteBaseAddress (\"{address}\") say the same thing twice: keep one.");
                break;
            case { EgnyteDomain: { Length: > 0 } domain } when !HostName().IsMatch(domain):
                errors.Add(
                    $"{key}:EgnyteDomain (\"{domain}\") must be a label such as acme, or a host name such as acme.egnytegov.com; an address with "
                    + "http belongs into EgnyteBaseAddress.");
                break;
            case { EgnyteBaseAddress: { Length: > 0 } address } when !IsEgnyteAddress(address):
                errors.Add(
                    $"{key}:EgnyteBaseAddress (\"{address}\") must be an https address without path or query; http is accepted on loopback only, "
                    + "since each call carries the token.");
                break;
            case { EgnyteDomain: null or "", EgnyteBaseAddress: null or "" }:
                errors.Add($"{key} names no Egnyte: set {key}:EgnyteDomain, such as acme for acme.egnyte.com.");
                break;
        }
    }

    private static void CheckNumber(string key, string value, int least, int most, List<string> errors)
    {
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{key} (\"{value}\") must be a whole number from {least} to {most}."));
        }
    }

    private static void CheckOneOf(string key, string value, string[] allowed, List<string> errors)
    {
        if (!allowed.Contains(value, StringComparer.Ordinal))
        {
            errors.Add($"{key} (\"{value}\") is not one of {string.Join(", ", allowed)}.");
        }
    }

    private static bool IsEgnyteAddress(string text) =>
        ConfiguredAddress.Normalized(text) is not null
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" };

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex HostName();
}
