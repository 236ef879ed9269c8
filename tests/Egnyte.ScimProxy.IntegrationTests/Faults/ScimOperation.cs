using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>
/// A SCIM request and the Egnyte calls that it makes when nothing fails. {bruno}, {engineering} and the like stand for the ids of seeded
/// people and groups.
/// </summary>
/// <param name="Name">The row of the matrix.</param>
/// <param name="Request">Method and path below /scim/v2/.</param>
/// <param name="Body">The SCIM body.</param>
/// <param name="Status">The status of the answer when nothing fails.</param>
/// <param name="Calls">Egnyte's calls, in order.</param>
internal sealed record ScimOperation(string Name, string Request, string? Body, int Status, params CallKind[] Calls)
{
    /// <summary>Of the tenant, such as <c>DeletePolicy=delete</c>.</summary>
    public string? Setting { get; init; }

    /// <summary>The keyword of the error that is the answer when nothing fails.</summary>
    public string? ScimType { get; init; }

    /// <summary>What the client has read a moment before, below /scim/v2/.</summary>
    public string? ReadBefore { get; init; }

    /// <summary>What Egnyte holds beside the seeded people.</summary>
    public Action<SimulatedDomain>? Given { get; init; }

    /// <summary>The status when it is sent again after it was done.</summary>
    public int StatusOnceDone { get; init; } = Status;

    /// <summary>Whether the same request can distinguish the resource that its create made from one that another client made.</summary>
    public bool HasProof { get; init; } = true;

    /// <summary>Whether a deactivation is sent alone where Egnyte refuses the rest.</summary>
    public bool LeavesTheRest { get; init; }

    /// <summary>Whether the proxy sends the whole group after Egnyte refuses a PATCH, because the form of Egnyte's PATCH is still unknown.</summary>
    public bool TriesTheWhole { get; init; }

    /// <summary>Whether members are added. The error may name them as the cause of any refusal.</summary>
    public bool AddsMembers { get; init; }

    /// <summary>Whether what a group had before is known, so that an unanswered change is looked at.</summary>
    public bool IsLookedAtAfter { get; init; }

    /// <summary>Whether what it creates is there before, so that a look finds it however often the create fails.</summary>
    public bool IsThereBefore { get; init; }

    /// <summary>Whether it changes what Egnyte holds, when nothing fails.</summary>
    public bool IsWrite => !IsThereBefore && Calls.Any(call => call > CallKind.ReadRow);

    /// <summary>Whether it travels as the one operation of a bulk request.</summary>
    public bool IsBulk => Request == "POST Bulk";

    public override string ToString() => Name;
}
