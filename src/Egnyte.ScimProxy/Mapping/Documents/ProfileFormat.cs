namespace Egnyte.ScimProxy.Mapping.Documents;

/// <summary>The format of a profile document: what the reader takes, what the JSON Schema says, and what Mapping/FORMAT.md explains are all made of this.</summary>
internal static class ProfileFormat
{
    private const string Text = """{"type":"string","minLength":1}""";
    private const string Flag = """{"type":"boolean"}""";

    // null removes an inherited property.
    private const string InheritedText = """{"type":["string","null"],"minLength":1}""";
    private const string Condition = """{"type":["object","null"],"minProperties":1,"maxProperties":1,"propertyNames":{"$ref":"#/$defs/field"},"additionalProperties":{"anyOf":[{"type":["string","boolean"]},{"type":"array","minItems":1,"items":{"type":["string","boolean"]}}]}}""";

    public static readonly string[] Directions = ["both", "toEgnyte", "toScim", "refused"];
    public static readonly string[] Whens = ["both", "create", "update"];
    public static readonly string[] Immutabilities = ["reject", "ignore", "ownership"];
    public static readonly string[] Types = ["string", "boolean"];
    public static readonly string[] Answers = ["resource", "noContent"];
    public static readonly string[] MemberPolicies = ["reject", "skip"];

    /// <summary>The document itself.</summary>
    public static IReadOnlyList<FormatProperty> Document { get; } =
    [
        new("$schema", "Where an editor finds the JSON Schema of this format. The proxy does not read it.", """{"type":"string"}"""),
        new("description", "What the profile is for.", """{"type":["string","null"]}"""),
        new("extends", "The profile that this one extends: a built-in one or another of the folder.", Text),
        new("extension", "The URN of the extension schema; \"extension:\" in a SCIM path stands for it.", InheritedText),
        new("externalIdProvesOwnership", "Whether equal externalIds prove that a repeated create is the one whose response was lost.", """{"type":["boolean","null"]}"""),
        new("looksUpByUserName", "Whether the client looks users up by userName (the default). A rule that makes such a look-up impossible is then an error.", """{"type":["boolean","null"]}"""),
        new("whereToChange", "Where an administrator of this client changes what it sends. It ends a sentence in error texts.", InheritedText),
        new("patchAnswer", "The response to a successful PATCH.", """{"type":["object","null"],"additionalProperties":false,"properties":{"users":{"enum":["resource","noContent"]},"groups":{"enum":["resource","noContent"]}}}"""),
        new("settings", "Defaults for settings of a tenant that uses this profile. The tenant's own settings win.", """{"type":["object","null"],"additionalProperties":false,"properties":{"UserNameFormat":{"enum":["prefix","email"]},"DefaultUserMapping":{"enum":["none","email","userName"]},"DeletePolicy":{"enum":["deactivate","delete","refuse"]},"ExternalIdMismatch":{"enum":["auto","reject","ignore"]}}}"""),
        new("users", "The rules for users, each by its SCIM path.", """{"type":"array","maxItems":200,"items":{"$ref":"#/$defs/rule"}}"""),
        new("groups", "The rules for groups.", """{"$ref":"#/$defs/groups"}"""),
        new("samples", "Examples that \"profile validate\" runs, with their expected results.", """{"type":"array","maxItems":500,"items":{"$ref":"#/$defs/sample"}}"""),
    ];

