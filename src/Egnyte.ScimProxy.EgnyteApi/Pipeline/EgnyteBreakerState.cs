namespace Egnyte.ScimProxy.EgnyteApi.Pipeline;

/// <summary>Whether calls to a domain are sent at all.</summary>
public enum EgnyteBreakerState
{
    /// <summary>Calls are sent.</summary>
    Closed,

    /// <summary>Egnyte keeps failing: calls are rejected at once.</summary>
    Open,

    /// <summary>One call is sent to see whether Egnyte answers again.</summary>
    HalfOpen,
}
