using Egnyte.ScimProxy.EgnyteApi.Models;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>Reads lists in pages: a list is whole or it is an error.</summary>
public static class EgnyteLists
{
    // "The maximum count value supported is 100" (NET, PP); what a larger one does is unknown.
    /// <summary>The most rows that one call may ask for.</summary>
    public const int MaxPage = 100;

    private static readonly TimeSpan ComeBack = TimeSpan.FromSeconds(60);

    private delegate Task<EgnytePage<T>> ReadPage<T>(int startIndex, int count, string? filter, EgnyteCall call, CancellationToken cancellationToken)
        where T : IEgnyteAnswer;

    /// <summary>Reads up to <paramref name="count"/> users from a 1-based index on.</summary>
    public static Task<EgnyteList<EgnyteUser>> ReadUsersAsync(
        IEgnyteApi api, int startIndex, int count, string? filter, EgnyteCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(api);
        return ReadAsync<EgnyteUser>(api.ListUsersAsync, "GET /pubapi/v2/users", startIndex, count, filter, call, cancellationToken);
    }

    /// <summary>Reads up to <paramref name="count"/> groups from a 1-based index on, without members.</summary>
    public static Task<EgnyteList<EgnyteGroup>> ReadGroupsAsync(
        IEgnyteApi api, int startIndex, int count, string? filter, EgnyteCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(api);
        return ReadAsync<EgnyteGroup>(api.ListGroupsAsync, "GET /pubapi/v2/groups", startIndex, count, filter, call, cancellationToken);
    }

    /// <summary>Reads every user, unless there are more than <paramref name="most"/>: then the first page alone, whose total says so.</summary>
    public static Task<EgnyteList<EgnyteUser>> ReadAllUsersAsync(IEgnyteApi api, int most, EgnyteCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(api);
        return ReadAllAsync<EgnyteUser>(api.ListUsersAsync, "GET /pubapi/v2/users", most, call, cancellationToken);
    }

    /// <summary>Reads every group, without members, unless there are more than <paramref name="most"/>: then the first page alone, whose total says so.</summary>
    public static Task<EgnyteList<EgnyteGroup>> ReadAllGroupsAsync(IEgnyteApi api, int most, EgnyteCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(api);
        return ReadAllAsync<EgnyteGroup>(api.ListGroupsAsync, "GET /pubapi/v2/groups", most, call, cancellationToken);
    }

    private static async Task<EgnyteList<T>> ReadAllAsync<T>(ReadPage<T> readPage, string operation, int most, EgnyteCall call, CancellationToken cancellationToken)
        where T : IEgnyteAnswer
    {
        var first = await readPage(1, MaxPage, null, call, cancellationToken);
        if (first.TotalResults > most || first.TotalResults <= first.Resources.Count)
        {
            return new(first.TotalResults, [.. first.Resources]);
        }

        var rest = await TryReadAsync(readPage, first.Resources.Count + 1, first.TotalResults - first.Resources.Count, null, call, cancellationToken);

        // Changed in between: all again, up to what is allowed and not up to what there was, or a newcomer would be missing.
        return rest is { } more && more.TotalResults == first.TotalResults
            ? new(first.TotalResults, [.. first.Resources, .. more.Rows])
            : await ReadAsync(readPage, operation, 1, most, null, call, cancellationToken);
    }

    private static async Task<EgnyteList<T>> ReadAsync<T>(
        ReadPage<T> readPage, string operation, int startIndex, int count, string? filter, EgnyteCall call, CancellationToken cancellationToken)
        where T : IEgnyteAnswer
    {
        if (count < 1)
        {
            var page = await readPage(startIndex, 1, filter, call, cancellationToken);
            return new(page.TotalResults, []);
        }

        // A list that changed between two pages has lost or doubled a row: it is read again, once.
        return await TryReadAsync(readPage, startIndex, count, filter, call, cancellationToken)
            ?? await TryReadAsync(readPage, startIndex, count, filter, call, cancellationToken)
            ?? throw new EgnyteApiException(EgnyteFailure.Unavailable, operation)
            {
                Reason = "the list changed while it was read",
                RetryAfter = ComeBack,
            };
    }

    private static async Task<EgnyteList<T>?> TryReadAsync<T>(
        ReadPage<T> readPage, int startIndex, int count, string? filter, EgnyteCall call, CancellationToken cancellationToken)
        where T : IEgnyteAnswer
    {
        var rows = new List<T>(Math.Min(count, MaxPage));
        int? total = null;
        while (true)
        {
            var page = await readPage(startIndex + rows.Count, Math.Min(count - rows.Count, MaxPage), filter, call, cancellationToken);
            if (page.TotalResults != (total ??= page.TotalResults))
            {
                return null;
            }

            // itemsPerPage means different things for users and groups: only the rows themselves count.
            rows.AddRange(page.Resources.Take(count - rows.Count));
            if (rows.Count >= count || startIndex + rows.Count - 1 >= total)
            {
                return new(total.Value, rows);
            }

            if (page.Resources.Count == 0)
            {
                return null;
            }
        }
    }
}
