using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.EgnyteApi.Answers;

/// <summary>Makes of Egnyte's text something an administrator may read: no markup, no class names, bounded.</summary>
internal static partial class EgnyteReason
{
    /// <summary>The longest name or code that is taken over.</summary>
    public const int MaxNameLength = 100;

    private const int MaxLength = 300;

    // Bounds the work of the expressions below, whatever Egnyte sends.
    private const int MaxRead = 2000;

    /// <summary>The text in one line without control, format and bidi characters; null where nothing is left.</summary>
    public static string? Clean(string raw, int maxLength = MaxLength)
    {
        var text = Bound(raw, MaxRead);
        text = Constraint.Match(text) is { Success: true } constraint ? constraint.Groups[1].Value : text;
        text = StackTrace.Replace(text, string.Empty);
        text = Markup.Replace(text, " ");
        text = ClassName.Replace(text, string.Empty);
        text = Blanks.Replace(text, " ").Trim();
        return text.Length == 0 ? null : Bound(text, maxLength);
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

    // Also a tag that is cut off; a < that begins no tag stays.
    [GeneratedRegex("<[A-Za-z/!?][^>]*>?")]
    private static partial Regex Markup { get; }

    [GeneratedRegex(@"\b(?:com|org|net|io|java|javax|jakarta|sun|egnyte)\.(?:[\w$]+\.)*[A-Z][\w$]*:?|\bclass [A-Z]\w+")]
    private static partial Regex ClassName { get; }

    // Control, format (bidi among them), private and unassigned characters; not surrogates, whose pairs are letters like others.
    [GeneratedRegex(@"[\s\p{Cc}\p{Cf}\p{Co}\p{Cn}]+")]
    private static partial Regex Blanks { get; }
}
