using System.Text.Json;
using CsCheck;
using Egnyte.ScimProxy.Groups;
using Egnyte.ScimProxy.Groups.Changes;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Patching;

namespace Egnyte.ScimProxy.Tests.Groups;

public sealed class GroupPatchTests
{
    private static readonly Gen<long[]> Members = Gen.Long[1, 6].Array[0, 4];

    /// <summary>An operation as JSON, and what it does to a set.</summary>
    private static readonly Gen<(string Json, Action<HashSet<long>> Apply)> Operation = Gen.OneOf(
        Members.Select(ids => ($$"""{"op":"add","path":"members","value":{{List(ids)}}}""", Act(set => set.UnionWith(ids)))),
        Members.Select(ids => ($$"""{"op":"Add","value":{"members":{{List(ids)}} } }""", Act(set => set.UnionWith(ids)))),
        Gen.Long[1, 6].Select(id => ($$"""{"op":"remove","path":"members[value eq \"{{id}}\"]"}""", Act(set => set.Remove(id)))),
        Gen.Long[1, 6].Select(id => ($$"""{"op":"Remove","path":"members","value":{"value":"{{id}}"} }""", Act(set => set.Remove(id)))),
        Members.Where(ids => ids.Length > 0).Select(ids => ($$"""{"op":"remove","path":"members","value":{{List(ids)}}}""", Act(set => set.ExceptWith(ids)))),
        Members.Select(ids => ($$"""{"op":"replace","path":"members","value":{{List(ids)}}}""", Act(set => ReplaceWith(set, ids)))),
        Members.Select(ids => ($$"""{"op":"replace","value":{"id":"g","displayName":"A","members":{{List(ids)}} } }""", Act(set => ReplaceWith(set, ids)))),
        Gen.Const(("""{"op":"remove","path":"members"}""", Act(set => set.Clear()))),
        Gen.Const(("""{"op":"replace","path":"displayName","value":"A"}""", Act(_ => { }))));

    [Fact]
    public void OperationsFolded_AreTheOperationsOneByOne() =>
        Gen.Select(Operation.Array[1, 8], Members).Sample(
            (operations, present) =>
            {
                var expected = present.ToHashSet();
                foreach (var (_, apply) in operations)
                {
                    apply(expected);
                }

                var change = Fold(string.Join(",", operations.Select(operation => operation.Json)));

                return change.AppliedTo(present).SetEquals(expected) && !change.Added.Intersect(change.Removed).Any();
            },
            iter: 3000);

    [Fact]
    public void WhatIsSent_DoesWhatTheFoldSays() =>
        Gen.Select(Operation.Array[1, 8], Members).Sample(
            (operations, present) =>
            {
                var change = Fold(string.Join(",", operations.Select(operation => operation.Json)));
                if (change.ReplacesMembers)
                {
                    return change.AppliedTo(present).SetEquals(change.Added);
                }

                var sent = change.ToEgnyteDelta().Members ?? [];
                var after = present.Except(sent.Where(member => member.Operation == "delete").Select(member => member.Value))
                    .Union(sent.Where(member => member.Operation is null).Select(member => member.Value));
                return change.AppliedTo(present).SetEquals(after);
            },
            iter: 3000);

    [Theory]
    [InlineData("""{"op":"replace","path":"displayName","value":"B"}""", "B")]
    [InlineData("""{"op":"add","path":"urn:ietf:params:scim:schemas:core:2.0:Group:displayName","value":"B"}""", "B")]
    [InlineData("""{"op":"replace","value":{"id":"g","displayName":"B"}}""", "B")]
    [InlineData("""{"op":"replace","value":{"urn:ietf:params:scim:schemas:core:2.0:Group:displayName":"B"}}""", "B")]
    [InlineData("""{"op":"replace","value":{"URN:ietf:params:scim:schemas:CORE:2.0:group":{"DISPLAYNAME":"B","id":"g"}}}""", "B")]
    [InlineData("""{"op":"add","path":"urn:ietf:params:scim:schemas:core:2.0:Group","value":{"displayName":"B"}}""", "B")]
    [InlineData("""{"op":"replace","value":{"displayName":"B","urn:ietf:params:scim:schemas:core:2.0:Group:displayName":"B"}}""", "B")]
    [InlineData("""{"op":"replace","value":{"http://schemas.example.com/2006/11/Group":{"displayName":"B"},"urn:x:y:displayName":"B"}}""", null)]
    [InlineData("""{"op":"replace","path":"displayName","value":"B"},{"op":"replace","path":"displayName","value":"C"}""", "C")]
    [InlineData("""{"op":"replace","path":"externalId","value":"x"}""", null)]
    [InlineData("""{"op":"replace","value":{"id":"g","schemas":[],"meta":{}}}""", null)]
    public void AName_IsTheLastOne(string operations, string? name)
    {
        var change = Fold(operations);

        Assert.Equal(name, change.DisplayName);
        Assert.Equal(name is null, change.IsEmpty);
    }

