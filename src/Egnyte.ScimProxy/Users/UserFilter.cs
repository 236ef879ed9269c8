using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Schemas;
using Egnyte.ScimProxy.Scim.Filters;
using Egnyte.ScimProxy.Scim.Filters.Evaluation;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Users;

/// <summary>
/// The part of a filter that Egnyte was not asked. It is held against the user as the client sees it, except that a user name means what
/// a look-up by it means (behaviour.md §2 note 2): in e-mail form it is not the name that is shown.
/// </summary>
internal sealed class UserFilter
{
    private readonly Func<EgnyteUser, JsonElement, bool> _test;

    private UserFilter(Func<EgnyteUser, JsonElement, bool> test) => _test = test;

    /// <summary>Prepares a filter; null where it compares a user name for which there is no look-up.</summary>
    public static UserFilter? Compile(ScimFilter filter, MappingProfile profile, TenantSettings settings, ResourceSchema schema) =>
        TestOf(filter, profile, settings, schema) is { } test ? new UserFilter(test) : null;

    /// <param name="user">What Egnyte has.</param>
    /// <param name="shown">The same as the client sees it.</param>
    public bool Matches(EgnyteUser user, JsonElement shown) => _test(user, shown);

    private static Func<EgnyteUser, JsonElement, bool>? TestOf(ScimFilter filter, MappingProfile profile, TenantSettings settings, ResourceSchema schema)
    {
        if (!FilterAttributes.Comparisons(filter).Any(part => NamesAUser(part, profile)))
        {
            var evaluator = FilterEvaluator.Compile(filter, schema.TraitsOf);
            return (_, shown) => evaluator.Matches(shown);
        }

        switch (filter)
        {
            case AndFilter both:
                return (Test(both.Left), Test(both.Right)) is ({ } first, { } second) ? (user, shown) => first(user, shown) && second(user, shown) : null;
            case OrFilter either:
                return (Test(either.Left), Test(either.Right)) is ({ } one, { } other) ? (user, shown) => one(user, shown) || other(user, shown) : null;
            case NotFilter not:
                return Test(not.Inner) is { } inner ? (user, shown) => !inner(user, shown) : null;
            default:
                var comparison = (ComparisonFilter)filter;
                var isEqual = comparison.Operator is FilterOperator.Equal;
                return UserQuery.OfUserName(comparison.Value is { Text: { } text } ? text : "", profile, settings) switch
                {
                    UserQuery.ByField named => (user, _) => named.Matches(user) == isEqual,
                    UserQuery.NoUser => (_, _) => !isEqual,
                    _ => null,
                };
        }

        Func<EgnyteUser, JsonElement, bool>? Test(ScimFilter part) => TestOf(part, profile, settings, schema);
    }

    private static bool NamesAUser(ScimFilter part, MappingProfile profile) =>
        part is ComparisonFilter { Operator: FilterOperator.Equal or FilterOperator.NotEqual, Value: { Kind: FilterValueKind.String } } comparison
            && profile.IndexOf(comparison.Path) == profile.UserName
            && profile.UserName >= 0;
}
