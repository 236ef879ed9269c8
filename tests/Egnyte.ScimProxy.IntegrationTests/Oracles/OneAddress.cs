using System.Text.Json;
using System.Text.Json.Nodes;
using static Egnyte.ScimProxy.IntegrationTests.Oracles.PatchCase;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>Egnyte holds one e-mail address, which we show as primary and of type work.</summary>
internal static class OneAddress
{
    /// <summary>Whatever is given, one of it is taken; what is added is given instead, unless all of it is of another type.</summary>
    public static void Replaces(PatchCase it)
    {
        it.MoveOut(key => key == "emails");
        it.Each(operation =>
        {
            if (Is(operation, "add") && IsSelection(operation) && PathOf(operation)!.EndsWith(']'))
            {
                operation["op"] = "replace";
            }

            if (PathOf(operation) != "emails" || Is(operation, "remove") || ListOf(operation["value"]) is not { Count: > 0 } given)
            {
                return [operation];
            }

            it.RefuseIf(Is(operation, "add") && operation["value"] is JsonArray or JsonObject && given.All(IsAnother));
            return [Operation("replace", "emails", new JsonArray(Shown(Picked(given))))];
        });
    }

    /// <summary>An addition to a selection that selects nothing makes a second address.</summary>
    public static void Added(PatchCase it, IReadOnlyList<JsonObject> states) => it.RefuseIf(it.Operations.Index().Any(operation =>
        Is(operation.Item, "add") && IsSelection(operation.Item) && Count(states[operation.Index + 1]) > Count(states[operation.Index])));

    public static void Missed(PatchCase it, IReadOnlyList<JsonObject> states) => it.RefuseIf(it.Operations.Index().Any(operation =>
        Is(operation.Item, "remove") && IsSelection(operation.Item) && PathOf(operation.Item)!.EndsWith(']')
        && operation.Item[MayMiss]?.GetValue<bool>() is not true
        && !RemovesReplaced(PathOf(operation.Item)!, states[0], states[operation.Index])
        && Count(states[operation.Index + 1]) == Count(states[operation.Index])));

    /// <summary>What is said of type and primary must be so already.</summary>
    public static void KeepsItsType(PatchCase it) => it.RefuseIf(it.Operations.Where(IsSelection).Any(operation => PathOf(operation)!.Split("].") switch
    {
        [_, "type"] => operation["value"]?.ToJsonString() != "\"work\"",
        [_, "primary"] => Boolean(operation["value"])?.GetValueKind() is not JsonValueKind.True,
        _ => false,
    }));

    /// <summary>A truth value, also where it is written in quotation marks.</summary>
    public static JsonNode? Boolean(JsonNode? value) =>
        value?.GetValueKind() is JsonValueKind.String && bool.TryParse(value.GetValue<string>(), out var read) ? JsonValue.Create(read) : value;

    // The address that Egnyte holds, and that an operation before has replaced by another.
    private static bool RemovesReplaced(string path, JsonObject first, JsonObject present) =>
        UserPatchTranslation.Of(first, "emails") is { } held && path == $"emails[value eq {held.ToJsonString()}]"
        && UserPatchTranslation.Of(present, "emails") is { } replaced && !JsonNode.DeepEquals(held, replaced);

    private static List<JsonNode> ListOf(JsonNode? value) => value switch
    {
        null => [],
        JsonArray many => [.. many.OfType<JsonNode>()],
        _ => [value],
    };

    private static JsonNode Picked(List<JsonNode> given) =>
        given.Find(IsPrimary) ?? given.Find(element => element is JsonObject && element["type"]?.GetValue<string>() == "work") ?? given[0];

    private static bool IsPrimary(JsonNode element) => element is JsonObject && Boolean(element["primary"])?.GetValueKind() is JsonValueKind.True;

    private static bool IsAnother(JsonNode element) =>
        element is JsonObject && element["type"] is { } type && type.GetValue<string>() != "work" && !IsPrimary(element);

    private static JsonObject Shown(JsonNode element) =>
        new() { ["value"] = (element is JsonObject ? element["value"] : element)?.DeepClone(), ["type"] = "work", ["primary"] = true };

    private static bool IsSelection(JsonObject operation) => PathOf(operation)?.StartsWith("emails[", StringComparison.Ordinal) is true;

    private static int Count(JsonObject state) => state["emails"] is JsonArray emails ? emails.Count : 0;
}
