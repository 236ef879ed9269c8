namespace Egnyte.ScimProxy.Simulator;

/// <summary>One account of the simulated domain, as it is at one moment.</summary>
public sealed record SimulatedUser
{
    /// <summary>Egnyte's id, larger than an int32; 0 asks the domain for the next one.</summary>
    public long Id { get; init; }

    public required string UserName { get; init; }

    public required string Email { get; init; }

    public required string GivenName { get; init; }

    public required string FamilyName { get; init; }

    public string? ExternalId { get; init; }

    public bool Active { get; init; } = true;

    public bool Locked { get; init; }

    public bool? EmailChangePending { get; init; }

    public string AuthType { get; init; } = "egnyte";

    public string UserType { get; init; } = "power";

    public string? Role { get; init; }

    public string? IdpUserId { get; init; }

    public string? UserPrincipalName { get; init; }

    public string? Language { get; init; }

    public bool IsServiceAccount { get; init; }

    /// <summary>When the account was made; null asks the domain for now.</summary>
    public DateTimeOffset? CreatedDate { get; init; }

    /// <summary>When the account last changed; null asks the domain for the day it was made.</summary>
    public DateTimeOffset? LastModificationDate { get; init; }

    /// <summary>What Egnyte makes of the two names; it ignores the one it is sent.</summary>
    public string FormattedName => $"{GivenName} {FamilyName}";
}