    [Theory]
    [InlineData("""{"op":"remove","path":"members[value eq \"1\" or value eq \"2\"]"}""", new long[] { 1, 2 })]
    [InlineData("""{"op":"remove","path":"members[value eq \"jane\"]"}""", new long[0])]
    [InlineData("""{"op":"remove","path":"members","value":[{"value":"jane"},{"value":7},"8"]}""", new long[] { 7, 8 })]
    [InlineData("""{"op":"remove","path":"members","value":[]}""", new long[0])]
    // documented by Salesforce
    [InlineData("""{"op":"remove","path":"members","value":{"members":[{"value":"7"},{"value":"8"}]}}""", new long[] { 7, 8 })]
    [InlineData("""{"op":"remove","path":"members","value":{"Members":["7"]}}""", new long[] { 7 })]
    [InlineData("""{"op":"remove","path":"members","value":{"members":[]}}""", new long[0])]
    [InlineData(
        """{"op":"remove","path":"members","value":[{"$ref":"https://scim.example.com/scim/v2/Users/7"},{"$REF":"../Users/8/"}]}""", new long[] { 7, 8 })]
    [InlineData("""{"op":"remove","path":"members","value":[{"value":null,"$ref":"Users/7"}]}""", new long[] { 7 })]
    [InlineData("""{"op":"remove","path":"members","value":[{"value":"7","$ref":"https://scim.example.com/scim/v2/users/7?x=1"}]}""", new long[] { 7 })]
    [InlineData("""{"op":"remove","path":"members","value":{"value":[{"value":"7"},"8"]}}""", new long[] { 7, 8 })]
    [InlineData("""{"op":"remove","path":"members","value":[{"value":{"value":"7"}}]}""", new long[] { 7 })]
    [InlineData("""{"op":"remove","path":"URN:ietf:params:scim:schemas:core:2.0:GROUP:Members","value":"7"}""", new long[] { 7 })]
    public void ARemoval_InAnyShape_TakesThoseListedAndNobodyElse(string operation, long[] removed)
    {
        var change = Fold(operation);

        Assert.Equal(removed, change.Removed);
        Assert.False(change.ReplacesMembers);
    }

