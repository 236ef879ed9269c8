using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Patching;
using Egnyte.ScimProxy.Tests.Users;
using Egnyte.ScimProxy.Users;
using Egnyte.ScimProxy.Users.Patching;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>
/// Our PATCH of a person against scim-patch, which others wrote. We make a change of an Egnyte user and show the user after it; the oracle
/// works on what we showed before.
/// </summary>
[Collection<OneOracleForAll>]
public sealed class UserPatchDifferentialTests(OracleProcess oracle)
{
    private const int Pairs = 4000;

    [Fact]
    public async Task APatchOfAPerson_ComesToTheSame_OrIsRefusedByBoth()
    {
        var pairs = GeneratedPatches.Of(Gen.Select(PresentUser.Any, UserPatchGenerators.Operations), Pairs)
            .ConvertAll(pair => (User: pair.Item1, Operations: pair.Item2.Select(operation => Operation(operation, pair.Item1)).ToList()));
        var translated = pairs.ConvertAll(pair => UserPatchTranslation.Instance.Translate(Shown(pair.User), pair.Operations));

        var answers = await oracle.AskAsync<PatchQuestion, PatchAnswer>(translated.ConvertAll(it => it.Question));

        var results = pairs.Zip(translated, answers)
            .Select(asked =>
                (asked, Ours: Ours(asked.First.User, asked.First.Operations), Theirs: UserPatchTranslation.Instance.Read(asked.Second, asked.Third)))
            .ToList();
        Assert.All(results, result => Assert.True(
            result.Ours == result.Theirs,
            $"""
            {GeneratedPatches.Text(result.asked.First.Operations)} on {Shown(result.asked.First.User).ToJsonString()}
            asked as {GeneratedPatches.Text(result.asked.Second.Operations)}
            we:         {result.Ours}
            the oracle: {result.Theirs} {result.asked.Third.Error}
            """));
        Assert.InRange(results.Count(result => result.Ours != PatchTranslation.Refused), Pairs / 4, Pairs * 7 / 8);
    }

    [Fact]
    public Task EachAcceptedDifference_IsStillOne_AndIsTheOnlyReasonOfItsExample() => GeneratedPatches.AssertStillDifferentAsync(
        oracle, UserPatchTranslation.Instance, AcceptedPatchDifference.OfUsers, Shown(People.Jane), operations => Ours(People.Jane, operations));

    private static string Ours(EgnyteUser user, IReadOnlyList<JsonObject> operations)
    {
        try
        {
            var body = new JsonObject { ["Operations"] = new JsonArray([.. operations.Select(PatchCase.Copy)]) };
            var given = UserPatch.Fold(PatchRequest.Read(JsonElement.Parse(body.ToJsonString()), People.Okta.Extensions), People.Okta);
            var update = new UserUpdateMapper(People.Okta, People.Settings).ToUpdate(given, user);
            return update.Refusal is null ? UserPatchTranslation.Instance.Outcome(Shown(PresentUser.Applied(update.Change, user))) : PatchTranslation.Refused;
        }
        catch (ScimException)
        {
            return PatchTranslation.Refused;
        }
    }

    private static JsonObject Shown(EgnyteUser user) => JsonNode.Parse(PresentUser.Shown(user, People.Okta))!.AsObject();

    private static JsonObject Operation(string json, EgnyteUser user) => JsonNode.Parse(json
        .Replace("{email}", user.Email, StringComparison.Ordinal).Replace("{userName}", user.UserName, StringComparison.Ordinal))!.AsObject();
}
