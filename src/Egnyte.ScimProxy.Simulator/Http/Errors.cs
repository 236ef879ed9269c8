namespace Egnyte.ScimProxy.Simulator.Http;

/// <summary>Egnyte's several shapes of an error; each is one that an official SDK or document has seen.</summary>
internal static class Errors
{
    /// <summary>The SCIM 1.1 shape of the user API's 404.</summary>
    public static Answer NotFound(string description) => Answer.Of(404, JsonText.Write(description, static (json, description) =>
    {
        json.WriteStartArray("Errors");
        json.WriteStartObject();
        json.WriteString("description", description);
        json.WriteString("code", "404");
        json.WriteEndObject();
        json.WriteEndArray();
    }));

    /// <summary><c>{"errorMessage":"…"}</c>.</summary>
    public static Answer Message(int status, string message) =>
        Answer.Of(status, JsonText.Write(message, static (json, message) => json.WriteString("errorMessage", message)));

    /// <summary><c>{"message":"…","code":"…"}</c>.</summary>
    public static Answer Coded(int status, string code, string message) =>
        Answer.Of(status, JsonText.Write((code, message), static (json, error) =>
        {
            json.WriteString("message", error.message);
            json.WriteString("code", error.code);
        }));

    /// <summary><c>{"error":"…","error_description":"…"}</c>, of the token endpoint.</summary>
    public static Answer OAuth(string error, string description) =>
        Answer.Of(400, JsonText.Write((error, description), static (json, body) =>
        {
            json.WriteString("error", body.error);
            json.WriteString("error_description", body.description);
        }));

    /// <summary><c>{"inputErrors":{"userName":[{"code":"…","msg":"…"}]}}</c>.</summary>
    public static Answer Input(IEnumerable<KeyValuePair<string, string>> errors) =>
        Answer.Of(400, JsonText.Write(errors, static (json, errors) =>
        {
            json.WriteStartObject("inputErrors");
            foreach (var (attribute, message) in errors)
            {
                json.WriteStartArray(attribute);
                json.WriteStartObject();
                json.WriteString("code", "INVALID_VALUE");
                json.WriteString("msg", message);
                json.WriteEndObject();
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }));

    public static RefusedException Refuse(int status, string message) => new(Message(status, message));
}
