namespace Egnyte.ScimProxy.IntegrationTests.CallBudget;

/// <summary>The rows of behaviour.md §4, in its order.</summary>
public enum BudgetRow
{
    GetOne,
    UsersByFilter,
    UsersPage,
    GroupsByName,
    GroupsPage,
    Create,
    CreateOfAUserThatExists,
    CreateOfAGroupThatExists,
    PatchUser,
    PatchUserToNothing,
    PutUser,
    DeactivationAlone,
    AnswerWithOtherValues,
    AnswerWithoutResource,
    Delete,
    PatchGroup,
    ReplaceMembers,
    PutGroup,
    ForeignNotFound,

    /// <summary>Not in behaviour.md: issue 12 §5.1 has a large body read for a verified token only.</summary>
    LargeBody,
    NoCall,
}

/// <summary>
/// One SCIM call and the Egnyte calls it may make. {alba}, {engineering} and the like stand for the ids of the simulator's seeded
/// people and groups.
/// </summary>
/// <param name="Row">The row of the budget.</param>
/// <param name="Case">What is asked, in words: the name of the test.</param>
/// <param name="Request">Method and path below /scim/v2/, with the query as a person would write it.</param>
/// <param name="Body">The SCIM body.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Calls">Each Egnyte call in order, as <see cref="CostTests"/> tells it: <c>PATCH users/{alba} {"active":false}</c>.</param>
public sealed record Cost(BudgetRow Row, string Case, string Request, string? Body, int Status, params string[] Calls)
{
    /// <summary>SCIM calls made before, whose Egnyte calls do not count; a body after the first line.</summary>
    public string[] Earlier { get; init; } = [];

    /// <summary>The token of the request; the default is one that Egnyte has accepted before.</summary>
    public string Token { get; init; } = ScimProxyApplication.Token;

    /// <summary>The token of <see cref="Earlier"/>.</summary>
    public string EarlierToken { get; init; } = ScimProxyApplication.Token;

    /// <summary>Settings of tenant default, such as <c>DeletePolicy=delete</c>.</summary>
    public string[] Settings { get; init; } = [];

    /// <summary>What Egnyte holds beside the seeded people.</summary>
    public Action<Simulator.EgnyteSimulator>? Given { get; init; }

    /// <summary>A part of the answer.</summary>
    public string Says { get; init; } = "";

    /// <summary>Whether the calls after the first are made side by side.</summary>
    public bool InAnyOrder { get; init; }

    /// <summary>The settings of the simulator's dialect without which the cost is another; the rest of the suite holds what then happens.</summary>
    public string Needs { get; init; } = "";

    public override string ToString() => Case;
}
