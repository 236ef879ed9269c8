namespace Egnyte.ScimProxy.Scim;

/// <summary>The URNs of RFC 7643 §10 and RFC 7644 §10 that a message names itself by.</summary>
public static class ScimSchemas
{
    /// <summary>The core user (RFC 7643 §4.1).</summary>
    public const string User = "urn:ietf:params:scim:schemas:core:2.0:User";

    /// <summary>The core group (RFC 7643 §4.2).</summary>
    public const string Group = "urn:ietf:params:scim:schemas:core:2.0:Group";

    /// <summary>The enterprise extension of a user (RFC 7643 §4.3).</summary>
    public const string EnterpriseUser = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /// <summary>The answer to a query (RFC 7644 §3.4.2).</summary>
    public const string ListResponse = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

    /// <summary>The body of a PATCH (RFC 7644 §3.5.2).</summary>
    public const string PatchOp = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    /// <summary>The body of a query by POST (RFC 7644 §3.4.3).</summary>
    public const string SearchRequest = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

    /// <summary>Many operations in one request (RFC 7644 §3.7).</summary>
    public const string BulkRequest = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

    /// <summary>What became of them (RFC 7644 §3.7.3).</summary>
    public const string BulkResponse = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";

    /// <summary>The body of a failure (RFC 7644 §3.12).</summary>
    public const string Error = "urn:ietf:params:scim:api:messages:2.0:Error";

    /// <summary>What the server can do (RFC 7643 §5).</summary>
    public const string ServiceProviderConfig = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";

    /// <summary>A kind of resource that the server has (RFC 7643 §6).</summary>
    public const string ResourceType = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";

    /// <summary>The description of a schema (RFC 7643 §7).</summary>
    public const string Schema = "urn:ietf:params:scim:schemas:core:2.0:Schema";

    // RFC 7643, and SCIM 1.1 and the drafts of SCIM 2.0.
    private static readonly string[] CoreFamilies = ["urn:ietf:params:scim:schemas:core:", "urn:scim:schemas:core:"];

    /// <summary>
    /// Whether a name is the URN of a core schema that is not known here, or stands behind one: that of another resource, of another version, or
    /// without the resource. No extension has such a URN, so that what it holds is meant as an attribute of the resource.
    /// </summary>
    public static bool IsOtherCore(string name, IReadOnlyCollection<string> known) =>
        Array.Exists(CoreFamilies, family => name.StartsWith(family, StringComparison.OrdinalIgnoreCase))
        && !known.Any(schema => name.Equals(schema, StringComparison.OrdinalIgnoreCase) || IsBelow(name, schema));

    /// <summary>
    /// Whether a name is the URN of a schema and something behind it, however the two are divided: <c>…:User.active</c> for
    /// <c>…:User:active</c>.
    /// </summary>
    public static bool IsBelow(ReadOnlySpan<char> name, string schema) =>
        name.Length > schema.Length
        && name.StartsWith(schema, StringComparison.OrdinalIgnoreCase)
        && !(char.IsAsciiLetterOrDigit(name[schema.Length]) || name[schema.Length] is '-' or '_');
}
