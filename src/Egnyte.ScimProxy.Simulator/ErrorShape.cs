namespace Egnyte.ScimProxy.Simulator;

/// <summary>The shape of the body of an error. Each was seen in a source; which one comes when, no source says.</summary>
public enum ErrorShape
{
    /// <summary>By what is refused: <c>Errors</c> for 404, <c>inputErrors</c> for attributes, else <c>errorMessage</c>.</summary>
    Usual,

    /// <summary><c>{"message":"…","code":"…"}</c> (GO2).</summary>
    Message,

    /// <summary><c>{"Errors":[{"description":"…","code":"404"}]}</c>, as SCIM 1.1 has it (DOC-U).</summary>
    Scim,

    /// <summary><c>{"formErrors":[{"code":"…","msg":"…"}],"inputErrors":{}}</c> (GO1, GO2).</summary>
    FormErrors,

    /// <summary><c>{"errors":[{"code":"…","msg":"…"}]}</c> (PY).</summary>
    Errors,

    /// <summary><c>{"errors":{"inputErrors":{…}}}</c> (GO2).</summary>
    Nested,

    /// <summary><c>{"responseCode":"…","responseMsg":"…","success":false}</c> (GO1).</summary>
    Response,

    /// <summary><c>{"fault":{"faultstring":"…","detail":{"errorcode":"…"}}}</c> (CLI).</summary>
    Fault,
}
