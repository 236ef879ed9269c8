namespace Egnyte.ScimProxy.RolloutTests.Okta;

/// <summary>Ends a run of a task that Okta begins again later.</summary>
internal sealed class OktaPause(TimeSpan wait) : Exception
{
    public TimeSpan Wait { get; } = wait;
}
