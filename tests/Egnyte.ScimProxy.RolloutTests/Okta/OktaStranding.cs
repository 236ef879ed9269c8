namespace Egnyte.ScimProxy.RolloutTests.Okta;

/// <summary>A task that stays under Okta's Tasks until an administrator acts.</summary>
internal sealed class OktaStranding(string reason) : Exception(reason);
