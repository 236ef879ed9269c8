using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.Scim;

/// <summary>A failure as RFC 7644 §3.12 tells it to the client.</summary>
/// <param name="Status">The HTTP status code.</param>
/// <param name="ScimType">The keyword of RFC 7644 table 9, where one fits.</param>
/// <param name="Detail">What was wrong and what to do about it, for an administrator to read.</param>
public sealed partial record ScimError(int Status, string? ScimType, string Detail)
{
    // Longer than any text of ours with the values that it quotes. Okta's task list shows it all.
    private const int MaxDetail = 1500;

    /// <summary>What was wrong and what to do about it, for an administrator to read: one line of at most 1,500 visible characters, no markup.</summary>
    /// <remarks>It quotes values of the client and of what the proxy stands before, which may hold anything, and IdPs show it in a page.</remarks>
    public string Detail { get; init => field = Shown(value); } = Shown(Detail);

    /// <summary>After how many seconds it is worth asking again, where it is.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The content codings that the server reads, where the request had another (RFC 7694 §3).</summary>
    public string? AcceptEncoding { get; init; }

    /// <summary>The filter cannot be read, or compares what cannot be compared.</summary>
    public static ScimError InvalidFilter(string detail) => new(400, "invalidFilter", detail);

    /// <summary>The filter finds more than the server is willing to return.</summary>
    public static ScimError TooMany(string detail) => new(400, "tooMany", detail);

    /// <summary>A value that must be unique is already in use.</summary>
    public static ScimError Uniqueness(string detail) => new(409, "uniqueness", detail);

    /// <summary>The attribute cannot be changed in this way.</summary>
    public static ScimError Mutability(string detail) => new(400, "mutability", detail);

    /// <summary>The body does not have the structure of its message.</summary>
    public static ScimError InvalidSyntax(string detail) => new(400, "invalidSyntax", detail);

    /// <summary>The path of a PATCH operation cannot be read.</summary>
    public static ScimError InvalidPath(string detail) => new(400, "invalidPath", detail);

    /// <summary>The path of a PATCH operation finds nothing to work on.</summary>
    public static ScimError NoTarget(string detail) => new(400, "noTarget", detail);

    /// <summary>A value is missing, or is not one that the attribute can have.</summary>
    public static ScimError InvalidValue(string detail) => new(400, "invalidValue", detail);

    /// <summary>The protocol version is not one that the server speaks.</summary>
    public static ScimError InvalidVersion(string detail) => new(400, "invalidVers", detail);

    /// <summary>The cursor is none that the server gave out, or not for this query (RFC 9865 §2.1).</summary>
    public static ScimError InvalidCursor(string detail) => new(400, "invalidCursor", detail);

    /// <summary>The list is no longer the one that the cursor was in (RFC 9865 §2.1).</summary>
    public static ScimError ExpiredCursor(string detail) => new(400, "expiredCursor", detail);

    /// <summary>The page size is none that a cursor can have (RFC 9865 §2.1).</summary>
    public static ScimError InvalidCount(string detail) => new(400, "invalidCount", detail);

    /// <summary>The client is not authenticated.</summary>
    public static ScimError Unauthorized(string detail) => new(401, null, detail);

    /// <summary>The client may not do this.</summary>
    public static ScimError Forbidden(string detail) => new(403, null, detail);

    /// <summary>There is no such resource or endpoint.</summary>
    public static ScimError NotFound(string detail) => new(404, null, detail);

    /// <summary>The endpoint does not have this method.</summary>
    public static ScimError MethodNotAllowed(string detail) => new(405, null, detail);

    /// <summary>The resource is not in the version that the client demands (RFC 7644 §3.14).</summary>
    public static ScimError PreconditionFailed(string detail) => new(412, null, detail);

    /// <summary>The body is larger than the server reads.</summary>
    public static ScimError PayloadTooLarge(string detail) => new(413, null, detail);

    /// <summary>The body is not JSON by its media type.</summary>
    public static ScimError UnsupportedMediaType(string detail) => new(415, null, detail);

    /// <summary>The server itself failed.</summary>
    public static ScimError Internal(string detail) => new(500, null, detail);

    /// <summary>The protocol has this feature, the server does not.</summary>
    public static ScimError NotImplemented(string detail) => new(501, null, detail);

    /// <summary>What stands behind the server answered what cannot be understood.</summary>
    public static ScimError BadGateway(string detail) => new(502, null, detail);

    /// <summary>What will pass by itself: worth asking again after the seconds given.</summary>
    public static ScimError Unavailable(int status, string detail, int retryAfterSeconds) =>
        new(status, null, detail) { RetryAfterSeconds = retryAfterSeconds };

    /// <summary>Writes the error body.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("schemas"u8);
        writer.WriteStringValue(ScimSchemas.Error);
        writer.WriteEndArray();
        // RFC 7644 §3.12: the status is a string.
        writer.WriteString("status"u8, Status.ToString(CultureInfo.InvariantCulture));
        if (ScimType is not null)
        {
            writer.WriteString("scimType"u8, ScimType);
        }

        writer.WriteString("detail"u8, Detail);
        writer.WriteEndObject();
    }

    private static string Shown(string text) => Bounded(BeginningOfTag.Replace(Printable.Of(text), @"\u003C"));

    private static string Bounded(string text) =>
        text.Length <= MaxDetail ? text : $"{text[..(MaxDetail - (char.IsHighSurrogate(text[MaxDetail - 2]) ? 2 : 1))]}…";

    // A < that begins no tag stays.
    [GeneratedRegex("<(?=[A-Za-z/!?])")]
    private static partial Regex BeginningOfTag { get; }
}
