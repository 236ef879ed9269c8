using System.Text.Json;
using Egnyte.ScimProxy.Simulator.Http;

namespace Egnyte.ScimProxy.Simulator.Users;

/// <summary>What a body says of an account; null where it says nothing. Attributes Egnyte does not know are passed over.</summary>
internal sealed record UserFields
{
    public string? UserName { get; init; }
    public string? ExternalId { get; init; }
    public string? Email { get; init; }
    public string? GivenName { get; init; }
    public string? FamilyName { get; init; }
    public bool? Active { get; init; }
    public string? AuthType { get; init; }
    public string? UserType { get; init; }
    public string? Role { get; init; }
    public string? IdpUserId { get; init; }
    public string? UserPrincipalName { get; init; }
    public string? Language { get; init; }
    public bool? SendInvite { get; init; }
    public bool? IsServiceAccount { get; init; }

    /// <summary>Whether something that an update can change is given; sendInvite alone is not.</summary>
    public bool ChangesSomething => this with { SendInvite = null } != new UserFields();

    public static UserFields Read(JsonElement json, InputErrors errors)
    {
        var body = new JsonBody(json);
        var name = body.Object("name", errors);
        return new UserFields
        {
            UserName = body.Text("userName", errors),
            ExternalId = body.Text("externalId", errors),
            Email = body.Text("email", errors),
            GivenName = name.Text("givenName", errors),
            FamilyName = name.Text("familyName", errors),
            Active = body.Flag("active", errors),
            AuthType = body.Word("authType", errors, "egnyte", "sso", "ad"),
            UserType = body.Word("userType", errors, "admin", "power", "standard"),
            Role = NotEmpty(body.Text("role", errors)),
            IdpUserId = NotEmpty(body.Text("idpUserId", errors)),
            UserPrincipalName = NotEmpty(body.Text("userPrincipalName", errors)),
            Language = body.Word("language", errors, "en-US", "fr-CA", "de-DE"),
            SendInvite = body.Flag("sendInvite", errors),
            IsServiceAccount = body.Flag("isServiceAccount", errors),
        };
    }

    // No source shows that "" clears anything: it is taken as not given.
    private static string? NotEmpty(string? text) => text is { Length: > 0 } ? text : null;
}
