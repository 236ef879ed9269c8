using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>The asked part of one list while its pages are read: each id once, one total, and not many more calls than full pages need.</summary>
/// <param name="startIndex">The 1-based index of the first row.</param>
/// <param name="count">The most rows.</param>
internal sealed class ListReading<T>(int startIndex, int count)
    where T : IEgnyteRow<T>
{
    // An Egnyte whose largest page is 50 is read; one that answers a row a call would cost the day's quota.
    private const int MaxCallsPerFullPage = 2;

    private readonly List<T> _rows = new(Math.Min(count, EgnyteLists.MaxPage));
    private readonly HashSet<T> _seen = new(Math.Min(count, EgnyteLists.MaxPage), T.ById);
    private int? _total;
    private int _calls;

    public int NextIndex => startIndex + _rows.Count;

    public int Missing => count - _rows.Count;

    public bool IsWhole => _total is { } total && (Missing <= 0 || NextIndex > total);

    public bool MayGoOn => _total is not { } total || _calls < MaxCallsPerFullPage * FullPagesOf(Math.Min(count, total - startIndex + 1));

    public EgnyteList<T> List => new(_total ?? 0, _rows);

    /// <summary>Adds the next page; false where it does not continue the pages before or contradicts itself.</summary>
    public bool Add(EgnytePage<T> page)
    {
        _calls++;
        IReadOnlyList<T> rows = page.Resources ?? [];
        if (page.TotalResults != (_total ??= page.TotalResults) || (rows.Count == 0 && NextIndex <= page.TotalResults))
        {
            return false;
        }

        if (rows.Count > 0 && ((page.StartIndex > 0 && page.StartIndex != NextIndex) || NextIndex + rows.Count - 1 > page.TotalResults))
        {
            return false;
        }

        for (var row = 0; row < rows.Count && Missing > 0; row++)
        {
            if (!_seen.Add(rows[row]))
            {
                return false;
            }

            _rows.Add(rows[row]);
        }

        return true;
    }

    private static int FullPagesOf(int rows) => (rows + EgnyteLists.MaxPage - 1) / EgnyteLists.MaxPage;
}
