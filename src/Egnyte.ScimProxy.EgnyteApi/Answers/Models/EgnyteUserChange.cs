using System.Text.Json;
using System.Text.Json.Serialization;

namespace Egnyte.ScimProxy.EgnyteApi.Answers.Models;

/// <summary>What to create or change of a user; what is null is not sent, since Egnyte offers no way to clear a value.</summary>
public sealed record EgnyteUserChange
{
    /// <summary>The account's name; create only.</summary>
    public string? UserName { get; set; }

    /// <summary>The creator's id for the account; create only.</summary>
    public string? ExternalId { get; set; }

    /// <summary>The e-mail address.</summary>
    public string? Email { get; set; }

    /// <summary>The name; one of its two parts alone is accepted (PY, NET).</summary>
    public EgnyteName? Name { get; set; }

    /// <summary>Whether the user may sign in.</summary>
    public bool? Active { get; set; }

    /// <summary>Whether Egnyte mails an invitation; never the only change of a PATCH (PP).</summary>
    public bool? SendInvite { get; set; }

    /// <summary><c>egnyte</c>, <c>sso</c> or <c>ad</c>.</summary>
    public string? AuthType { get; set; }

    /// <summary><c>admin</c>, <c>power</c> or <c>standard</c>.</summary>
    public string? UserType { get; set; }

    /// <summary>The role of a power user.</summary>
    public string? Role { get; set; }

    /// <summary>The SAML subject; only with authType <c>sso</c>.</summary>
    public string? IdpUserId { get; set; }

    /// <summary>The user principal name; only with authType <c>ad</c>.</summary>
    public string? UserPrincipalName { get; set; }

    /// <summary>The language, such as <c>en-US</c>.</summary>
    public string? Language { get; set; }

    /// <summary>Whether this is a service account (GO1: create only).</summary>
    public bool? IsServiceAccount { get; set; }

    /// <summary>Fields that a mapping profile names and this library does not know.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Additional { get; set; }

    /// <summary>Whether nothing would be sent.</summary>
    [JsonIgnore]
    public bool IsEmpty =>
        this is
        {
            UserName: null, ExternalId: null, Email: null, Active: null, SendInvite: null, AuthType: null, UserType: null, Role: null,
            IdpUserId: null, UserPrincipalName: null, Language: null, IsServiceAccount: null, Additional: null or { Count: 0 },
            Name: null or { GivenName: null, FamilyName: null, Formatted: null },
        };
}
