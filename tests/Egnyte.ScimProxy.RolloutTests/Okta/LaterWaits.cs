namespace Egnyte.ScimProxy.RolloutTests.Okta;

/// <summary>How Okta chooses the waits after the first, of which sources say two things.</summary>
public enum LaterWaits
{
    /// <summary>Okta's documentation: each is double the wait before, whatever Retry-After says.</summary>
    Doubled,

    /// <summary>Each Retry-After is taken as it is given.</summary>
    AsGiven,
}
