using System.Text.Json;
using Egnyte.ScimProxy.Simulator.Http;

namespace Egnyte.ScimProxy.Simulator.Groups;

/// <summary>What a body says of a group; null where it says nothing.</summary>
internal sealed record GroupFields(string? DisplayName, IReadOnlyList<MemberChange>? Members, bool ReplacesMembers = false)
{
    public static GroupFields Read(JsonElement json)
    {
        var errors = new InputErrors();
        var displayName = new JsonBody(json).Text("displayName", errors);
        if (displayName is not null)
        {
            errors.Require("displayName", displayName);
        }

        errors.RefuseAny();
        return new GroupFields(displayName, new JsonBody(json).Given("members") is { } members ? ReadMembers(members) : null);
    }

    private static List<MemberChange> ReadMembers(JsonElement members) => members.ValueKind == JsonValueKind.Array
        ? [.. members.EnumerateArray().Select(MemberChange.Read)]
        : throw Errors.Refuse(400, "members must be an array.");
}
