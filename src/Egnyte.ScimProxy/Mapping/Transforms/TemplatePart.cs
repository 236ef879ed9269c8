using System.Text;

namespace Egnyte.ScimProxy.Mapping.Transforms;

/// <summary>A part of a template: a placeholder, whose text is what stands in the braces, or what stands between two of them.</summary>
internal readonly record struct TemplatePart(string Text, bool IsPlaceholder)
{
    public bool IsValue => IsPlaceholder && Text == FirstOf.Value;

    /// <summary>The parts in their order, no two texts beside each other; null where a brace stands alone. Attribute paths have no braces, so that none is within another.</summary>
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
                parts.Add(new TemplatePart(template.Substring(at + 1, length), true));
                at += length + 1;
            }
            else
            {
                return null;
            }
        }

        AddLiteral();
        return parts;

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
