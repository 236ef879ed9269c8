using System.Diagnostics.CodeAnalysis;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;
using Egnyte.ScimProxy.Scim.Patching;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Mapping.Documents;

/// <summary>The SCIM attribute that a rule or a transform names: <c>name.givenName</c>, <c>emails[type eq "work"].value</c>, <c>extension:role</c>.</summary>
/// <param name="Attribute">The attribute; a multi-valued one as a whole.</param>
/// <param name="Part">For a multi-valued attribute: the sub-attribute that holds the value.</param>
/// <param name="Selected">Which of its elements; null where the path does not say.</param>
internal sealed record RulePath(AttributePath Attribute, string? Part, ElementChoice? Selected)
{
    private const string Own = "extension:";

    /// <summary>What tells two rules apart: letter case does not.</summary>
    public string Key { get; } = $"{Attribute}[{Selected?.Word}].{Part}".ToUpperInvariant();

    public static bool TryParse(string text, string extension, [NotNullWhen(true)] out RulePath? path, out string problem)
    {
        path = null;
        problem = "";
        PatchPath parsed;
        try
        {
            parsed = PatchPath.Parse(text.StartsWith(Own, StringComparison.Ordinal) ? string.Concat(extension, ":", text.AsSpan(Own.Length)) : text);
        }
        catch (ScimException refused)
        {
            problem = refused.Error.Detail;
            return false;
        }

        var attribute = MappingProfile.WithoutCoreSchema(parsed.Attribute);
        if (parsed.ValueFilter is { } filter)
        {
            if (ChoiceOf(filter) is not { } choice)
            {
                problem = $"A value filter here is [type eq \"…\"] or [primary eq true], and not [{filter}].";
                return false;
            }

            path = new RulePath(attribute, parsed.SubAttribute ?? ElementRule.ValuePart, choice);
        }
        else if (CoreUserAttributes.Find(attribute with { SubAttribute = null }) is { IsMultiValued: true })
        {
            path = new RulePath(attribute with { SubAttribute = null }, attribute.SubAttribute ?? ElementRule.ValuePart, null);
        }
        else
        {
            path = new RulePath(attribute, null, null);
        }

        return true;
    }

    private static ElementChoice? ChoiceOf(ScimFilter filter) => filter switch
    {
        ComparisonFilter
        {
            Operator: FilterOperator.Equal,
            Path: { Schema: null, SubAttribute: null, Attribute: var name },
            Value: { Kind: FilterValueKind.String, Text: { Length: > 0 } type },
        } when name.Equals("type", StringComparison.OrdinalIgnoreCase)
            => new ElementChoice(type),
        ComparisonFilter { Operator: FilterOperator.Equal, Path: { Schema: null, SubAttribute: null, Attribute: var name } } comparison
            when name.Equals("primary", StringComparison.OrdinalIgnoreCase) && IsTrue(comparison)
            => ElementChoice.Primary,
        _ => null,
    };

    // Entra writes [primary eq "True"].
    private static bool IsTrue(ComparisonFilter comparison) =>
        comparison.ToString().EndsWith(" true", StringComparison.OrdinalIgnoreCase)
            || "true".Equals(comparison.Value?.Text, StringComparison.OrdinalIgnoreCase);
}
