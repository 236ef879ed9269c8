using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Users.Answers;

/// <summary>The form in which a user name is read back (behaviour.md §2): a client that reads another than it wrote will write it for ever.</summary>
internal static class UserNames
{
    /// <summary>The client's own form where it used one in this request for this account, else the tenant's.</summary>
    public static string? AsRead(EgnyteUser user, string? asWritten, MappingProfile profile, TenantSettings settings)
    {
        var rule = profile.Rules[profile.UserName];
        if (asWritten is not null && (!rule.IsSoleInput || IsNameOf(user, asWritten, rule)))
        {
            return asWritten;
        }

        return settings.Get(TenantSettingsFormat.UserNameFormat) is UserNameFormat.Email
            && user.Email is { } email
            && email.Contains('@', StringComparison.Ordinal)
            && IsNameOf(user, email, rule)
            ? email
            : rule.ToScimValue(MappedValue.Of(user.UserName)).Text;
    }

    /// <summary>
    /// The user name as a request wrote it, where the profile makes the account's name of that request; of a name made of several attributes
    /// only the request tells.
    /// </summary>
    public static string? AsWritten(UserAttributes requested, EgnyteUser user, MappingProfile profile) =>
        RuleValues.ToEgnyte(profile.UserName, requested, null, profile, out var refusal).Text is { } name
            && refusal is null
            && name.Equals(user.UserName, StringComparison.OrdinalIgnoreCase)
            ? requested.UserName
            : null;

    /// <summary>Whether the rule makes the account's name of this one; of others that it looks at, nothing else is known.</summary>
    private static bool IsNameOf(EgnyteUser user, string written, AttributeRule rule) =>
        rule.ToEgnyteValue(MappedValue.Of(written), _ => MappedValue.Of(written), out var refusal).Text is { } name
        && refusal is null
        && name.Equals(user.UserName, StringComparison.OrdinalIgnoreCase);
}
