using System.Text.Json;
using CsCheck;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Groups;
using Egnyte.ScimProxy.Groups.Changes;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim.Patching;

namespace Egnyte.ScimProxy.Tests.Groups;

/// <summary>The net change of any list of operations does what the operations do one by one, whatever the group was before.</summary>
public sealed class GroupPatchProperties
{
    private static readonly Gen<long> Person = Gen.Long[1, 6];

    // With repeated members, and with none.
    private static readonly Gen<long[]> People = Person.Array[0, 4];

    private static readonly Gen<Step> AnyStep = Gen.OneOf(
        People.Select(ids => new Step($$"""{"op":"add","path":"members","value":{{Listed(ids)}}}""", members => members.UnionWith(ids))),
        Person.Select(id => new Step($$$"""{"op":"Add","path":"members","value":{"value":"{{{id}}}"}}""", members => members.Add(id))),
        People.Select(ids => new Step($$$"""{"op":"add","value":{"members":{{{Listed(ids)}}}}}""", members => members.UnionWith(ids))),
        Person.Select(id => new Step($$"""{"op":"remove","path":"members[value eq \"{{id}}\"]"}""", members => members.Remove(id))),
        Gen.Select(
            Person,
            Person,
            (one, other) =>
                new Step(
                    $$"""{"op":"remove","path":"members[value eq \"{{one}}\" or value eq \"{{other}}\"]"}""", members => members.ExceptWith([one, other]))),
        People.Select(ids => new Step($$"""{"op":"Remove","path":"members","value":{{Listed(ids)}}}""", members => members.ExceptWith(ids))),
        Gen.Const(new Step("""{"op":"remove","path":"members"}""", members => members.Clear())),
        People.Select(ids => new Step($$"""{"op":"replace","path":"members","value":{{Listed(ids)}}}""", members => Become(members, ids))),
        People.Select(ids =>
            new Step($$$"""{"op":"replace","value":{"members":{{{Listed(ids)}}},"id":"g","displayName":"A"}}""", members => Become(members, ids))));

    [Fact]
    public void ANetChange_DoesWhatItsOperationsDoOneByOne() =>
        Gen.Select(AnyStep.Array[1, 8], People).Sample(
            (steps, before) =>
            {
                var expected = new HashSet<long>(before);
                Array.ForEach(steps, step => step.Do(expected));
                var change = Fold(steps);

                return change.AppliedTo(before).SetEquals(expected)
                    && change.IsDoneIn(expected)
                    && !change.Added.Intersect(change.Removed).Any()
                    && (!change.ReplacesMembers || (change.Added.ToHashSet().SetEquals(expected) && change.Removed.Count == 0));
            },
            iter: 20_000);

    /// <summary>What is so already may be dropped without changing what becomes of the group.</summary>
    [Fact]
    public void WhatIsLeftOfAChange_DoesTheSame() =>
        Gen.Select(AnyStep.Array[1, 8], People).Sample(
            (steps, before) =>
            {
                var change = Fold(steps);
                var rest = change.Without(new() { Id = "g", Members = [.. before.Distinct().Select(id => new EgnyteMember { Value = id })] });

                return change.ReplacesMembers || rest.AppliedTo(before).SetEquals(change.AppliedTo(before));
            },
            iter: 5_000);

    private static GroupChange Fold(Step[] steps)
    {
        using var body = JsonDocument.Parse($$"""{"Operations":[{{string.Join(',', steps.Select(step => step.Json))}}]}""");
        return GroupPatch.Fold(PatchRequest.Read(body.RootElement), GroupRules.None);
    }

    private static void Become(HashSet<long> members, long[] ids)
    {
        members.Clear();
        members.UnionWith(ids);
    }

    private static string Listed(long[] ids) => $"[{string.Join(',', ids.Select(id => $$"""{"$ref":null,"value":"{{id}}","display":"p"}"""))}]";

    private sealed record Step(string Json, Action<HashSet<long>> Do)
    {
        public override string ToString() => Json;
    }
}
