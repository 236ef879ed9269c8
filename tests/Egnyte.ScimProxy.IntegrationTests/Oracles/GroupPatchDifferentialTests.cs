using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Groups;
using Egnyte.ScimProxy.Groups.Members;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Patching;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>Our PATCH of a group against scim-patch: the name and the members that shall be.</summary>
[Collection<OneOracleForAll>]
public sealed class GroupPatchDifferentialTests(OracleProcess oracle)
{
    private const int Pairs = 4000;

    [Fact]
    public async Task APatchOfAGroup_ComesToTheSame_OrIsRefusedByBoth()
    {
        var pairs = GeneratedPatches.Of(Gen.Select(GroupPatchGenerators.Present, GroupPatchGenerators.Operations), Pairs)
            .ConvertAll(pair => (Group: Group(pair.Item1), Operations: pair.Item2.Select(operation => JsonNode.Parse(operation)!.AsObject()).ToList()));
        var translated = pairs.ConvertAll(pair => GroupPatchTranslation.Instance.Translate(Shown(pair.Group), pair.Operations));

        var answers = await oracle.AskAsync<PatchQuestion, PatchAnswer>(translated.ConvertAll(it => it.Question));

        var results = pairs.Zip(translated, answers)
            .Select(asked =>
                (asked, Ours: Ours(asked.First.Group, asked.First.Operations), Theirs: GroupPatchTranslation.Instance.Read(asked.Second, asked.Third)))
            .ToList();
        Assert.All(results, result => Assert.True(
            result.Ours == result.Theirs,
            $"""
            {GeneratedPatches.Text(result.asked.First.Operations)} on {Shown(result.asked.First.Group).ToJsonString()}
            asked as {GeneratedPatches.Text(result.asked.Second.Operations)}
            we:         {result.Ours}
            the oracle: {result.Theirs} {result.asked.Third.Error}
            """));
        Assert.InRange(results.Count(result => result.Ours != PatchTranslation.Refused), Pairs / 4, Pairs * 7 / 8);
    }

    [Fact]
    public Task EachAcceptedDifference_IsStillOne_AndIsTheOnlyReasonOfItsExample() => GeneratedPatches.AssertStillDifferentAsync(
        oracle, GroupPatchTranslation.Instance, AcceptedPatchDifference.OfGroups, Shown(Group([1, 2])), operations => Ours(Group([1, 2]), operations));

    private static string Ours(EgnyteGroup group, IReadOnlyList<JsonObject> operations)
    {
        try
        {
            var body = new JsonObject { ["Operations"] = new JsonArray([.. operations.Select(PatchCase.Copy)]) };
            var change = GroupPatch.Fold(PatchRequest.Read(JsonElement.Parse(body.ToJsonString())), GroupRules.None);
            return GroupPatchTranslation.Instance.Outcome(Shown(Group(change.AppliedTo(GroupMembers.Of(group)), change.DisplayName ?? group.DisplayName)));
        }
        catch (ScimException)
        {
            return PatchTranslation.Refused;
        }
    }

    private static EgnyteGroup Group(IEnumerable<long> members, string? name = "Staff") =>
        new() { Id = "g", DisplayName = name, Members = [.. members.Select(id => new EgnyteMember { Value = id, Display = id == 1 ? "One" : null })] };

    private static JsonObject Shown(EgnyteGroup group)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            GroupWriter.Write(writer, new GroupView(group, "https://scim.example.com/scim/v2", null));
        }

        return JsonNode.Parse(bytes.WrittenSpan)!.AsObject();
    }
}
