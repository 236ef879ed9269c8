using System.Globalization;
using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.EgnyteApi.Answers;

/// <summary>
/// Whether an answer is about what its request names: the id of the route, for a create the name that was sent, for a filter its value
/// (behaviour.md §1.1). Otherwise a cache or a gateway has mixed up two answers, and to act on it would change another user.
/// </summary>
internal static class EgnyteSubject
{
    /// <summary>Why the answer does not count, or null.</summary>
    public static string? FlawOf(IEgnyteAnswer answer, CallState callState, HttpRequestMessage request) => answer switch
    {
        EgnyteUser user when callState.IsOfOneResource =>
            IsId(request, user.Id) ? FlawOf(user, request.Content as EgnyteSentContent) : "the user has another id",
        EgnyteUser user => IsName(user.UserName, (Sent(request) as EgnyteUserChange)?.UserName) ? null : "the created user has another userName",
        EgnyteGroup group when callState.IsOfOneResource =>
            !IsId(request, group.Id!) ? "the group has another id" : !callState.IsWrite && group.Members is null ? "no members" : null,
        EgnyteGroup group => IsName(group.DisplayName, (Sent(request) as EgnyteGroupChange)?.DisplayName) ? null : "the created group has another displayName",
        EgnytePage<EgnyteUser> page => FlawOf(page.Resources, EgnyteFilter.Of(request), static (filter, user) => filter.Matches(user)),
        EgnytePage<EgnyteGroup> page => FlawOf(page.Resources, EgnyteFilter.Of(request), static (filter, group) => filter.Matches(group)),
        _ => null,
    };

    /// <summary>Whether the body of a DELETE's answer is about another resource. It usually has none.</summary>
    public static bool IsOfAnother(HttpRequestMessage request, ReadOnlyMemory<byte> body)
    {
        if (EgnyteBody.Trim(body.Span) is not [(byte)'{', ..])
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.TryGetProperty("id", out var id)
                && (id.ValueKind is JsonValueKind.String
                    ? !IsId(request, id.GetString()!)
                    : id.ValueKind is JsonValueKind.Number && !IsId(request, id.GetRawText()));
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    // Egnyte shows these fields of every user: an answer without one that was sent does not show that it was applied.
    private static string? FlawOf(EgnyteUser user, EgnyteSentContent? sent) => sent?.Item is not EgnyteUserChange change ? null
        : change.Active is not null && user.Active is null ? "no active"
        : change.Email is not null && user.Email is null ? "no email"
        : change.Name?.GivenName is not null && user.Name?.GivenName is null ? "no name.givenName"
        : change.Name?.FamilyName is not null && user.Name?.FamilyName is null ? "no name.familyName"
        : change.UserType is not null && user.UserType is null ? "no userType"
        : change.AuthType is not null && user.AuthType is null ? "no authType"
        : null;

    private static string? FlawOf<T>(IReadOnlyList<T>? rows, EgnyteFilter? filter, Func<EgnyteFilter, T, bool> matches)
    {
        for (var row = 0; filter is not null && row < rows?.Count; row++)
        {
            if (!matches(filter, rows[row]))
            {
                return $"row {row + 1} does not match the filter";
            }
        }

        return null;
    }

    private static object? Sent(HttpRequestMessage request) => (request.Content as EgnyteSentContent)?.Item;

    private static bool IsName(string? shown, string? sent) =>
        sent is null || shown.AsSpan().Trim().Equals(sent.AsSpan().Trim(), StringComparison.OrdinalIgnoreCase);

    private static bool IsId(HttpRequestMessage request, long id) =>
        long.TryParse(LastSegment(request), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked == id;

    private static bool IsId(HttpRequestMessage request, string id) => LastSegment(request).Equals(id, StringComparison.OrdinalIgnoreCase);

    // No id holds a character that a path escapes.
    private static ReadOnlySpan<char> LastSegment(HttpRequestMessage request)
    {
        var path = request.RequestUri!.PathAndQuery;
        return path.AsSpan(path.LastIndexOf('/') + 1);
    }
}
