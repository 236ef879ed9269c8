using System.Text.Json;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Scim.Filters.Evaluation;

/// <summary>The order of resources that sortBy and sortOrder ask for (RFC 7644 §3.4.2.3). A stable sort keeps the order of those that tie.</summary>
public sealed class ResourceOrder : IComparer<JsonElement>
{
    private readonly AttributePath path;
    private readonly AttributePath attribute;
    private readonly Func<JsonElement, JsonElement, int> compare;
    private readonly bool descending;

    private ResourceOrder(AttributePath path, AttributeTraits traits, bool descending)
    {
        (this.path, attribute, this.descending) = (path, path with { SubAttribute = null }, descending);
        compare = ComparisonOf(traits);
    }

    /// <summary>Reads the two query values, or refuses them as invalidValue.</summary>
    /// <param name="sortBy">The attribute.</param>
    /// <param name="sortOrder"><c>ascending</c>, which is the default, or <c>descending</c>.</param>
    /// <param name="traits">What the schema says of an attribute, as for <see cref="FilterEvaluator.Compile"/>.</param>
    public static ResourceOrder Parse(string sortBy, string? sortOrder, Func<AttributePath, AttributeTraits?> traits)
    {
        if (!AttributePath.TryParse(sortBy, out var path))
        {
            throw Refuse($"{Quotation.Of(sortBy)} in 'sortBy' is not the name of an attribute.");
        }

        var scope = new FilterScope(null, traits);
        var (compared, type) = scope.TryComparable(path) ?? throw Refuse(
            $"{Quotation.Of(sortBy)} in 'sortBy' is not an attribute of this resource: use one that the schemas at /Schemas declare.");
        if (type.Type is AttributeType.Complex)
        {
            throw Refuse($"{Quotation.Of(sortBy)} in 'sortBy' has sub-attributes and no value of its own: name the one to sort by, as in name.familyName.");
        }

        return new ResourceOrder(compared, type, IsDescending(sortOrder));
    }

    /// <summary>Which of the two comes first.</summary>
    public int Compare(JsonElement x, JsonElement y)
    {
        int ascending = compare(ValueOf(x), ValueOf(y));
        return descending ? -ascending : ascending;
    }

    private static bool IsDescending(string? sortOrder)
    {
        if (string.IsNullOrEmpty(sortOrder) || sortOrder.Equals("ascending", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return sortOrder.Equals("descending", StringComparison.OrdinalIgnoreCase)
            ? true
            : throw Refuse($"{Quotation.Of(sortOrder)} in 'sortOrder' is neither 'ascending' nor 'descending': send one of the two.");
    }

    private static Func<JsonElement, JsonElement, int> ComparisonOf(AttributeTraits traits) => traits.Type switch
    {
        AttributeType.Boolean => Missing(ScimJson.AsBoolean),
        AttributeType.Decimal or AttributeType.Integer => Missing(ExactNumber.Read),
        AttributeType.DateTime => Missing(ExactInstant.Read),
        AttributeType.Binary => Texts(StringComparison.Ordinal),
        _ => Texts(traits.CaseExact ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase),
    };

    // The key is found each time it is compared: a page has at most a few hundred resources.
    private static Func<JsonElement, JsonElement, int> Missing<T>(Func<JsonElement, T?> read)
        where T : struct, IComparable<T> => (x, y) => (read(x), read(y)) switch
        {
            ({ } left, { } right) => left.CompareTo(right),
            (var left, var right) => left.HasValue ? -1 : right.HasValue ? 1 : 0,
        };

    private static Func<JsonElement, JsonElement, int> Texts(StringComparison letters) => (x, y) => (TextOf(x), TextOf(y)) switch
    {
        ({ } left, { } right) => string.Compare(left, right, letters),
        (var left, var right) => left is not null ? -1 : right is not null ? 1 : 0,
    };

    // RFC 7643 §2.5: an empty text is no data either.
    private static string? TextOf(JsonElement value) => ScimJson.AsString(value) is { Length: > 0 } text ? text : null;

    private JsonElement ValueOf(JsonElement resource)
    {
        ScimJson.TryGet(resource, attribute, out var value);
        value = Singular(value);
        if (path.SubAttribute is not null)
        {
            ScimJson.TryGetProperty(value, path.SubAttribute, out value);
        }

        return Singular(value);
    }

    private static JsonElement Singular(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Array)
        {
            return value;
        }

        JsonElement first = default;
        foreach (var element in value.EnumerateArray())
        {
            if (ScimJson.TryGetProperty(element, "primary", out var primary) && ScimJson.AsBoolean(primary) == true)
            {
                return element;
            }

            first = first.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? element : first;
        }

        return first;
    }

    private static ScimException Refuse(string detail) => new(ScimError.InvalidValue(detail));
}
