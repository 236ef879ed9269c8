namespace Egnyte.ScimProxy.EgnyteApi.Answers.Models;

/// <summary>A user account as Egnyte answers it: null, absent and the empty string are all null here (RB fixtures).</summary>
/// <remarks>Setters instead of init: generated JSON code would box every value of a type with init properties.</remarks>
public sealed record EgnyteUser : IEgnyteRow<EgnyteUser>
{
    /// <summary>Egnyte's id, above the range of int32 (RB, NET fixtures); 0 only before it is read.</summary>
    public long Id { get; set; }

    /// <summary>The account's name: unique, immutable through the API, lower case on later reads (RB fixtures).</summary>
    public string? UserName { get; set; }

    /// <summary>The id that the creator of the account gave; immutable once set (PING).</summary>
    public string? ExternalId { get; set; }

    /// <summary>The e-mail address, a plain string (DOC-U).</summary>
    public string? Email { get; set; }

    /// <summary>The user's name.</summary>
    public EgnyteName? Name { get; set; }

    /// <summary>
    /// Whether the user may sign in; a boolean or a string on the wire. Null where the answer does not say: that is neither active nor
    /// inactive.
    /// </summary>
    public bool? Active { get; set; }

    /// <summary>Whether Egnyte has locked the account; read only.</summary>
    public bool Locked { get; set; }

    /// <summary>Whether Egnyte says that a change of e-mail waits for the user's confirmation; false where it does not say; read only.</summary>
    public bool EmailChangePending { get; set; }

    /// <summary><c>egnyte</c>, <c>sso</c> or <c>ad</c>.</summary>
    public string? AuthType { get; set; }

    /// <summary><c>admin</c>, <c>power</c> or <c>standard</c>.</summary>
    public string? UserType { get; set; }

    /// <summary>The role of a power user: <c>Default</c> or a custom role's name (PP).</summary>
    public string? Role { get; set; }

    /// <summary>The SAML subject of an account with authType <c>sso</c> (PY).</summary>
    public string? IdpUserId { get; set; }

    /// <summary>The user principal name of an account with authType <c>ad</c> (PY).</summary>
    public string? UserPrincipalName { get; set; }

    /// <summary>The language, such as <c>en-US</c>, where the domain has the language pack (PP).</summary>
    public string? Language { get; set; }

    /// <summary>Whether this is a service account; null where Egnyte does not say (GO1).</summary>
    public bool? IsServiceAccount { get; set; }

    /// <summary>When the account was created, as Egnyte wrote it: no source gives the format.</summary>
    public string? CreatedDate { get; set; }

    /// <summary>When the account last changed, as Egnyte wrote it: no source gives the format.</summary>
    public string? LastModificationDate { get; set; }

    /// <summary>When the account was last used, as Egnyte wrote it: no source gives the format.</summary>
    public string? LastActiveDate { get; set; }

    /// <summary>The groups that Egnyte lists with the user; null where the answer has none (PP, GO1).</summary>
    public IReadOnlyList<EgnyteUserGroup>? Groups { get; set; }

    static IEqualityComparer<EgnyteUser> IEgnyteRow<EgnyteUser>.ById { get; } =
        EqualityComparer<EgnyteUser>.Create(static (one, other) => one?.Id == other?.Id, static user => user.Id.GetHashCode());

    string? IEgnyteAnswer.Flaw =>
        Id <= 0 ? "no id"
        : UserName is null ? "no userName"
        : Groups is { Count: > 0 } ? FlawOf(Groups)
        : null;

    private static string? FlawOf(IReadOnlyList<EgnyteUserGroup> groups)
    {
        // Most users are in one group, which needs no set.
        var seen = groups.Count > 1 ? new HashSet<string>(groups.Count, StringComparer.OrdinalIgnoreCase) : null;
        foreach (var group in groups)
        {
            if (group.Value is not { } id)
            {
                return "a group without an id";
            }

            if (seen?.Add(id) is false)
            {
                return "a group twice";
            }
        }

        return null;
    }
}
