using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.EgnyteApi.Answers;

/// <summary>
/// What a 2xx must hold. It is read inside the attempt: a gateway's own JSON is as little an answer as its HTML, so a read is repeated,
/// and the circuit breaker counts it.
/// </summary>
internal static class EgnyteAnswer
{
    private const string OtherForm = "not JSON of the documented form";

    /// <summary>Reads the answer to a call.</summary>
    /// <exception cref="JsonException">The answer is unusable; the message says why and quotes nothing of it but ids.</exception>
    public static IEgnyteAnswer Read(CallState callState, HttpRequestMessage request, ReadOnlySpan<byte> body)
    {
        var type = TypeOf(callState);
        IEgnyteAnswer? answer;
        try
        {
            answer = JsonSerializer.Deserialize(EgnyteBody.Trim(body), type) as IEgnyteAnswer;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or FormatException)
        {
            // The reader throws the last two for text that is not Unicode and for numbers out of range.
            throw new JsonException(OtherForm, unreadable);
        }

        return (answer is null ? OtherForm : answer.Flaw ?? EgnyteSubject.FlawOf(answer, callState, request)) is { } flaw
            ? throw new JsonException(flaw)
            : answer!;
    }

    // egnyte-public-api.md §2 and §3: a write answers the whole resource.
    private static JsonTypeInfo TypeOf(CallState callState) => (callState.Route, callState.IsPost) switch
    {
        ("/pubapi/v2/users", false) => EgnyteJsonContext.Default.EgnytePageEgnyteUser,
        ("/pubapi/v2/users", true) or ("/pubapi/v2/users/{id}", _) => EgnyteJsonContext.Default.EgnyteUser,
        ("/pubapi/v2/groups", false) => EgnyteJsonContext.Default.EgnytePageEgnyteGroup,
        ("/pubapi/v2/groups", true) or ("/pubapi/v2/groups/{id}", _) => EgnyteJsonContext.Default.EgnyteGroup,
        ("/pubapi/v1/userinfo", _) => EgnyteJsonContext.Default.EgnyteUserInfo,
        _ => throw new NotSupportedException($"The answer to {callState.Operation} has no type."),
    };
}