    [Theory]
    [InlineData("""{"op":"remove","path":"members","value":[null]}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":null}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":[{}]}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":{}}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":""}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":" "}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":"7,8"}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":true}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":[{"value":null}]}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":[{"value":"7"},{"value":""}]}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":[{"value":"7"},{}]}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":[["7"]]}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":[1.5]}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":[{"display":"Jane"}]}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":[{"$ref":"https://scim.example.com/7"}]}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":[{"$ref":"https://scim.example.com/scim/v2/Groups/7"}]}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":[{"value":"7","type":"Group"}]}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":[{"value":"7","$ref":"../Users/8"}]}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":[{"value":"7","$ref":7}]}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":{"value":{"value":{"value":"7"}}}}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":{"members":[{"value":"7"}],"value":"8"}}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":[{"value":"7","Value":"8"}]}""", "invalidSyntax")]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"7","$ref":"../Users/8"}]}""", "invalidValue")]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"7","type":"Device"}]}""", "invalidValue")]
    [InlineData("""{"op":"add","path":"members","value":"x y"}""", "invalidValue")]
    [InlineData("""{"op":"add","path":"member","value":[{"value":"7"}]}""", "invalidPath")]
    [InlineData("""{"op":"remove","path":"member[value eq \"7\"]"}""", "invalidPath")]
    [InlineData("""{"op":"replace","path":"displayName.value","value":"B"}""", "invalidPath")]
    [InlineData("""{"op":"replace","path":"displayName[type eq \"x\"]","value":"B"}""", "invalidPath")]
    [InlineData("""{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:Group:displayName.value","value":"B"}""", "invalidPath")]
    [InlineData("""{"op":"replace","value":{"members[value eq \"1\"]":[]}}""", "invalidPath")]
    [InlineData("""{"op":"add","value":{"members[value eq \"1\"]":[{"value":"1"}]}}""", "invalidPath")]
    [InlineData("""{"op":"replace","value":{"members.value":"1"}}""", "invalidPath")]
    [InlineData("""{"op":"replace","value":{"members[0]":{"value":"1"}}}""", "invalidPath")]
    [InlineData("""{"op":"replace","value":{"displayName[type eq \"x\"]":"B"}}""", "invalidPath")]
    [InlineData("""{"op":"replace","value":{"displayName.value":"B"}}""", "invalidPath")]
    [InlineData("""{"op":"replace","value":{"not a path":"B"}}""", "invalidPath")]
    [InlineData("""{"op":"replace","value":{"member":[]}}""", "invalidPath")]
    [InlineData("""{"op":"replace","value":{"urn:ietf:params:scim:schemas:core:2.0:Group":"B"}}""", "invalidValue")]
    [InlineData("""{"op":"replace","value":{"displayName":"A","urn:ietf:params:scim:schemas:core:2.0:Group:displayName":"B"}}""", "invalidValue")]
    [InlineData("""{"op":"replace","value":{"displayName":"A","DisplayName":"B"}}""", "invalidSyntax")]
    [InlineData("""{"op":"remove","path":"urn:ietf:params:scim:schemas:core:2.0:Group"}""", "noTarget")]
    [InlineData("""{"op":"remove","path":"displayName"}""", "invalidValue")]
    [InlineData("""{"op":"replace","path":"displayName","value":""}""", "invalidValue")]
    [InlineData("""{"op":"replace","path":"displayName","value":7}""", "invalidValue")]
    [InlineData("""{"op":"replace","path":"id","value":"h"}""", "mutability")]
    [InlineData("""{"op":"remove","path":"meta"}""", "mutability")]
    [InlineData("""{"op":"replace","path":"members[value eq \"1\"].display","value":"x"}""", "invalidPath")]
    [InlineData("""{"op":"add","path":"members[value eq \"1\"]","value":"1"}""", "invalidPath")]
    [InlineData("""{"op":"remove","path":"members[display eq \"Jane\"]"}""", "invalidPath")]
    [InlineData("""{"op":"remove","path":"members[value ne \"1\"]"}""", "invalidPath")]
    [InlineData("""{"op":"remove","path":"members[value eq \"1\" and type eq \"User\"]"}""", "invalidPath")]
    [InlineData("""{"op":"remove","path":"members[value eq \"\"]"}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members[value eq \"1 \"]"}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members[value eq \"1\" or value eq \"1,2\"]"}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members[value eq 1.0]"}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":{"members":null}}""", "invalidValue")]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"1","operation":"delete"}]}""", "invalidValue")]
    [InlineData("""{"op":"replace","value":{"$.displayName":"x"}}""", "invalidPath")]
    [InlineData("""{"op":"replace","value":{"urn:ietf:params:scim:schemas:core:2.0:Group.displayName":"x"}}""", "invalidPath")]
    [InlineData("""{"op":"replace","value":{"urn:ietf:params:scim:schemas:core:2.0:members":[]}}""", "invalidPath")]
    [InlineData("""{"op":"replace","value":{"urn:ietf:params:scim:schemas:core:2.0":{"members":[]}}}""", "invalidPath")]
    [InlineData("""{"op":"replace","value":{"urn:ietf:params:scim:schemas:core:2.0:User:members":[]}}""", "invalidPath")]
    [InlineData("""{"op":"replace","value":{"urn:scim:schemas:core:1.0":{"members":[]}}}""", "invalidPath")]
    [InlineData("""{"op":"remove","path":"urn:ietf:params:scim:schemas:core:2.0:User:members"}""", "invalidPath")]
    [InlineData("""{"op":"add","path":"urn:scim:schemas:core:1.0:members","value":"1"}""", "invalidPath")]
    [InlineData("""{"op":"replace","value":{"members:value":[]}}""", "invalidPath")]
    [InlineData("""{"op":"replace","value":{"x:members":[]}}""", "invalidPath")]
    [InlineData("""{"op":"remove","path":"urn:ietf:params:scim:schemas:core:2.0:Group:x:members"}""", "invalidPath")]
    [InlineData("""{"op":"add","path":"members.value","value":"1"}""", "invalidPath")]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"jane"}]}""", "invalidValue")]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"1","type":"Group"}]}""", "invalidValue")]
    [InlineData("""{"op":"copy","path":"members"}""", "invalidSyntax")]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"1"}]},{"op":"remove"}""", "noTarget")]
    public void AnOperationThatCannotBeDone_RefusesTheWholePatch(string operations, string scimType) =>
        Assert.Equal(scimType, Assert.Throws<ScimException>(() => Fold(operations)).Error.ScimType);

    private static GroupChange Fold(string operations) =>
        GroupPatch.Fold(PatchRequest.Read(JsonElement.Parse($$"""{"Operations":[{{operations}}]}"""), GroupReader.Schemas), GroupRules.None);

    private static string List(long[] ids) => $"[{string.Join(",", ids.Select(id => $$"""{"value":"{{id}}"}"""))}]";

    private static Action<HashSet<long>> Act(Action<HashSet<long>> action) => action;

    private static void ReplaceWith(HashSet<long> set, long[] ids)
    {
        set.Clear();
        set.UnionWith(ids);
    }
}
