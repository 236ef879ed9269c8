using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Egnyte.ScimProxy.EgnyteApi.Models;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>
/// What a 2xx must hold. It is read inside the attempt: a gateway's own JSON is as little an answer as its HTML, so a read is made again,
/// and the breaker counts it.
/// </summary>
internal static class EgnyteAnswer
{
    /// <summary>Reads what the call of this exchange answers.</summary>
    /// <exception cref="JsonException">It is something else, or not whole.</exception>
    public static IEgnyteAnswer Read(EgnyteExchange exchange, ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(EgnyteBody.Trim(body), TypeOf(exchange)) is IEgnyteAnswer { IsReadable: true } answer
            ? answer
            : throw new JsonException($"The answer to {exchange.Operation} lacks its id or its total.");

    // egnyte-public-api.md §2 and §3: a write answers the whole resource.
    private static JsonTypeInfo TypeOf(EgnyteExchange exchange) => (exchange.Route, exchange.IsPost) switch
    {
        ("/pubapi/v2/users", false) => EgnyteJsonContext.Default.EgnytePageEgnyteUser,
        ("/pubapi/v2/users", true) or ("/pubapi/v2/users/{id}", _) => EgnyteJsonContext.Default.EgnyteUser,
        ("/pubapi/v2/groups", false) => EgnyteJsonContext.Default.EgnytePageEgnyteGroup,
        ("/pubapi/v2/groups", true) or ("/pubapi/v2/groups/{id}", _) => EgnyteJsonContext.Default.EgnyteGroup,
        ("/pubapi/v1/userinfo", _) => EgnyteJsonContext.Default.EgnyteUserInfo,
        _ => throw new InvalidOperationException($"Nobody said what {exchange.Operation} answers."),
    };
}
