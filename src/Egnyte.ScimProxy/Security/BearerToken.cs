using System.Diagnostics.CodeAnalysis;
using Egnyte.ScimProxy.Scim;
using Microsoft.Net.Http.Headers;

namespace Egnyte.ScimProxy.Security;

/// <summary>The caller's Egnyte token, which is passed on and never kept.</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";
    private const int MaxLength = 4096;

    /// <summary>Okta's "Header Auth" apps send the field as the administrator typed it, with or without the scheme.</summary>
    /// <exception cref="ScimException">401: there is no token that could be passed on.</exception>
    public static string Read(HttpRequest request) => TryRead(request, out var token) ? token : throw Missing();

    /// <summary>The same, false where there is none.</summary>
    public static bool TryRead(HttpRequest request, [NotNullWhen(true)] out string? token)
    {
        token = null;
        var header = request.Headers[HeaderNames.Authorization];
        if (header.Count != 1 || header[0] is not { Length: > 0 and <= MaxLength } value)
        {
            return false;
        }

        // An empty token field arrives as the scheme alone, since HTTP takes the blank at the end away: that word is no token.
        token = value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? value[Scheme.Length..].Trim() : value.Trim();
        return token.Length > 0 && !token.Equals(Scheme.TrimEnd(), StringComparison.OrdinalIgnoreCase) && IsToken68(token);
    }

    // RFC 6750 §2.1. Anything else (another scheme, a line break) could not be a token, and is not sent anywhere.
    private static bool IsToken68(string token)
    {
        foreach (var c in token)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_' or '~' or '+' or '/' or '=' or '|' or ':'))
            {
                return false;
            }
        }

        return true;
    }

    private static ScimException Missing() =>
        new(ScimError.Unauthorized("The request carries no bearer token: put an Egnyte access token into the integration's API token field (Authorization: Bearer …)."));
}
