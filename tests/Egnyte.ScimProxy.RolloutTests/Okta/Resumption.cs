namespace Egnyte.ScimProxy.RolloutTests.Okta;

/// <summary>What Okta does again after a 429 in the middle of a task, of which no source tells.</summary>
public enum Resumption
{
    /// <summary>The task from its beginning, the look-up included.</summary>
    Task,

    /// <summary>The request that was answered 429, and no other.</summary>
    Request,
}
