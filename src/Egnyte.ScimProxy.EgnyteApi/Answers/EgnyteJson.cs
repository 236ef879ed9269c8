using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.EgnyteApi.Answers;

/// <summary>Egnyte's JSON without a call: as a call would read and write it.</summary>
public static class EgnyteJson
{
    /// <summary>Reads a user as Egnyte answers one.</summary>
    /// <exception cref="JsonException">It is none: no object, or without an id.</exception>
    public static EgnyteUser ReadUser(JsonElement json) =>
        json.Deserialize(EgnyteJsonContext.Default.EgnyteUser) is { Id: > 0 } user
            ? user
            : throw new JsonException("A user of Egnyte has a positive number as its id.");

    /// <summary>Reads a group as Egnyte answers one.</summary>
    /// <exception cref="JsonException">It is none: no object, or without an id or a name.</exception>
    public static EgnyteGroup ReadGroup(JsonElement json)
    {
        var group = json.Deserialize(EgnyteJsonContext.Default.EgnyteGroup);
        return group is IEgnyteAnswer { Flaw: var flaw }
            ? flaw is null ? group : throw new JsonException($"A group of Egnyte has an id, a displayName and members with ids; this one has {flaw}.")
            : throw new JsonException("A group of Egnyte is an object.");
    }

    /// <summary>What would be sent to create, replace or change a group.</summary>
    public static JsonElement Write(EgnyteGroupChange change) => JsonSerializer.SerializeToElement(change, EgnyteJsonContext.Default.EgnyteGroupChange);

    /// <summary>What would be sent to create or change a user.</summary>
    public static JsonElement Write(EgnyteUserChange change) => JsonSerializer.SerializeToElement(change, EgnyteJsonContext.Default.EgnyteUserChange);
}
