using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>Reads lists in pages: a list is whole or it is an error.</summary>
public static class EgnyteLists
{
    // "The maximum count value supported is 100" (NET, PP); what a larger one does is unknown.
    /// <summary>The most rows that one call may ask for.</summary>
    public const int MaxPage = 100;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(60);

    private const string Contradicts = "the list changed while it was read, or contradicts itself";

    private delegate Task<EgnytePage<T>> ReadPage<T>(int startIndex, int count, string? filter, EgnyteCallContext call, CancellationToken cancellationToken)
        where T : IEgnyteRow<T>;

    /// <summary>Reads up to <paramref name="count"/> users from a 1-based index on.</summary>
    public static Task<EgnyteList<EgnyteUser>> ReadUsersAsync(
        IEgnyteApi api, int startIndex, int count, string? filter, EgnyteCallContext call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(api);
        return ReadAsync<EgnyteUser>(api.ListUsersAsync, "GET /pubapi/v2/users", startIndex, count, filter, call, cancellationToken);
    }

    /// <summary>Reads up to <paramref name="count"/> groups from a 1-based index on, without members.</summary>
    public static Task<EgnyteList<EgnyteGroup>> ReadGroupsAsync(
        IEgnyteApi api, int startIndex, int count, string? filter, EgnyteCallContext call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(api);
        return ReadAsync<EgnyteGroup>(api.ListGroupsAsync, "GET /pubapi/v2/groups", startIndex, count, filter, call, cancellationToken);
    }

    /// <summary>Reads every user, unless there are more than <paramref name="most"/>: then the first page alone, whose total says so.</summary>
    public static Task<EgnyteList<EgnyteUser>> ReadAllUsersAsync(IEgnyteApi api, int most, EgnyteCallContext call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(api);
        return ReadAllAsync<EgnyteUser>(api.ListUsersAsync, "GET /pubapi/v2/users", most, call, cancellationToken);
    }

    /// <summary>
    /// Reads every group, without members, unless there are more than <paramref name="most"/>: then the first page alone, whose total says so.
    /// </summary>
    public static Task<EgnyteList<EgnyteGroup>> ReadAllGroupsAsync(IEgnyteApi api, int most, EgnyteCallContext call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(api);
        return ReadAllAsync<EgnyteGroup>(api.ListGroupsAsync, "GET /pubapi/v2/groups", most, call, cancellationToken);
    }

    private static async Task<EgnyteList<T>> ReadAllAsync<T>(
        ReadPage<T> readPage, string operation, int most, EgnyteCallContext call, CancellationToken cancellationToken)
        where T : IEgnyteRow<T>
    {
        var reading = new ListReading<T>(1, most);
        var first = await readPage(1, MaxPage, null, call, cancellationToken);
        var isClear = reading.Add(first);
        if (first.TotalResults > most)
        {
            return isClear ? reading.List : throw Unreadable(operation, Contradicts);
        }

        // Changed in between: all again, up to what is allowed and not up to what there was, or a newcomer would be missing.
        return (isClear ? await FinishAsync(reading, readPage, operation, null, call, cancellationToken) : null)
            ?? await ReadAsync(readPage, operation, 1, most, null, call, cancellationToken);
    }

    private static async Task<EgnyteList<T>> ReadAsync<T>(
        ReadPage<T> readPage, string operation, int startIndex, int count, string? filter, EgnyteCallContext call, CancellationToken cancellationToken)
        where T : IEgnyteRow<T>
    {
        if (count < 1)
        {
            var page = await readPage(startIndex, 1, filter, call, cancellationToken);
            return new(page.TotalResults, []);
        }

        // A list that changed between two pages has lost or doubled a row: it is read again, once.
        return await FinishAsync(new ListReading<T>(startIndex, count), readPage, operation, filter, call, cancellationToken)
            ?? await FinishAsync(new ListReading<T>(startIndex, count), readPage, operation, filter, call, cancellationToken)
            ?? throw Unreadable(operation, Contradicts);
    }

    private static async Task<EgnyteList<T>?> FinishAsync<T>(
        ListReading<T> reading, ReadPage<T> readPage, string operation, string? filter, EgnyteCallContext call, CancellationToken cancellationToken)
        where T : IEgnyteRow<T>
    {
        while (!reading.IsWhole)
        {
            if (!reading.MayGoOn)
            {
                throw Unreadable(operation, "the pages are shorter than what was asked for");
            }

            if (!reading.Add(await readPage(reading.NextIndex, Math.Min(reading.Missing, MaxPage), filter, call, cancellationToken)))
            {
                return null;
            }
        }

        return reading.List;
    }

    private static EgnyteApiException Unreadable(string operation, string reason) =>
        new(EgnyteFailure.Unavailable, operation) { Reason = reason, RetryAfter = RetryDelay };
}
