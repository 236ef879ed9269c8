using System.Text;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Mapping.Transforms;

/// <summary>
/// A text made of the value, of other attributes and of what stands between them. If one of them is missing, there is no text: half a name
/// is no name.
/// </summary>
internal sealed class Template : Transform
{
    private readonly IReadOnlyList<TemplatePart> _parts;
    private readonly string _before = "";
    private readonly string _after = "";

    public Template(string text, IReadOnlyList<TemplatePart> parts, ProfileNode at)
        : base($"template(\"{text}\")")
    {
        _parts = parts;
        var placeholders = parts.Where(part => part.IsPlaceholder).ToList();
        Others = [.. placeholders.Where(part => !part.IsValue).Select(part => at with { Text = part.Text })];
        UsesValue = placeholders.Any(part => part.IsValue);
        Loses = (UsesValue, placeholders.Count) switch
        {
            (true, 1) when placeholders[0].IsInitial => "what follows the first letter",
            (true, 1) => null,
            (true, _) => "which part of it was the value",
            _ => "what the client wrote",
        };
        if (Loses is null)
        {
            _before = parts[0].IsPlaceholder ? "" : parts[0].Text;
            _after = parts[^1].IsPlaceholder ? "" : parts[^1].Text;
        }
    }

    public override IReadOnlyList<ProfileNode> Others { get; }

    public override bool UsesValue { get; }

    public override string? Loses { get; }

    public override string? Prefix => Loses is null && _after.Length == 0 ? _before : null;

    public override MappedValue Apply(MappedValue value, ReadOnlySpan<MappedValue> others, out string? refusal)
    {
        refusal = null;
        var result = new StringBuilder();
        var place = 0;
        foreach (var part in _parts)
        {
            if (!part.IsPlaceholder)
            {
                result.Append(part.Text);
                continue;
            }

            var given = part.IsValue ? value : others[place++];
            if (given.IsNone || part.Fill(given) is not { Length: > 0 } filled)
            {
                return MappedValue.None;
            }

            result.Append(filled);
        }

        return result.Length > MostCharacters ? TooLong(out refusal) : MappedValue.Of(result.ToString());
    }

    // Something must be left between: of "aba", the template "ab{value}ba" made nothing.
    public override MappedValue Undo(MappedValue value) =>
        Loses is null
        && value.Text is { } text
        && text.Length > _before.Length + _after.Length
        && text.StartsWith(_before, StringComparison.Ordinal)
        && text.EndsWith(_after, StringComparison.Ordinal)
            ? MappedValue.Of(text[_before.Length..^_after.Length])
            : value;
}

internal static partial class KnownTransforms
{
    private const int MostPlaceholders = 20;

    private static readonly TransformKind TemplateKind = Add(new(
        "template",
        "A text with attributes in it: `{value}` is the value so far, any other name in braces a SCIM attribute; "
        + "`{initial(name.givenName)}` is its first letter or digit; `{{` and `}}` are braces. If one of them has no value, the result is "
        + "empty.",
        """{"type":"string","minLength":1,"maxLength":1000,"pattern":"^([^{}]|\\{\\{|\\}\\})*(\\{[^{}]+\\}([^{}]|\\{\\{"""
        + """|\\}\\})*){1,20}$","examples":["okta-{value}", "{initial(name.givenName)}{name.familyName}"]}""",
        ReadTemplate));

    private static Template? ReadTemplate(ProfileNode argument, ProfileFindings findings)
    {
        if (TransformArguments.Text(argument, findings) is not { } text)
        {
            return null;
        }

        var parts = TemplatePart.Split(text);
        var count = parts?.Count(part => part.IsPlaceholder);
        switch (count)
        {
            case null:
                findings.Error(
                    argument,
                    "A brace in this template has no other, or nothing stands between the two.",
                    "Write {name.givenName} for an attribute, {value} for the value so far, and {{ or }} for a brace.");
                return null;
            case 0:
                findings.Error(argument, "This template has no attribute in it.", "Write one in braces, such as {value}; or use {\"constant\": …}.");
                return null;
            case > MostPlaceholders:
                findings.Error(argument, $"This template names {count} attributes.", $"Name {MostPlaceholders} at most.");
                return null;
            default:
                return new Template(text, parts!, argument);
        }
    }
}
