using System.Text.Json;

namespace Egnyte.ScimProxy.Testing;

/// <summary>What a conversation says of users: names, addresses and the ids that identity providers give them.</summary>
internal static class PersonalData
{
    /// <summary>Shorter ones stand in words that have another meaning.</summary>
    private const int ShortestName = 6;

    private static readonly string[] Names =
    [
        "userName", "username", "externalId", "givenName", "familyName", "formatted", "display", "email", "idpUserId", "userPrincipalName", "nickName",
    ];

    public static IEnumerable<string> In(Conversation conversation) =>
        conversation.InTurns()
            .SelectMany(turn => turn.Egnyte.SelectMany(exchange => new[] { exchange.Expect.Body, exchange.Reply.Body }).Append(turn.Request.Body))
            .OfType<JsonElement>()
            .SelectMany(body => In(body, name: ""))
            .Distinct();

    private static IEnumerable<string> In(JsonElement json, string name) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => In(property.Value, property.Name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(item => In(item, name)),
        JsonValueKind.String when json.GetString() is { } text
            && (text.Contains('@', StringComparison.Ordinal) || (text.Length >= ShortestName && Names.Contains(name))) => [text],
        _ => [],
    };
}
