using System.Globalization;
using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;
using Egnyte.ScimProxy.Scim.Filters.Parsing;
using Egnyte.ScimProxy.Tenants;
using Egnyte.ScimProxy.Users;
using Egnyte.ScimProxy.Users.Answers;

namespace Egnyte.ScimProxy.Profiles.Explaining;

/// <summary>Says what becomes of a filter: what Egnyte is asked, and whether a user that is there is found.</summary>
internal sealed class FilterExplainer(TenantMapping mapping, UserWriter writer)
{
    private const string Users = "/pubapi/v2/users";

    public Explanation Explain(JsonElement input, EgnyteUser? present)
    {
        var explanation = new Explanation(SampleOperation.Filter);
        try
        {
            var filter = ScimFilterParser.Parse(input.GetString()!);
            explanation = explanation with { Rules = TracesOf(filter, null) };
            var query = UserQuery.From(filter, mapping.Profile, mapping.Settings, mapping.UserSchema);
            var matches = present is null ? (bool?)null : IsFound(query, present);
            return explanation with
            {
                Rules = TracesOf(filter, query),
                Request = RequestOf(query),
                Matches = matches,
                Shown = matches is true ? writer.Show(present!, Explainer.BaseUrl, query.UserName) : null,
                Notes = [.. Notes(query, matches)],
            };
        }
        catch (ScimException refused)
        {
            return explanation with { Error = refused.Error };
        }
    }

    private static EgnyteRequest? RequestOf(UserQuery query) => query switch
    {
        UserQuery.NoUser => null,
        UserQuery.ById { Id: var id } => new EgnyteRequest("GET", $"{Users}/{id}"),
        UserQuery.ByField field => Page(Users, field.EgnyteFilter),
        _ => Page(Users, null),
    };

    /// <summary>The first page of a list, as Egnyte is asked for it.</summary>
    public static EgnyteRequest Page(string path, string? filter) => new("GET", path)
    {
        Query = new OrderedDictionary<string, string>(
        [
            new("startIndex", "1"),
            new("count", EgnyteLists.MaxPage.ToString(CultureInfo.InvariantCulture)),
            .. filter is null ? Array.Empty<KeyValuePair<string, string>>() : [new("filter", filter)],
        ]),
    };

    private bool IsFound(UserQuery query, EgnyteUser present)
    {
        var isCandidate = query switch
        {
            UserQuery.NoUser => false,
            UserQuery.ById { Id: var id } => id.Value == present.Id,
            UserQuery.ByField field => field.Matches(present),
            _ => true,
        };
        if (!isCandidate || query.Rest is not { } rest)
        {
            return isCandidate;
        }

        query.RequireTold([present]);
        return rest.Matches(present, writer.Show(present, Explainer.BaseUrl, query.UserName));
    }

    private static IEnumerable<string> Notes(UserQuery query, bool? matches)
    {
        if (query is UserQuery.NoUser)
        {
            yield return "Nothing is asked: no account can have this value, and the answer is an empty list.";
        }

        if (query is UserQuery.Scan)
        {
            yield return "Every user is read, page by page, within MaxScanCalls.";
        }

        if (query.Rest is not null)
        {
            yield return "What Egnyte is not asked is held against the accounts that it finds.";
        }

        if (matches is false)
        {
            yield return "The present user is not found: the account does not read back as the filter says.";
        }
    }

    private List<RuleTrace> TracesOf(ScimFilter filter, UserQuery? query)
    {
        var traces = new List<RuleTrace>();
        foreach (var part in FilterAttributes.Comparisons(filter))
        {
            var (path, literal) = PartOf(part);
            if (UserQuery.IndexOf(MappingProfile.WithoutCoreSchema(path), mapping.Profile) is not (var index and >= 0)
                || mapping.Profile.Rules[index] is not { IsInput: false } rule)
            {
                continue;
            }

            var steps = rule.IsSoleInput && !literal.IsNone ? RuleSteps.Forward(rule, literal) : RuleSteps.None;
            var isAsked = query is UserQuery.ByField field && field.EgnyteFilter == $"{rule.Field?.Name} eq \"{steps.Result}\"";
            traces.Add(new RuleTrace(rule, literal, steps.Steps, RuleOutcome.Asked, steps switch
            {
                { Refusal: { } refusal } => $"no user can have it: {refusal.Detail}",
                _ when isAsked => $"asked of Egnyte as {rule.Field!.Name} eq \"{steps.Result}\"",
                _ when !rule.IsSoleInput => "cannot be asked: what Egnyte has is made of other attributes as well",
                _ => "not asked of Egnyte",
            }));
        }

        return traces;
    }

    public static (AttributePath Path, MappedValue Literal) PartOf(ScimFilter part) => part switch
    {
        ComparisonFilter comparison => (comparison.Path, LiteralOf(comparison.Value)),
        ValuePathComparisonFilter element => (element.Path, LiteralOf(element.Value)),
        ValuePathFilter { Filter: ComparisonFilter inner } element => (element.Path, LiteralOf(inner.Value)),
        ValuePathFilter element => (element.Path, MappedValue.None),
        _ => throw new ArgumentException("Not a comparison.", nameof(part)),
    };

    private static MappedValue LiteralOf(FilterValue? value) =>
        value is not { } known ? MappedValue.None : MappedValue.Of(known.Kind is FilterValueKind.String ? known.Text : known.ToString());
}
