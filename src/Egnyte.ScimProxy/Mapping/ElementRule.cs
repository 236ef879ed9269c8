namespace Egnyte.ScimProxy.Mapping;

/// <summary>For an attribute of several values (<c>emails</c>) of which Egnyte holds one: which element is taken, and how it is shown.</summary>
/// <param name="Part">The sub-attribute that holds the value, mostly <c>value</c>.</param>
/// <param name="Type">The type that the element is shown with, <c>work</c>; null to show none.</param>
/// <param name="IsPrimary">Whether it is shown as the primary one.</param>
/// <param name="Picks">Which elements of what a client writes are taken, in this order.</param>
internal sealed record ElementRule(string Part, string? Type, bool IsPrimary, IReadOnlyList<ElementChoice> Picks)
{
    public const string ValuePart = "value";
}
