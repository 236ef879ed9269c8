using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Mapping.Transforms;

namespace Egnyte.ScimProxy.Mapping;

/// <summary>
/// Reads a regular expression of a profile. It is matched without backtracking, so that its time grows with the length of the value only:
/// who may write a profile, or a value, must not be able to stop the proxy. The time limit is for unforeseen cases.
/// </summary>
internal static class SafeRegex
{
    public const int MostCharacters = 500;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(1);

    /// <summary>The expression; null after an error, and for no node.</summary>
    public static Regex? Read(ProfileNode? node, ProfileFindings findings)
    {
        if (TransformArguments.Text(node, findings, MostCharacters) is not { } pattern)
        {
            return null;
        }

        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeLimit);
        }
        catch (ArgumentException broken)
        {
            findings.Error(node!, $"This is no regular expression: {broken.Message}", @"Put \ before a character that stands for itself, as in \. or \(.");
        }
        catch (NotSupportedException)
        {
            findings.Error(
                node!,
                "This regular expression is not linear: it looks around ((?=…), (?<=…)), back (\\1) or at a condition, is atomic "
                + "((?>…)), or repeats too much (a{5000}).",
                "Write it with sets, groups and alternatives, such as ^([a-z]+)-[0-9]{1,9}$: match what stands around too, and put it back by $1.");
        }

        return null;
    }
}
