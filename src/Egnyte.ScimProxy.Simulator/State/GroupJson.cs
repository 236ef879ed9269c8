using System.Text.Json;
using Egnyte.ScimProxy.Simulator.Http;

namespace Egnyte.ScimProxy.Simulator.State;

/// <summary>A group as Egnyte sends it: <c>username</c> in lower case, a number for a member's id.</summary>
internal static class GroupJson
{
    /// <summary>The first member of what Egnyte sends of groups, one or a list.</summary>
    public const string Schemas = "\"schemas\":[\"urn:scim:schemas:core:1.0\"],";

    public static byte[] Write(GroupRow group, UserTable users) => JsonText.Write((group, users), static (json, it) =>
    {
        WriteHead(json, it.group);
        json.WriteStartArray("members");
        foreach (var member in it.group.Members)
        {
            var user = it.users.Find(member)?.User;
            json.WriteStartObject();
            json.WriteString("username", user?.UserName);
            json.WriteNumber("value", member);
            json.WriteString("display", user?.FormattedName);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>As answered to a change where answers leave members out.</summary>
    public static byte[] WriteShort(GroupRow group) => JsonText.Write(group, WriteHead);

    public static byte[] WriteRow(GroupRow group) => JsonText.Write(group, static (json, group) =>
    {
        json.WriteString("id", group.Id);
        json.WriteString("displayName", group.DisplayName);
    });

    private static void WriteHead(Utf8JsonWriter json, GroupRow group)
    {
        json.WriteStartArray("schemas");
        json.WriteStringValue("urn:scim:schemas:core:1.0");
        json.WriteEndArray();
        json.WriteString("id", group.Id);
        json.WriteString("displayName", group.DisplayName);
    }
}
