using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Answers;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Groups;
using Egnyte.ScimProxy.Groups.Changes;
using Egnyte.ScimProxy.Groups.Members;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters.Parsing;
using Egnyte.ScimProxy.Scim.Patching;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Profiles.Explaining;

/// <summary>Says what a profile does with a request about a group, as <see cref="Explainer"/> does for users.</summary>
internal sealed class GroupExplainer(TenantMapping mapping)
{
    private const string Groups = "/pubapi/v2/groups";

    private GroupRules Rules => mapping.Profile.Groups;

    private GroupTraces Traces => new(Rules);

    public Explanation Explain(ExplainRequest question)
    {
        var explanation = new Explanation(question.Operation) { IsOfGroup = true };
        EgnyteGroup? present;
        try
        {
            present = question.Present is { } json ? EgnyteJson.ReadGroup(json) : null;
        }
        catch (JsonException broken)
        {
            return explanation with { Missing = $"The present group is none that Egnyte would answer: {Explainer.WhatIsWrong(broken)}" };
        }

        try
        {
            return question.Operation switch
            {
                SampleOperation.Filter => Filter(explanation, question.Input, present),
                SampleOperation.Read => Read(explanation, present),
                _ => Write(explanation, question, present),
            };
        }
        catch (ScimException rejected)
        {
            return explanation with { Error = rejected.Error };
        }
    }

    private Explanation Read(Explanation explanation, EgnyteGroup? present) =>
        present is null ? explanation with { Missing = "There is no group to read: give a group as Egnyte answers it." }
        : !Rules.Shows(present.DisplayName) ? Hidden(explanation)
        : explanation with { Rules = Traces.OfRead(present), Request = new EgnyteRequest("GET", $"{Groups}/{present.Id}"), Shown = Show(present) };

    private Explanation Write(Explanation explanation, ExplainRequest question, EgnyteGroup? present)
    {
        // The same request without the profile's rules: what the client wrote.
        var written = ChangeOf(question, new GroupRules { SkipsMembers = Rules.SkipsMembers });
        explanation = explanation with { Rules = Traces.OfWrite(written) };
        GroupChange change;
        try
        {
            change = ChangeOf(question, Rules);
        }
        catch (ScimException rejected)
        {
            return explanation with { Error = rejected.Error };
        }

        if (question.Operation is SampleOperation.Create)
        {
            present = null;
        }
        else if (present is not null && !Rules.Shows(present.DisplayName))
        {
            return Hidden(explanation);
        }

        var isWhole = question.Operation is SampleOperation.Create || change.ReplacesMembers;
        var name = change.DisplayName ?? present?.DisplayName;
        if (isWhole && name is null)
        {
            return explanation with
            {
                Missing = "The name is sent beside the members: give the Egnyte group as \"present\", and the body as \"request\" beside it.",
            };
        }

        return explanation with
        {
            Request = change.IsEmpty ? null : new EgnyteRequest(MethodOf(question.Operation, isWhole), AddressOf(question.Operation, present))
            {
                Body = EgnyteJson.Write(isWhole ? GroupMembers.Whole(name, change.Added) : change.ToEgnyteDelta()),
            },
            Shown = question.Operation is SampleOperation.Create || present is not null ? Show(After(present, change)) : null,
            Notes = [.. Notes(question.Operation, change, isWhole)],
        };
    }

    private static GroupChange ChangeOf(ExplainRequest question, GroupRules rules) => question.Operation is SampleOperation.Patch
        ? GroupPatch.Fold(PatchRequest.Read(question.Input, GroupReader.Schemas), rules)
        : GroupReader.Read(question.Input, rules);

    private static string MethodOf(SampleOperation operation, bool isWhole) => operation is SampleOperation.Create ? "POST" : isWhole ? "PUT" : "PATCH";

