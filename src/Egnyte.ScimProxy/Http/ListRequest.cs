using System.Globalization;
using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Mapping.Schemas;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;
using Egnyte.ScimProxy.Scim.Filters.Evaluation;
using Egnyte.ScimProxy.Scim.Filters.Parsing;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Http;

/// <summary>What a client wants listed, and which page of it (RFC 7644 §3.4.2, RFC 9865), brought into range.</summary>
/// <param name="StartIndex">The first row, from 1 on.</param>
/// <param name="Count">The most rows, from 0 to <see cref="MaxCount"/>.</param>
internal sealed record ListRequest(int StartIndex, int Count)
{
    /// <summary>What <c>filter.maxResults</c> of /ServiceProviderConfig says.</summary>
    public const int MaxCount = 200;

    public const int DefaultCount = 100;

    public ScimFilter? Filter { get; init; }

    /// <summary>The attribute to sort by; null where the order does not matter to the client.</summary>
    public string? SortBy { get; init; }

    public string? SortOrder { get; init; }

    /// <summary>Null in index paging.</summary>
    public ListCursor? Cursor { get; init; }

    /// <summary>Whether the first row is read for its id alone, and not shown.</summary>
    public bool SkipsFirst { get; init; }

    public static ListRequest From(ScimCall call, string endpoint) => Read(name => call.Query[name], endpoint, call.Mapping.Settings);

    /// <summary>The body of a POST to <c>/.search</c> (RFC 7644 §3.4.3). Numbers may be written as texts, as in a query.</summary>
    public static ListRequest From(JsonElement search, string endpoint, TenantSettings settings) =>
        Read(name => SearchRequest.Text(search, name), endpoint, settings);

    /// <summary>The order that was asked for; null for any.</summary>
    /// <exception cref="ScimException">400 invalidValue: there is nothing to sort by, whether or not this list can be sorted.</exception>
    public ResourceOrder? OrderIn(ResourceSchema schema) => SortBy is null ? null : ResourceOrder.Parse(SortBy, SortOrder, schema.TraitsOf);

    /// <summary>One page of a result that is at hand whole, in the order that was asked for.</summary>
    /// <param name="all">Every row.</param>
    /// <param name="schema">What there is to sort by.</param>
    /// <param name="show">A row as the client sees it: what it is sorted by.</param>
    public IReadOnlyList<T> Slice<T>(IReadOnlyList<T> all, ResourceSchema schema, Func<T, JsonElement> show)
    {
        return RowsOf<T>(OrderIn(schema) is { } order ? all.OrderBy(show, order) : all);
    }

    /// <summary>Whether the page is among the first rows of a list, as far as they were read.</summary>
    public bool IsWithin<T>(IReadOnlyList<T> first) => StartIndex - 1 + Count <= first.Count;

    public IReadOnlyList<T> RowsOf<T>(IEnumerable<T> rows) => [.. rows.Skip(StartIndex - 1).Take(Count)];

    /// <summary>The page as it is answered.</summary>
    /// <param name="total">How many match in all.</param>
    /// <param name="rows">What was found from <see cref="StartIndex"/> on.</param>
    /// <param name="idOf">A row's id.</param>
    /// <exception cref="ScimException">400 expiredCursor.</exception>
    public ListPage<T> Page<T>(int total, IReadOnlyList<T> rows, Func<T, string> idOf)
    {
        if (Cursor is null)
        {
            return new ListPage<T>(total, StartIndex, rows, null);
        }

        var next = StartIndex + rows.Count;
        if (SkipsFirst)
        {
            Cursor.Require(rows.Count > 0 ? idOf(rows[0]) : null);
            rows = [.. rows.Skip(1)];
        }

        return new ListPage<T>(total, null, rows, rows.Count > 0 && next <= total ? Cursor.At(next, idOf(rows[^1])) : null);
    }

    private static ListRequest Read(Func<string, string?> parameter, string endpoint, TenantSettings settings)
    {
        var filter = parameter("filter");
        var (sortBy, sortOrder) = (parameter("sortBy"), parameter("sortOrder"));
        var request = new ListRequest(Math.Max(1, Number(parameter("startIndex"), "startIndex", 1)), Number(parameter("count"), "count", DefaultCount))
        {
            Filter = string.IsNullOrWhiteSpace(filter) ? null : ScimFilterParser.Parse(filter),
            SortBy = string.IsNullOrWhiteSpace(sortBy) ? null : sortBy,
            SortOrder = sortOrder,
        };
        if (parameter("cursor") is not { } cursor)
        {
            return request with { Count = Math.Clamp(request.Count, 0, MaxCount) };
        }

        // Not ignored: the client would get the first page again and again.
        if (!settings.Get(TenantSettingsFormat.CursorPaging))
        {
            throw new ScimException(ScimError.InvalidCursor(
                $"Paging by cursor is switched off here: page by startIndex and count, or set {settings.Key(TenantSettingsFormat.CursorPaging)} "
                + "to true."));
        }

        if (parameter("startIndex") is not null)
        {
            throw new ScimException(ScimError.InvalidCursor("cursor and startIndex are two ways of paging: send one of them."));
        }

        if (request.Count is < 1 or > MaxCount)
        {
            throw new ScimException(ScimError.InvalidCount($"count must be from 1 to {MaxCount} beside a cursor."));
        }

        var at = ListCursor.Read(cursor, $"{endpoint}\n{filter}\n{sortBy}\n{sortOrder}");
        return at.StartIndex == 1
            ? request with { Cursor = at }
            // The row before is read as well, to see that it is still there; where that would cost another Egnyte call, the page is one shorter.
            : request with
            {
                Cursor = at,
                SkipsFirst = true,
                StartIndex = at.StartIndex - 1,
                Count = request.Count % EgnyteLists.MaxPage == 0 ? request.Count : request.Count + 1,
            };
    }

    private static int Number(string? text, string name, int absent) =>
        string.IsNullOrEmpty(text) ? absent
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? (int)Math.Clamp(value, int.MinValue, int.MaxValue)
        : throw new ScimException(ScimError.InvalidValue($"{name} must be a whole number."));
}

/// <summary>One page of a list.</summary>
/// <param name="TotalResults">How many match in all.</param>
/// <param name="StartIndex">The first row's index; null in cursor paging.</param>
/// <param name="Rows">Those on this page.</param>
/// <param name="NextCursor">Null in index paging and on the last page.</param>
internal sealed record ListPage<T>(int TotalResults, int? StartIndex, IReadOnlyList<T> Rows, string? NextCursor);
