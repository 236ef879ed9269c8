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

    /// <summary>What would be sent to create or change a user.</summary>
    public static JsonElement Write(EgnyteUserChange change) => JsonSerializer.SerializeToElement(change, EgnyteJsonContext.Default.EgnyteUserChange);
}
