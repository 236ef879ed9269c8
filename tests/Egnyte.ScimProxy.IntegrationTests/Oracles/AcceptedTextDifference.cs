using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>One shape of text that one of the two reads as a filter and the other refuses.</summary>
/// <param name="Shape">What differs.</param>
/// <param name="Rfc">Why we are right, or that the RFC leaves it open.</param>
/// <param name="Filter">The smallest text that shows it.</param>
/// <param name="Ours">Whether we accept it; the oracle does the opposite.</param>
/// <param name="Pattern">A regular expression: where we accept, of the text; where we refuse, of our reason, "In: " and the text.</param>
internal sealed record AcceptedTextDifference(string Shape, string Rfc, string Filter, bool Ours, string Pattern)
{
    /// <summary>Whether it explains that we accept the text, or refuse it for this reason.</summary>
    public bool Covers(string text, string? refusal) =>
        Ours == refusal is null && Regex.IsMatch(refusal is null ? text : $"{refusal} In: {text}", Pattern, RegexOptions.Singleline);
}
