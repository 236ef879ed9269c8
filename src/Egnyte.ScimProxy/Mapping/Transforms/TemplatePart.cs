using System.Globalization;
using System.Text;

namespace Egnyte.ScimProxy.Mapping.Transforms;

/// <summary>A part of a template: a placeholder, whose text is the attribute that it names, or what stands between two of them.</summary>
internal readonly record struct TemplatePart(string Text, bool IsPlaceholder)
{
    private const string Initial = "initial(";

    public bool IsValue => IsPlaceholder && Text == FirstOf.Value;

    /// <summary>Whether the placeholder stands for the first letter of the attribute only.</summary>
    public bool IsInitial { get; private init; }

    /// <summary>What the placeholder becomes; nothing where there is no letter.</summary>
    public string Fill(MappedValue given)
    {
        var text = given.ToString();
        if (!IsInitial)
        {
            return text;
        }

        for (var at = 0; at < text.Length; at++)
        {
            if (Rune.TryGetRuneAt(text, at, out var rune) && Rune.IsLetterOrDigit(rune))
            {
                // A letter with an accent may be two characters.
                return StringInfo.GetNextTextElement(text, at);
            }
        }

        return "";
    }

    /// <summary>
    /// The parts in their order, no two texts beside each other; null where a brace stands alone. Attribute paths have no braces, so that none
    /// is within another.
    /// </summary>
    public static List<TemplatePart>? Split(string template)
    {
        var parts = new List<TemplatePart>();
        var literal = new StringBuilder();
        for (var at = 0; at < template.Length; at++)
        {
            var character = template[at];
            if (character is not ('{' or '}'))
            {
                literal.Append(character);
            }
            else if (at + 1 < template.Length && template[at + 1] == character)
            {
                literal.Append(character);
                at++;
            }
            else if (character is '{' && template.AsSpan(at + 1).IndexOfAny('{', '}') is var length and > 0 && template[at + 1 + length] is '}')
            {
                AddLiteral();
                parts.Add(Placeholder(template.Substring(at + 1, length)));
                at += length + 1;
            }
            else
            {
                return null;
            }
        }

        AddLiteral();
        return parts;

        // No attribute path has a parenthesis there.
        static TemplatePart Placeholder(string text) => text.StartsWith(Initial, StringComparison.Ordinal)
            && text[^1] == ')'
            && text.Length > Initial.Length + 1
            ? new TemplatePart(text[Initial.Length..^1], true) { IsInitial = true }
            : new TemplatePart(text, true);

        void AddLiteral()
        {
            if (literal.Length > 0)
            {
                parts.Add(new TemplatePart(literal.ToString(), false));
                literal.Clear();
            }
        }
    }
}
