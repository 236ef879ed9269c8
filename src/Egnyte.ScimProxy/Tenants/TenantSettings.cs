using System.Collections.Frozen;

namespace Egnyte.ScimProxy.Tenants;

internal enum DefaultUserMapping
{
    None,
    Email,
    UserName,
}

internal enum UserNameFormat
{
    Prefix,
    Email,
}

internal enum ExternalIdMismatch
{
    Auto,
    Reject,
    Ignore,
}

internal enum DeletePolicy
{
    Deactivate,
    Delete,
    Refuse,
}

/// <summary>How Egnyte's group PATCH is spoken; public sources disagree.</summary>
internal enum GroupPatchForm
{
    /// <summary>As a delta, verified against a reading before it until a response has kept a member that the request did not name.</summary>
    Auto,

    /// <summary>Egnyte's own list of members with operations, trusted to keep the others.</summary>
    Delta,

    /// <summary>A SCIM 2.0 PatchOp.</summary>
    PatchOp,

    /// <summary>Not at all: the group is read and put back whole.</summary>
    Put,
}

/// <summary>Whether lists of groups hold members, which cost a call for each group.</summary>
internal enum GroupListMembers
{
    Expand,

    /// <summary>Only where the client names them in <c>attributes</c>.</summary>
    Omit,
}

/// <summary>What a tenant decides beside its profile; already validated.</summary>
internal sealed record TenantSettings(string Name)
{
    public DefaultUserMapping DefaultUserMapping { get; init; }

    public UserNameFormat UserNameFormat { get; init; }

    public FrozenSet<string> UserNameDomains { get; init; } = FrozenSet<string>.Empty;

    public ExternalIdMismatch ExternalIdMismatch { get; init; }

    public DeletePolicy DeletePolicy { get; init; }

    public GroupPatchForm GroupPatchForm { get; init; }

    public GroupListMembers GroupListMembers { get; init; }

    /// <summary>Whether lists are also paged by cursor (RFC 9865).</summary>
    public bool CursorPaging { get; init; }

    /// <summary>The status of a transient failure; a throttle is always 429. Null lets the client decide.</summary>
    public int? TransientStatus { get; init; }

    /// <summary>What may be done at all.</summary>
    public Capabilities Capabilities { get; init; } = new($"ScimProxy:Tenants:{Name}:{nameof(Capabilities)}", []);

    /// <summary>How many Egnyte calls a filter may cost that Egnyte cannot answer; 0 refuses such filters.</summary>
    public int MaxScanCalls { get; init; }

    /// <summary>The SAML subject that DefaultUserMapping makes of a user, or null.</summary>
    public string? MappedUser(string? email, string? userName) => DefaultUserMapping switch
    {
        DefaultUserMapping.Email => email,
        DefaultUserMapping.UserName => userName,
        _ => null,
    };

    /// <summary>The same settings under another name.</summary>
    public TenantSettings Named(string name) =>
        this with { Name = name, Capabilities = Capabilities with { Section = $"ScimProxy:Tenants:{name}:{nameof(Capabilities)}" } };

    /// <summary>A setting of this tenant as the operator writes it.</summary>
    public string Key(string setting) => $"ScimProxy:Tenants:{Name}:{setting}";
}
