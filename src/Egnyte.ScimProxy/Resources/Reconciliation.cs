namespace Egnyte.ScimProxy.Resources;

/// <summary>How a create whose outcome was unknown was reconciled.</summary>
internal enum Reconciliation
{
    /// <summary>The outcome was known.</summary>
    Not,

    /// <summary>What an unanswered attempt made was there.</summary>
    Found,

    /// <summary>Nothing was there, and a further attempt made it.</summary>
    MadeAgain,
}
