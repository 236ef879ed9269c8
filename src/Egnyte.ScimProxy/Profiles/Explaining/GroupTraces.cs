using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Groups;
using Egnyte.ScimProxy.Groups.Changes;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Transforms;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;

namespace Egnyte.ScimProxy.Profiles.Explaining;

/// <summary>What the group rules did with a name, told like the rules of users, and which members there are.</summary>
internal sealed class GroupTraces(GroupRules rules)
{
    private static readonly AttributePath DisplayName = AttributePath.Parse("displayName");
    private static readonly AttributeRule Members = RuleOf(AttributePath.Parse("members"), []);

    private AttributeRule Written => RuleOf(DisplayName, rules.Steps);

    private AttributeRule LookedUp => RuleOf(DisplayName, rules.LookUpSteps);

    /// <param name="written">The request as the client wrote it, before the rules.</param>
    public IReadOnlyList<RuleTrace> OfWrite(GroupChange written) => [OfName(written.DisplayName), OfMembers(written)];

    public IReadOnlyList<RuleTrace> OfRead(EgnyteGroup present)
    {
        var name = MappedValue.Of(present.DisplayName);
        var shown = WriteTrace.Quoted(MappedValue.Of(rules.ToScim(present.DisplayName)));
        return
        [
            new RuleTrace(Written, name, RuleSteps.Back(Written, name).Steps, RuleOutcome.Shown, $"shown as {shown}"),
            present.Members is { } members
                ? new RuleTrace(Members, MappedValue.Of($"{members.Count}"), [], RuleOutcome.Shown, "shown as users")
                : new RuleTrace(Members, MappedValue.None, [], RuleOutcome.Untouched, "Egnyte tells none"),
        ];
    }

    /// <param name="filter">The client's filter.</param>
    /// <param name="query">What is made of it; null if it is rejected.</param>
    public IReadOnlyList<RuleTrace> OfFilter(ScimFilter filter, GroupQuery? query)
    {
        var because = query is GroupQuery.Page { EgnyteFilter: { } asked } ? $"Egnyte is asked for {asked}" : "not asked of Egnyte";
        return [.. FilterAttributes.Comparisons(filter).OfType<ComparisonFilter>().Where(part => IsName(part.Path)).Select(OfComparison)];

        RuleTrace OfComparison(ComparisonFilter part)
        {
            var literal = FilterExplainer.PartOf(part).Literal;
            var steps = part.Operator is FilterOperator.Equal ? RuleSteps.Forward(LookedUp, literal) : RuleSteps.None;
            return new RuleTrace(
                LookedUp, literal, steps.Steps, RuleOutcome.Asked, steps.Refusal is { } refusal ? $"no group can have it: {refusal.Detail}" : because);
        }
    }

    private static bool IsName(AttributePath path) =>
        path.SubAttribute is null && path.Attribute.Equals(DisplayName.Attribute, StringComparison.OrdinalIgnoreCase);

    private RuleTrace OfName(string? name)
    {
        if (name is null)
        {
            return new RuleTrace(Written, MappedValue.None, [], RuleOutcome.Untouched, "not given");
        }

        var steps = RuleSteps.Forward(Written, MappedValue.Of(name)).Steps;
        try
        {
            var sent = MappedValue.Of(rules.ToEgnyte(name));
            return new RuleTrace(Written, MappedValue.Of(name), steps, RuleOutcome.Sent, $"sent as displayName {WriteTrace.Quoted(sent)}") { Sent = sent };
        }
        catch (ScimException)
        {
            return new RuleTrace(Written, MappedValue.Of(name), steps, RuleOutcome.Refused, "refused: it is the error below");
        }
    }

    private static RuleTrace OfMembers(GroupChange written) =>
        written.ReplacesMembers ? SentMembers($"{written.Added.Count}", "sent as all members")
        : written.Added.Count + written.Removed.Count > 0
            ? SentMembers($"{written.Added.Count} to add, {written.Removed.Count} to remove", "sent as a change of the members")
        : new RuleTrace(Members, MappedValue.None, [], RuleOutcome.Untouched, "not given");

    private static RuleTrace SentMembers(string seen, string because) => new(Members, MappedValue.Of(seen), [], RuleOutcome.Sent, because);

    private static AttributeRule RuleOf(AttributePath path, IReadOnlyList<Transform> steps) => new(path, path.Attribute, MappedType.Text)
    {
        Field = new EgnyteUserField(path.Attribute, MappedType.Text),
        Steps = [.. steps.Select(step => new RuleStep(step, []))],
    };
}
