namespace Egnyte.ScimProxy.RolloutTests.Okta;

/// <summary>A group that Okta pushes, with members that Egnyte has already.</summary>
internal sealed record PushedGroup(string DisplayName, IReadOnlyList<long> Members);
