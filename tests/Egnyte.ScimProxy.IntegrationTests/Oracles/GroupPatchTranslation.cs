using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Egnyte.ScimProxy.IntegrationTests.Oracles.PatchCase;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>What scim-patch and we answer differently about a group.</summary>
internal static partial class GroupPatchTranslation
{
    private const string Schema = "urn:ietf:params:scim:schemas:core:2.0:Group:";

    public static PatchTranslation Instance { get; } = new(
        [
            new("letter case of the verb", it => it.Each(operation =>
            {
                operation["op"] = operation["op"]!.GetValue<string>().ToLowerInvariant();
                return [operation];
            })),
            new("letter case of names", PatchNames.Canonical),
            new("null for a list", it => it.EachValue((path, value) => IsMembers(path) ? value ?? new JsonArray() : value)),
            new("member that is a bare id", it => it.EachValue((path, value) => IsMembers(path) ? Wrapped(value) : value)),
            new(
                "one member without a list",
                it => it.EachValue((path, value) => IsMembers(path) && value is JsonObject ? new JsonArray(value.DeepClone()) : value)),
            new("remove with a value list", it => it.Each(operation =>
                Is(operation, "remove") && IsMembers(PathOf(operation)) && operation["value"] is JsonArray listed
                ? [.. listed.Select(member => Removal($"members[value eq {IdOf(member)!.ToJsonString()}]"))]
                : [operation])),
            new("no member left to remove", it => it.Lists.Add("members")),
            new("read-only attribute", it => it.RefuseIf(it.Operations.Any(operation => PathOf(operation) is "id" or "meta" or "schemas"))),
            new(
                "selected by something else",
                it => it.RefuseIf(it.Operations.Any(operation => PathOf(operation) is { } path && path.EndsWith(']') && !ById().IsMatch(path)))),
            new("member that changes", it => it.RefuseIf(it.Operations.Any(operation => PathOf(operation)?.Contains("].", StringComparison.Ordinal) is true))),
            new("member that is not a user", it => it.EachValue((path, value) =>
            {
                it.RefuseIf(IsMembers(path) && value is JsonArray members && members.Any(member => !IsUser(member)));
                return value;
            })),
            new(
                "no name",
                After: (it, states) =>
                    it.RefuseIf(
                        states.Any(state =>
                            state["displayName"]?.GetValueKind() is not JsonValueKind.String || state["displayName"]!.GetValue<string>().Length == 0))),
        ],
        group => $"{group["displayName"]?.ToJsonString()}: {string.Join(", ", Ids(group).Order(StringComparer.Ordinal))}");

    /// <summary>The members, each once.</summary>
    private static IEnumerable<string> Ids(JsonObject group) =>
        (group["members"] as JsonArray ?? []).Select(member => IdOf(member)?.ToJsonString() ?? "no id").Distinct();

    private static JsonNode? IdOf(JsonNode? member) => member is JsonObject ? member["value"] : member;

    private static JsonNode? Wrapped(JsonNode? value) => value switch
    {
        JsonArray many => new JsonArray([.. many.Select(Wrapped)]),
        JsonValue bare => new JsonObject { ["value"] = bare.DeepClone() },
        _ => value?.DeepClone(),
    };

    private static bool IsUser(JsonNode? member) =>
        long.TryParse(IdOf(member)?.ToString(), CultureInfo.InvariantCulture, out _) && (member as JsonObject)?["type"]?.ToString() is null or "User";

    private static bool IsMembers(string? path) => path is "members" or Schema + "members";

    [GeneratedRegex("^members\\[value eq \"[^\"]*\"( or value eq \"[^\"]*\")*\\]$")]
    private static partial Regex ById();
}
