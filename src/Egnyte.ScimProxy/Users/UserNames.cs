using Egnyte.ScimProxy.EgnyteApi.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Users;

/// <summary>The form in which a user name is read back (behaviour.md §2): a client that reads another than it wrote will write it for ever.</summary>
internal static class UserNames
{
    /// <summary>The caller's own form where it used one in this request for this account, else the tenant's.</summary>
    public static string? AsRead(EgnyteUser user, string? asWritten, MappingProfile profile, TenantSettings settings)
    {
        if (asWritten is not null
            && profile.Rules[profile.UserName].ToEgnyteValue(MappedValue.Of(asWritten), out var refusal).Text is { } name
            && refusal is null
            && name.Equals(user.UserName, StringComparison.OrdinalIgnoreCase))
        {
            return asWritten;
        }

        return settings.UserNameFormat is UserNameFormat.Email && IsNamedAfterEmail(user) ? user.Email : user.UserName;
    }

    private static bool IsNamedAfterEmail(EgnyteUser user) =>
        user.Email?.LastIndexOf('@') is { } at and > 0 && user.Email.AsSpan(0, at).Equals(user.UserName, StringComparison.OrdinalIgnoreCase);
}
