using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;
using Egnyte.ScimProxy.Scim.Filters.Evaluation;

namespace Egnyte.ScimProxy.Users.Patching;

/// <summary>Which of the elements that we show a value filter selects (RFC 7644 §3.5.2): <c>type eq "work"</c> before any value is known.</summary>
internal sealed class ElementFilter
{
    // Of RFC 7643 §2.4; no answer holds $ref and display unless a rule maps them.
    private static readonly string[] Usual = ["value", "type", "display", "$ref"];

    private readonly ScimFilter _filter;
    private readonly IReadOnlyList<ElementShape> _shapes;
    private readonly AttributePath _attribute;
    private readonly FilterEvaluator _evaluator;

    private ElementFilter(ScimFilter filter, IReadOnlyList<ElementShape> shapes)
    {
        (_filter, _shapes, _attribute) = (filter, shapes, shapes[0].Attribute);
        _evaluator = FilterEvaluator.Compile(filter, TraitsOf);
    }

    /// <exception cref="ScimException">invalidFilter: it compares what cannot be compared.</exception>
    public static ElementFilter Compile(ScimFilter filter, IReadOnlyList<ElementShape> shapes) => new(filter, shapes);

    /// <summary>Whether it selects the element whatever Egnyte holds; null where that depends on what it holds.</summary>
    public bool? Selects(ElementShape shape) => Selects(_filter, shape);

    /// <summary>Whether it selects the element of which the only part that the filter asks for has this value; no value is selected by nothing.</summary>
    public bool Selects(ElementShape shape, ElementPart part, MappedValue value) => !value.IsNone && _evaluator.Matches(With(shape, part.Name, value));

    /// <summary>The mapped parts that the filter asks for.</summary>
    public IReadOnlyList<ElementPart> AskedOf(ElementShape shape)
    {
        var asked = FilterAttributes.Of(_filter).ToHashSet();
        return [.. shape.Parts.Where(part => asked.Contains(new AttributePath(null, part.Name, null)))
            .DistinctBy(part => part.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private bool? Selects(ScimFilter filter, ElementShape shape) => filter switch
    {
        AndFilter both => (Selects(both.Left, shape), Selects(both.Right, shape)) switch
        {
            (false, _) or (_, false) => false,
            (true, true) => true,
            _ => null,
        },
        OrFilter either => (Selects(either.Left, shape), Selects(either.Right, shape)) switch
        {
            (true, _) or (_, true) => true,
            (false, false) => false,
            _ => null,
        },
        NotFilter not => !Selects(not.Inner, shape),
        ComparisonFilter comparison when shape.Has(comparison.Path.Attribute) => null,
        _ => (filter == _filter ? _evaluator : FilterEvaluator.Compile(filter, TraitsOf)).Matches(shape.Constant),
    };

    // That letter case does not tell values apart is Egnyte's way.
    private AttributeTraits? TraitsOf(AttributePath path) => path is not { Schema: null, SubAttribute: null } ? null
        : path.Attribute.Equals("primary", StringComparison.OrdinalIgnoreCase) ? new AttributeTraits(AttributeType.Boolean, CaseExact: false)
        : IsPart(path.Attribute) ? new AttributeTraits(AttributeType.String, CaseExact: false)
        : null;

    private bool IsPart(string name) =>
        Usual.Contains(name, StringComparer.OrdinalIgnoreCase)
        || _shapes.Any(shape => shape.Has(name))
        || Scim.Resources.CoreUserAttributes.Find(_attribute)?.Parts.Contains(name, StringComparer.OrdinalIgnoreCase) is true;

    private static JsonElement With(ElementShape shape, string part, MappedValue value)
    {
        var json = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            if (value.Boolean is { } boolean)
            {
                writer.WriteBoolean(part, boolean);
            }
            else
            {
                writer.WriteString(part, value.Text);
            }

            foreach (var constant in shape.Constant.EnumerateObject())
            {
                constant.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(json.WrittenSpan);
    }
}