    private static string AddressOf(SampleOperation operation, EgnyteGroup? present) =>
        operation is SampleOperation.Create ? Groups : $"{Groups}/{present?.Id ?? "{id}"}";

    // Egnyte's lists have no members: of such a group the members after a change are not known.
    private static EgnyteGroup After(EgnyteGroup? present, GroupChange change)
    {
        var known = (present?.Members ?? []).ToDictionary(member => member.Value);
        return new EgnyteGroup
        {
            Id = present?.Id ?? "1",
            DisplayName = change.DisplayName ?? present?.DisplayName,
            Members = present is { Members: null } && !change.ReplacesMembers
                ? null
                : [.. change.AppliedTo(known.Keys).Order().Select(member => known.GetValueOrDefault(member) ?? new EgnyteMember { Value = member })],
        };
    }

    private static IEnumerable<string> Notes(SampleOperation operation, GroupChange change, bool isWhole)
    {
        if (change.IsEmpty)
        {
            yield return "Nothing is sent: none of it is mapped.";
        }

        if (change.Malformed > 0)
        {
            yield return $"Members without an Egnyte user id are skipped, counted and logged: {change.Malformed}.";
        }

        if (operation is not SampleOperation.Create && !change.IsEmpty)
        {
            yield return isWhole
                ? "The members are replaced: Egnyte's PUT takes the name and all members."
                : "This is the form of GroupPatchForm delta, and of auto. The setting may say another one; auto reads the group first until "
                    + "Egnyte has shown that its PATCH keeps the other members.";
        }
    }

    private Explanation Filter(Explanation explanation, JsonElement input, EgnyteGroup? present)
    {
        var filter = ScimFilterParser.Parse(input.GetString()!);
        explanation = explanation with { Rules = Traces.OfFilter(filter, null) };
        GroupQuery query;
        try
        {
            query = GroupQuery.From(filter, mapping.Settings, Rules);
        }
        catch (ScimException rejected)
        {
            return explanation with { Error = rejected.Error };
        }

        var matches = present is null ? (bool?)null : IsFound(query, present);
        return explanation with
        {
            Rules = Traces.OfFilter(filter, query),
            Request = query switch
            {
                GroupQuery.Nothing => null,
                GroupQuery.ById { Id: var id } => new EgnyteRequest("GET", $"{Groups}/{id}"),
                _ => FilterExplainer.Page(Groups, (query as GroupQuery.Page)?.EgnyteFilter),
            },
            Matches = matches,
            Shown = matches is true ? Show(present!) : null,
            Notes = [.. Notes(query)],
        };
    }

    private bool IsFound(GroupQuery query, EgnyteGroup present) => Rules.Shows(present.DisplayName)
        && query switch
        {
            GroupQuery.Nothing => false,
            GroupQuery.ById { Id: var id } => id.Equals(present.Id, StringComparison.OrdinalIgnoreCase),
            GroupQuery.Page page => page.Matches(present),
            _ => true,
        }
        && query.Rest?.Matches(Show(present)) is not false;

    private static IEnumerable<string> Notes(GroupQuery query)
    {
        if (query is GroupQuery.Nothing)
        {
            yield return "Nothing is asked: no group can be found, and the answer is an empty list.";
        }

        if (query is GroupQuery.Scan)
        {
            yield return "Every group is read, page by page, within MaxScanCalls.";
        }

        if (!query.IsWhole && query is not GroupQuery.Nothing)
        {
            yield return "What Egnyte is not asked is held against the groups that it finds.";
        }
    }

    private Explanation Hidden(Explanation explanation) => explanation with
    {
        Rules = [],
        Error = EgnyteGroupId.NotFound,
        Notes = [$"The profile does not show this group to the client (groups.shown: {Rules.ShownText})."],
    };

    private JsonElement Show(EgnyteGroup group) => JsonBuffer.ToElement(new GroupView(Rules.AsShown(group), Explainer.BaseUrl, null), GroupWriter.Write);
}
