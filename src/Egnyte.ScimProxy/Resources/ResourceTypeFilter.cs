using Egnyte.ScimProxy.Mapping.Schemas;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;

namespace Egnyte.ScimProxy.Resources;

/// <summary>
/// What a filter over several kinds of resource means for one kind (RFC 7644 §3.4.2.1): an attribute that the kind has not got is one
/// without a value.
/// </summary>
/// <param name="Outcome">True or false where it is the same for every resource of the kind; null where the filter decides.</param>
/// <param name="Filter">What is left to ask; null where the outcome is known.</param>
internal readonly record struct ResourceTypeFilter(bool? Outcome, ScimFilter? Filter)
{
    private static readonly AttributePath ResourceType = AttributePath.Parse("meta.resourceType");

    public static ResourceTypeFilter Of(ScimFilter filter, ResourceOperations resource, ResourceSchema schema) => filter switch
    {
        AndFilter both => And(Of(both.Left, resource, schema), Of(both.Right, resource, schema)),
        OrFilter either => Or(Of(either.Left, resource, schema), Of(either.Right, resource, schema)),
        NotFilter not => Not(Of(not.Inner, resource, schema)),
        ComparisonFilter { Operator: FilterOperator.Equal, Value: { Kind: FilterValueKind.String, Text: { } name } } type when type.Path == ResourceType =>
            Known(name == resource.Name),
        ComparisonFilter comparison when schema.TraitsOf(comparison.Path) is null => Known(IsTrueOfNothing(comparison)),
        ValuePathFilter elements when schema.TraitsOf(elements.Path) is null => Known(false),
        ValuePathComparisonFilter elements when schema.TraitsOf(elements.Path) is null => Known(false),
        _ => new(null, filter),
    };

    private static ResourceTypeFilter Known(bool outcome) => new(outcome, null);

    private static ResourceTypeFilter Not(ResourceTypeFilter inner) => inner.Outcome is { } outcome ? Known(!outcome) : new(null, new NotFilter(inner.Filter!));

    private static ResourceTypeFilter And(ResourceTypeFilter left, ResourceTypeFilter right) => (left.Outcome, right.Outcome) switch
    {
        (false, _) or (_, false) => Known(false),
        (true, _) => right,
        (_, true) => left,
        _ => new(null, new AndFilter(left.Filter!, right.Filter!)),
    };

    private static ResourceTypeFilter Or(ResourceTypeFilter left, ResourceTypeFilter right) => (left.Outcome, right.Outcome) switch
    {
        (true, _) or (_, true) => Known(true),
        (false, _) => right,
        (_, false) => left,
        _ => new(null, new OrFilter(left.Filter!, right.Filter!)),
    };

    private static bool IsTrueOfNothing(ComparisonFilter comparison) => comparison switch
    {
        { Operator: FilterOperator.NotEqual, Value.Kind: not FilterValueKind.Null } => true,
        { Operator: FilterOperator.Equal, Value.Kind: FilterValueKind.Null } => true,
        _ => false,
    };
}
