namespace Egnyte.ScimProxy.Resources;

/// <summary>How a create was settled that Egnyte did not answer.</summary>
internal enum Reconciliation
{
    /// <summary>There was nothing to settle.</summary>
    Not,

    /// <summary>What an unanswered attempt made was there.</summary>
    Found,

    /// <summary>Nothing was there, and a further attempt made it.</summary>
    MadeAgain,
}
