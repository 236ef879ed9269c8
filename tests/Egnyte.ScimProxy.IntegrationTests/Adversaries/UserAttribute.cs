using System.Text.Json;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>An attribute of a user as the contract's table has it (behaviour.md §2): how it is written, what Egnyte holds of it, what a client reads.</summary>
/// <param name="Name">Its name, without its schema.</param>
/// <param name="Words">Values that may be tried.</param>
internal sealed record UserAttribute(string Name, params string[] Words)
{
    public const string Core = "urn:ietf:params:scim:schemas:core:2.0:User";
    public const string Extension = "urn:ietf:params:scim:schemas:extension:egnyte:2.0:User";

    /// <summary>The schema of an attribute of the extension; null is the core schema.</summary>
    public string? Schema { get; init; }

    public bool IsBoolean { get; init; }

    /// <summary>Whether it has allowed values or a default, so that "Undefined" says nothing.</summary>
    public bool TakesUndefined { get; init; }

    /// <summary>What Egnyte holds, as text; null where this Egnyte does not tell.</summary>
    public Func<SimulatedUser, string?>? Held { get; init; }

    /// <summary>The rule by which it is always dropped; null for one that is mapped.</summary>
    public DropRule? AlwaysDropped { get; init; }

    /// <summary>Whether a path that names it is an error, while a map may hold it.</summary>
    public bool IsReadOnly { get; init; }

    public string Path => Schema is null ? Name : $"{Schema}:{Name}";

    public static UserAttribute UserName { get; } = new("userName", "{name}", "{NAME}@example.com", "{name}@other.example.com", "somebody.else")
    {
        Held = user => user.UserName,
    };

    public static UserAttribute Emails { get; } = new("emails", "{name}@example.com", "new.{name}@example.com", "other.{name}@example.com", "no-address")
    {
        Held = user => user.Email,
    };

    public static UserAttribute Active { get; } = new("active", "true", "false")
    {
        IsBoolean = true,
        TakesUndefined = true,
        Held = user => user.Active ? "true" : "false",
    };

    public static IReadOnlyList<UserAttribute> All { get; } =
    [
        UserName,
        Emails,
        Active,
        new("externalId", "ext-{name}", "00u1a2b3c4d5e6f7g8h9") { Held = user => user.ExternalId },
        new("name.givenName", "Ada", "Bo", "Zoë") { Held = user => user.GivenName },
        new("name.familyName", "Lovelace", "Diddley") { Held = user => user.FamilyName },
        new("userType", "admin", "power", "standard", "Power", "member") { TakesUndefined = true, Held = user => user.UserType },
        new("authType", "sso", "egnyte", "ad", "SSO") { Schema = Extension, TakesUndefined = true, Held = user => user.AuthType },
        new("role", "Default", "Reviewer") { Schema = Extension, Held = user => user.Role },
        new("idpUserId", "{name}", "saml-{name}") { Schema = Extension, TakesUndefined = true, Held = user => user.IdpUserId },
        new("userPrincipalName", "{name}@corp.example.com") { Schema = Extension, Held = user => user.UserPrincipalName },
        new("language", "en-US", "de-DE", "xx") { Schema = Extension, Held = user => user.Language },
        new("isServiceAccount", "true", "false")
        {
            Schema = Extension,
            IsBoolean = true,
            TakesUndefined = true,
            Held = user => user.IsServiceAccount ? "true" : "false",
        },
        new("twoFactorAuthentication", "true", "false") { Schema = Extension, IsBoolean = true },
        new("sendInvite", "true", "false") { Schema = Extension, IsBoolean = true, TakesUndefined = true },
        new("displayName", "Ada L.") { AlwaysDropped = DropRule.FullName },
        new("name.formatted", "Ada L.") { AlwaysDropped = DropRule.FullName },
        new("password", "correct-horse") { AlwaysDropped = DropRule.Password },
        new("title", "Chief") { AlwaysDropped = DropRule.NotMapped },
        new("nickName", "ada") { AlwaysDropped = DropRule.NotMapped },
        new("id", "77") { AlwaysDropped = DropRule.ReadOnly, IsReadOnly = true },
        new("groups", "77") { AlwaysDropped = DropRule.ReadOnly, IsReadOnly = true },
    ];

    public static UserAttribute Of(string name) => All.First(attribute => attribute.Name == name);

    /// <summary>What a client that writes back what it read says of a user: Okta's PUT is made so (behaviour.md §2, echoes).</summary>
    public static IEnumerable<(UserAttribute Attribute, string Held, string Json)> Echo(SimulatedUser user) =>
        from attribute in All
        let held = attribute.Held?.Invoke(user)
        where held is { Length: > 0 }
        select (
            attribute,
            held,
            attribute == Emails ? $$"""[{"value":"{{held}}","type":"work","primary":true}]""" : attribute.IsBoolean ? held : JsonSerializer.Serialize(held));

    /// <summary>What a client reads of it in an answer, as text; null where it is not shown.</summary>
    public string? Shown(JsonElement user)
    {
        var place = user;
        if (Schema is not null && !user.TryGetProperty(Schema, out place))
        {
            return null;
        }

        foreach (var part in Name.Split('.'))
        {
            if (!place.TryGetProperty(part, out place))
            {
                return null;
            }
        }

        return Name == Emails.Name ? place.EnumerateArray().Single().GetProperty("value").GetString()
            : place.ValueKind is JsonValueKind.String ? place.GetString() : place.GetRawText();
    }
}
