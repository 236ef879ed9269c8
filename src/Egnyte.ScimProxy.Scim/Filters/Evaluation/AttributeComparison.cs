using System.Text.Json;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Scim.Filters.Evaluation;

/// <summary>Compares one value of an attribute with a literal, by the attribute's type (RFC 7644 §3.4.2.2, table 3), or says why that can never be.</summary>
internal static class AttributeComparison
{
    public static Func<JsonElement, bool> Of(string name, AttributeTraits traits, FilterOperator comparison, FilterValue literal) => traits.Type switch
    {
        AttributeType.Boolean => OfBoolean(name, comparison, literal),
        AttributeType.Decimal or AttributeType.Integer => OfNumber(name, comparison, literal),
        AttributeType.DateTime => OfDateTime(name, comparison, literal),
        AttributeType.Binary => OfBinary(name, comparison, TextOf(name, literal)),
        AttributeType.String or AttributeType.Reference => OfText(comparison, TextOf(name, literal), traits.CaseExact),
        _ => throw Refuse($"'{name}' has sub-attributes and no value of its own: name the one to compare, as in name.givenName."),
    };

    private static Func<JsonElement, bool> OfBoolean(string name, FilterOperator comparison, FilterValue literal)
    {
        if (comparison is not FilterOperator.Equal)
        {
            throw Refuse($"'{name}' is true or false, which {FilterKeywords.Of(comparison)} cannot compare: use eq, ne or pr.");
        }

        // Entra: roles[primary eq "True"].
        bool expected = literal.Boolean ?? (bool.TryParse(literal.Text, out bool quoted)
            ? quoted
            : throw Refuse($"'{name}' is true or false and cannot be compared with {Written(literal)}: write true or false."));
        return value => ScimJson.AsBoolean(value) == expected;
    }

    private static Func<JsonElement, bool> OfNumber(string name, FilterOperator comparison, FilterValue literal)
    {
        if (literal.Kind is not FilterValueKind.Number)
        {
            throw Refuse($"'{name}' is a number and cannot be compared with {Written(literal)}: write a number, without quotation marks.");
        }

        var expected = ExactNumber.Parse(literal.Text);
        return Ordered(comparison, value => ExactNumber.Read(value)?.CompareTo(expected));
    }

    private static Func<JsonElement, bool> OfDateTime(string name, FilterOperator comparison, FilterValue literal)
    {
        if (IsSubstring(comparison))
        {
            // RFC 7644 leaves open what these find in a date: the text as it is answered, so that "sw 2024-05" finds a month.
            return OfText(comparison, TextOf(name, literal), caseExact: false);
        }

        var expected = (literal.Kind is FilterValueKind.String ? ExactInstant.Parse(literal.Text) : null)
            ?? throw Refuse($"'{name}' is a date and time and cannot be compared with {Written(literal)}: write one such as \"2011-05-13T04:42:34Z\".");
        return Ordered(comparison, value => ExactInstant.Read(value)?.CompareTo(expected));
    }

    private static Func<JsonElement, bool> OfBinary(string name, FilterOperator comparison, string literal) => comparison is FilterOperator.Equal
        ? OfText(comparison, literal, caseExact: true)
        : throw Refuse($"'{name}' is binary, which {FilterKeywords.Of(comparison)} cannot compare: use eq, ne or pr.");

    private static Func<JsonElement, bool> OfText(FilterOperator comparison, string literal, bool caseExact)
    {
        var letters = caseExact ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return comparison switch
        {
            FilterOperator.Contains => value => ScimJson.AsString(value)?.Contains(literal, letters) == true,
            FilterOperator.StartsWith => value => ScimJson.AsString(value)?.StartsWith(literal, letters) == true,
            FilterOperator.EndsWith => value => ScimJson.AsString(value)?.EndsWith(literal, letters) == true,
            _ => Ordered(comparison, value => ScimJson.AsString(value) is { } text ? string.Compare(text, literal, letters) : null),
        };
    }

    // What cannot be read as the attribute's type is neither equal nor greater nor less.
    private static Func<JsonElement, bool> Ordered(FilterOperator comparison, Func<JsonElement, int?> compare) => comparison switch
    {
        FilterOperator.Equal => value => compare(value) == 0,
        FilterOperator.GreaterThan => value => compare(value) > 0,
        FilterOperator.GreaterOrEqual => value => compare(value) >= 0,
        FilterOperator.LessThan => value => compare(value) < 0,
        FilterOperator.LessOrEqual => value => compare(value) <= 0,
        _ => throw Refuse($"A number or a date has no parts that {FilterKeywords.Of(comparison)} could find: use eq, ne, gt, ge, lt, le or pr."),
    };

    private static string TextOf(string name, FilterValue literal) => literal.Kind is FilterValueKind.String
        ? literal.Text!
        : throw Refuse($"'{name}' is text and cannot be compared with {Written(literal)}: put the value in quotation marks.");

    private static bool IsSubstring(FilterOperator comparison) =>
        comparison is FilterOperator.Contains or FilterOperator.StartsWith or FilterOperator.EndsWith;

    private static string Written(FilterValue literal) => Quotation.Of(literal.ToString());

    private static ScimException Refuse(string detail) => new(ScimError.InvalidFilter(detail));
}
