using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>Makes of Egnyte's text something an administrator may read: no markup, no class names, bounded.</summary>
internal static partial class EgnyteReason
{
    private const int MaxLength = 300;

    // Bounds the work of the expressions below, whatever Egnyte sends.
    private const int MaxRead = 2000;

    public static string? Clean(string raw)
    {
        var text = Bound(raw, MaxRead);
        text = Constraint.Match(text) is { Success: true } constraint ? constraint.Groups[1].Value : text;
        text = StackTrace.Replace(text, string.Empty);
        text = Markup.Replace(text, " ");
        text = ClassName.Replace(text, string.Empty);
        text = Blanks.Replace(text, " ").Trim();
        return text.Length == 0 ? null : Bound(text, MaxLength);
    }

    public static string? PropertyPathOf(string raw) =>
        PropertyPath.Match(Bound(raw, MaxRead)) is { Success: true } path ? path.Groups[1].Value : null;

    private static string Bound(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        // Half of a surrogate pair is not a text.
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    // Hibernate: ConstraintViolationImpl{interpolatedMessage='Invalid user name', propertyPath=userName, rootBeanClass=…}
    [GeneratedRegex("interpolatedMessage='(.*?)', propertyPath=", RegexOptions.Singleline)]
    private static partial Regex Constraint { get; }

    [GeneratedRegex(@"propertyPath=([A-Za-z0-9_.]+)")]
    private static partial Regex PropertyPath { get; }

    [GeneratedRegex(@"\s+at [\w$]+\.[\w$.<>]+\(.*", RegexOptions.Singleline)]
    private static partial Regex StackTrace { get; }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup { get; }

    [GeneratedRegex(@"\b(?:com|org|net|io|java|javax|jakarta|sun|egnyte)\.(?:[\w$]+\.)*[A-Z][\w$]*:?|\bclass [A-Z]\w+")]
    private static partial Regex ClassName { get; }

    [GeneratedRegex(@"[\s\p{C}]+")]
    private static partial Regex Blanks { get; }
}
