using System.Text.Json;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;

namespace Egnyte.ScimProxy.Users;

/// <summary>Whether a value filter of a PATCH path (RFC 7644 §3.5.2) selects the element that we show.</summary>
internal static class ElementFilter
{
    // For a filter that does not ask for the value, as nearly all do: one element is as good as any.
    private static readonly JsonElement Whatever = ShownElement.Of("");

    /// <summary>What is asked with the value that Egnyte holds; null, no value, is selected by nothing.</summary>
    /// <exception cref="ScimException">invalidFilter: it compares what cannot be compared.</exception>
    public static Predicate<string?> Compile(ScimFilter filter)
    {
        var evaluator = FilterEvaluator.Compile(filter, TraitsOf);
        return AsksForValue(filter)
            ? value => value is not null && evaluator.Matches(ShownElement.Of(value))
            : value => value is not null && evaluator.Matches(Whatever);
    }

    /// <summary>Whether the answer depends on the value that Egnyte holds, and not only on what we say of every value.</summary>
    public static bool AsksForValue(ScimFilter filter) => filter switch
    {
        AndFilter both => AsksForValue(both.Left) || AsksForValue(both.Right),
        OrFilter either => AsksForValue(either.Left) || AsksForValue(either.Right),
        NotFilter not => AsksForValue(not.Inner),
        ComparisonFilter comparison => Is(comparison.Path, "value"),
        _ => false,
    };

    // RFC 7643 §2.4; that letter case does not tell addresses apart is Egnyte's way.
    private static AttributeTraits? TraitsOf(AttributePath path) => path is not { Schema: null, SubAttribute: null } ? null : path.Attribute.ToUpperInvariant() switch
    {
        "VALUE" or "TYPE" or "DISPLAY" or "$REF" => new AttributeTraits(AttributeType.String, CaseExact: false),
        "PRIMARY" => new AttributeTraits(AttributeType.Boolean, CaseExact: false),
        _ => null,
    };

    private static bool Is(AttributePath path, string name) =>
        path is { Schema: null, SubAttribute: null } && path.Attribute.Equals(name, StringComparison.OrdinalIgnoreCase);
}
