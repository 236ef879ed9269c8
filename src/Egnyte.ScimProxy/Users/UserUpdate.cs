using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Users;

/// <summary>What a PUT or PATCH asks of Egnyte: the change, or why it cannot be, and what was left out of it.</summary>
internal sealed class UserUpdate
{
    public EgnyteUserChange Change { get; } = new();

    /// <summary>What is not sent because Egnyte has it already, as far as the present user tells.</summary>
    public EgnyteUserChange SkippedAsEcho { get; } = new();

    /// <summary>The first thing that cannot be done. A deactivation is sent all the same, alone.</summary>
    public ScimError? Refusal { get; private set; }

    public bool Deactivates { get; init; }

    /// <summary>The client's externalId is not the stored one, and the tenant's policy lets it pass.</summary>
    public bool IgnoredExternalId { get; set; }

    /// <summary>
    /// Whether something passes only because of a value that the present user has or lacks: to clear it, to remove it by its value, or to keep
    /// another externalId.
    /// </summary>
    public bool RestsOnPresent { get; set; }

    public bool IsEmpty => Change.IsEmpty;

    /// <summary>Whether there is something that a deactivation could be sent without.</summary>
    public bool HasMoreThanDeactivation => !(Change with { Active = null }).IsEmpty;

    public void Refuse(ScimError error) => Refusal ??= error;
}