    /// <summary>A rule for users.</summary>
    public static IReadOnlyList<FormatProperty> Rule { get; } =
    [
        new("scim", "The SCIM attribute: userName, name.givenName, emails, emails[type eq \"work\"].value, extension:role, or one with its whole URN.", Text),
        new("egnyte", "The field of an Egnyte user. Without it the attribute is read and dropped.", """{"anyOf":[{"$ref":"#/$defs/field"},{"type":["string","null"],"minLength":1}]}"""),
        new("type", "For a field that the proxy does not know: the type that Egnyte expects. The field is sent, and never read.", """{"enum":["string","boolean",null]}"""),
        new("description", "What the attribute is, for /Schemas and for readers of the profile.", """{"type":["string","null"]}"""),
        new("cure", "How an administrator fixes a refused value, and where. It ends the error's detail.", """{"type":["string","null"]}"""),
        new("direction", "\"toEgnyte\" is write-only, \"toScim\" read-only. \"refused\" is neither: a client that sends it gets an error.", """{"enum":["both","toEgnyte","toScim","refused",null]}"""),
        new("written", "\"ignored\": a read-only attribute that some clients write; the value is ignored.", """{"enum":["ignored",null]}"""),
        new("when", "When it is sent to Egnyte.", """{"enum":["both","create","update",null]}"""),
        new("required", "A create without it is rejected, and it cannot be cleared.", """{"type":["boolean","null"]}"""),
        new("unique", "No two accounts may share a value.", """{"type":["boolean","null"]}"""),
        new("default", "What is sent on create if the client sends nothing: a value, or one by another field: {\"by\": \"userType\", \"values\": {\"standard\": \"egnyte\"}, \"otherwise\": \"sso\"}.", """{"anyOf":[{"type":["string","boolean","null"]},{"type":"object","required":["by","values"],"additionalProperties":false,"properties":{"by":{"$ref":"#/$defs/field"},"values":{"type":"object","minProperties":1,"additionalProperties":{"type":["string","boolean"]}},"otherwise":{"type":["string","boolean"]}}}]}"""),
        new("defaultFrom", "\"DefaultUserMapping\": the tenant's setting says what is sent if the client sends nothing.", """{"enum":["DefaultUserMapping",null]}"""),
        new("allowed", "The values that Egnyte accepts, exactly as written.", """{"type":["array","null"],"minItems":1,"items":{"type":"string","minLength":1}}"""),
        new("pattern", "A regular expression that the value sent to Egnyte must match.", """{"type":["string","null"],"minLength":1,"maxLength":500}"""),
        new("minLength", "The minimum number of characters.", """{"type":["integer","null"],"minimum":1,"maximum":1000}"""),
        new("immutable", "Egnyte accepts it at creation only. A later, different value: \"reject\" is 400 mutability, \"ignore\" drops it, \"ownership\" leaves it to ExternalIdMismatch.", """{"enum":["reject","ignore","ownership",null]}"""),
        new("update", "\"besideAnotherChange\": an update sends it only if a PATCH names it, and never alone.", """{"enum":["besideAnotherChange",null]}"""),
        new("echo", "\"skip\": not sent when a PUT or a map of values repeats what Egnyte has.", """{"enum":["skip",null]}"""),
        new("sendOnly", "For a boolean: it is sent only if it has this value.", """{"type":["boolean","null"]}"""),
        new("onlyIf", "It is sent only while another Egnyte field has this value: {\"userType\": \"power\"}, or one of several: {\"userType\": [\"power\", \"admin\"]}.", Condition),
        new("otherwiseOnCreate", "\"reject\": a create whose condition is not met is rejected instead of sent without it.", """{"enum":["reject",null]}"""),
        new("requires", "If this boolean is true, another Egnyte field must have this value.", Condition),
        new("pick", "For an attribute of several values, of which Egnyte holds one: which one is used, in this order: \"primary\", a type such as \"work\", \"first\".", """{"type":["array","null"],"minItems":1,"items":{"type":"string","minLength":1}}"""),
        new("transforms", "The steps from the client's value to Egnyte's.", """{"type":["array","null"],"maxItems":20,"items":{"$ref":"#/$defs/transform"}}"""),
        new("remove", "true: the inherited rule of this path is removed.", Flag),
    ];

    /// <summary>The rules for groups.</summary>
    public static IReadOnlyList<FormatProperty> Groups { get; } =
    [
        new("displayName", "How names are mapped.", """{"type":["object","null"],"additionalProperties":false,"properties":{"transforms":{"type":"array","maxItems":20,"items":{"$ref":"#/$defs/transform"}},"cure":{"type":"string"}}}"""),
        new("shown", "Which groups a client may see and manage, by their name in Egnyte. \"startsWith\" and \"contains\" are sent to Egnyte; \"matches\", a regular expression, costs a bounded scan (MaxScanCalls). If displayName makes no such name, that is an error.", """{"type":["object","null"],"minProperties":1,"maxProperties":1,"additionalProperties":false,"properties":{"startsWith":{"type":"string","minLength":1},"contains":{"type":"string","minLength":1},"matches":{"type":"string","minLength":1,"maxLength":500}}}"""),
        new("members", "What happens to members that Egnyte refuses: \"reject\" the request, naming them, or \"skip\" them, counted and logged.", """{"enum":["reject","skip",null]}"""),
    ];

    /// <summary>An example: one of create, replace, patch, read or filter, and one of egnyte, shows or error.</summary>
    public static IReadOnlyList<FormatProperty> Sample { get; } =
    [
        new("why", "What the sample shows.", """{"type":"string"}"""),
        new("settings", "Settings of the tenant for this example: UserNameFormat, DefaultUserMapping, ExternalIdMismatch.", """{"type":"object","additionalProperties":false,"properties":{"UserNameFormat":{"enum":["prefix","email"]},"DefaultUserMapping":{"enum":["none","email","userName"]},"ExternalIdMismatch":{"enum":["auto","reject","ignore"]}}}"""),
        new("present", "The Egnyte user before a replace or patch, or the one that is read or found by a filter.", """{"type":"object"}"""),
        new("create", "The SCIM body of a POST.", """{"type":"object"}"""),
        new("replace", "The SCIM body of a PUT.", """{"type":"object"}"""),
        new("patch", "The SCIM body of a PATCH.", """{"type":"object"}"""),
        new("read", "true: the present user is read.", """{"const":true}"""),
        new("filter", "A SCIM filter of users.", """{"type":"string","minLength":1}"""),
        new("egnyte", "Exactly what is sent to Egnyte: the body of the create or update ({} if nothing is sent), or the filter.", """{"type":["object","string"]}"""),
        new("shows", "What the SCIM response must hold, at least. For a filter: whether the present user matches.", """{"type":["object","boolean"]}"""),
        new("error", "What the error's detail must contain, or its scimType.", Text),
    ];

    public static string[] Names(IReadOnlyList<FormatProperty> properties) => [.. properties.Select(property => property.Name)];
}
