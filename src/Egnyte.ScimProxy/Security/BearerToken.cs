using System.Text;
using System.Text.Unicode;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Scim;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Egnyte.ScimProxy.Security;

/// <summary>The client's Egnyte token, which is passed on and never kept. It is read once and is then a feature of the request.</summary>
internal sealed class BearerToken
{
    private const string Scheme = "Bearer ";
    private const int MaxLength = 4096;

    private BearerToken(string value) => (Value, Hash) = (value, TokenHash.Of(value));

    public string Value { get; }

    public TokenHash Hash { get; }

    /// <summary>
    /// The token, or null where there is none that could be passed on. Okta's "Header Auth" apps send the field as the administrator typed it,
    /// with or without the scheme.
    /// </summary>
    public static BearerToken? Read(HttpRequest request)
    {
        var header = request.Headers[HeaderNames.Authorization];
        if (header.Count != 1 || header[0] is not { Length: > 0 and <= MaxLength } value)
        {
            return null;
        }

        // An empty token field arrives as the scheme alone, since HTTP takes the blank at the end away: that word is no token.
        var token = value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? value[Scheme.Length..].Trim() : value.Trim();
        var isToken = token.Length > 0
            && !token.AsSpan().TrimEnd(':').Equals(Scheme.AsSpan().TrimEnd(), StringComparison.OrdinalIgnoreCase)
            && IsToken68(token);
        return isToken ? new BearerToken(token) : null;
    }

    /// <summary>401 with what is wrong with the header.</summary>
    public static ScimException Missing(HttpRequest request) =>
        new(ScimError.Unauthorized(
            $"{Mistake(request.Headers[HeaderNames.Authorization])} Enter an Egnyte access token, and nothing else, into the integration's API "
            + "token field (Authorization: Bearer …)."));

    // RFC 6750 §2.1. Anything else (another scheme, a line break) could not be a token, and is not sent anywhere.
    private static bool IsToken68(string token)
    {
        foreach (var c in token)
        {
            if (!IsOfToken68(c))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsOfToken68(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~' or '+' or '/' or '=' or '|' or ':';

    /// <summary>What is wrong with a header that holds no token, without repeating any of it.</summary>
    private static string Mistake(StringValues header)
    {
        if (header.Count != 1 || string.IsNullOrWhiteSpace(header[0]))
        {
            return header.Count > 1
                ? "The request has more than one Authorization header."
                : "The request carries no bearer token: it has no Authorization header.";
        }

        // The server reads headers as Latin-1; what was pasted into a token field comes as UTF-8.
        var bytes = Encoding.Latin1.GetBytes(header[0]!);
        var value = (Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : header[0]!).Trim();
        var isBearer = value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);
        var token = (isBearer ? value[Scheme.Length..] : value).Trim();
        var blank = token.IndexOf(' ');
        var word = blank >= 0 ? token[..blank] : token;
        return value.Length > MaxLength ? $"The Authorization header is longer than {MaxLength} characters."
            : word.Trim(':').Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? isBearer
                ? "The Authorization header has the word \"Bearer\" twice: the client adds it to the token field itself. Remove it from the field."
                : blank >= 0
                    ? "The Authorization header has a colon after the word \"Bearer\": remove it."
                    : "The request carries no bearer token: the token field is empty."
            : blank >= 0 && IsScheme(word)
                ? "The Authorization header has "
                    + $"{(isBearer ? $"the word \"{word}\" before the token: remove it" : $"no bearer token, but the scheme \"{word}\"")}."
            : token.AsSpan().IndexOfAny("\"'\u201c\u201d") >= 0 ? "The bearer token has quotation marks: remove them."
            : $"The bearer token holds {Foreign(token)}, which no token has.";
    }

    private static bool IsScheme(string word) =>
        word.ToUpperInvariant() is "BASIC" or "DIGEST" or "TOKEN" or "SSWS" or "OAUTH" or "APIKEY" or "NEGOTIATE" or "JWT";

    private static string Foreign(string token) => Array.Find(token.ToCharArray(), static c => !IsOfToken68(c)) switch
    {
        ' ' => "a blank",
        var foreign => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the character U+{(int)foreign:X4}"),
    };
}
