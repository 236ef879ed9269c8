using System.Globalization;
using System.Text.Json;

namespace Egnyte.ScimProxy.Simulator.Http;

/// <summary>Egnyte's several shapes of an error; each is one that an official SDK or document has seen.</summary>
internal static class Errors
{
    /// <summary>The SCIM 1.1 shape of the user API's 404.</summary>
    public static Answer NotFound(string description) => Shaped(ErrorShape.Scim, 404, new Reason(null, description));

    /// <summary><c>{"errorMessage":"…"}</c>.</summary>
    public static Answer Message(int status, string message) => Shaped(ErrorShape.Usual, status, new Reason(null, message));

    /// <summary><c>{"message":"…","code":"…"}</c>.</summary>
    public static Answer Coded(int status, string code, string message) => Shaped(ErrorShape.Message, status, new Reason(null, message, code));

    /// <summary><c>{"error":"…","error_description":"…"}</c>, of the token endpoint.</summary>
    public static Answer OAuth(string error, string description) =>
        Answer.Of(400, JsonText.Write((error, description), static (json, body) =>
        {
            json.WriteString("error", body.error);
            json.WriteString("error_description", body.description);
        }));

    /// <summary><c>{"inputErrors":{"userName":[{"code":"…","msg":"…"}]}}</c>.</summary>
    public static Answer Input(IEnumerable<KeyValuePair<string, string>> errors)
    {
        var reasons = errors.Select(error => new Reason(error.Key, error.Value, "INVALID_VALUE")).ToArray();
        return Answer.Of(400, JsonText.Write(reasons, static (json, reasons) => WriteInput(json, reasons))) with { Reasons = reasons };
    }

    public static RefusedException Refuse(int status, string message) => new(Message(status, message));

    /// <summary>The reasons in one shape, whatever is refused.</summary>
    public static byte[] Write(ErrorShape shape, int status, IReadOnlyList<Reason> reasons) => JsonText.Write((shape, status, reasons), static (json, it) =>
    {
        var first = it.reasons[0];
        var code = first.Code ?? it.status.ToString(CultureInfo.InvariantCulture);
        switch (it.shape)
        {
            case ErrorShape.Message:
                json.WriteString("message", first.Text);
                json.WriteString("code", code);
                break;
            case ErrorShape.Scim:
                WriteList(json, "Errors", "description", it.reasons, code);
                break;
            case ErrorShape.FormErrors:
                WriteList(json, "formErrors", "msg", it.reasons, code);
                WriteInput(json, []);
                break;
            case ErrorShape.Errors:
                WriteList(json, "errors", "msg", it.reasons, code);
                break;
            case ErrorShape.Nested:
                json.WriteStartObject("errors");
                WriteInput(json, it.reasons);
                json.WriteEndObject();
                break;
            case ErrorShape.Response:
                json.WriteString("responseCode", code);
                json.WriteString("responseMsg", first.Text);
                json.WriteBoolean("success", false);
                break;
            case ErrorShape.Fault:
                json.WriteStartObject("fault");
                json.WriteString("faultstring", first.Text);
                json.WriteStartObject("detail");
                json.WriteString("errorcode", code);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            default:
                json.WriteString("errorMessage", first.Text);
                break;
        }
    });

    private static Answer Shaped(ErrorShape shape, int status, Reason reason) =>
        Answer.Of(status, Write(shape, status, [reason])) with { Reasons = [reason] };

    private static void WriteInput(Utf8JsonWriter json, IReadOnlyList<Reason> reasons)
    {
        json.WriteStartObject("inputErrors");
        foreach (var reason in reasons)
        {
            WriteList(json, reason.Attribute ?? "request", "msg", [reason], "INVALID_VALUE");
        }

        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string list, string text, IReadOnlyList<Reason> reasons, string code)
    {
        json.WriteStartArray(list);
        foreach (var reason in reasons)
        {
            json.WriteStartObject();
            json.WriteString(text, reason.Text);
            json.WriteString("code", reason.Code ?? code);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
