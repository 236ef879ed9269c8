using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Scim.Filters.Evaluation;

/// <summary>Where the names of a filter are looked up: in the resource, or between brackets in the elements of one attribute.</summary>
/// <param name="Outer">The attribute before the brackets; null outside of them.</param>
/// <param name="Traits">What the schema says of an attribute.</param>
internal sealed record FilterScope(AttributePath? Outer, Func<AttributePath, AttributeTraits?> Traits)
{
    /// <summary>The scope of what stands in brackets after the path.</summary>
    public FilterScope Within(AttributePath path)
    {
        // Known before its parts are, or the refusal would name emials.type where emials is misspelt.
        _ = TraitsOf(path);
        return this with { Outer = path };
    }

    public AttributeTraits TraitsOf(AttributePath path) => TraitsOrNull(path) ?? throw new ScimException(ScimError.InvalidFilter(
        $"{Quotation.Of(Named(path))} is not an attribute of this resource: use one that the schemas at /Schemas declare."));

    /// <summary>
    /// What is compared: of a complex attribute its <c>value</c>, if it has one, so that <c>emails co "x"</c> is <c>emails.value co "x"</c>
    /// (RFC 7643 §2.4).
    /// </summary>
    public (AttributePath Path, AttributeTraits Traits) Comparable(AttributePath path) => TryComparable(path) ?? (path, TraitsOf(path));

    public (AttributePath Path, AttributeTraits Traits)? TryComparable(AttributePath path)
    {
        if (TraitsOrNull(path) is not { } traits)
        {
            return null;
        }

        var value = path with { SubAttribute = "value" };
        return traits.Type is AttributeType.Complex && Outer is null && path.SubAttribute is null && TraitsOrNull(value) is { } significant
            ? (value, significant)
            : (path, traits);
    }

    public string Named(AttributePath path) => Outer is null ? path.ToString() : $"{Outer}.{path}";

    private AttributeTraits? TraitsOrNull(AttributePath path) => Outer is null
        ? Traits(path.Schema is { } schema && ScimJson.IsCore(schema) ? path with { Schema = null } : path)
        // RFC 7643 §2.3.8: a sub-attribute has no parts of its own, and its schema is that of the attribute it is part of.
        : path is { Schema: null, SubAttribute: null } && Outer.SubAttribute is null ? OfPart(path.Attribute) : null;

    private AttributeTraits? OfPart(string subAttribute) => (this with { Outer = null }).TraitsOrNull(Outer! with { SubAttribute = subAttribute });
}
