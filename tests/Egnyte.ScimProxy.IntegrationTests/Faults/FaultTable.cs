using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>The matrix as it was observed, in Markdown: a column for all calls that every fault comes out at the same.</summary>
internal static class FaultTable
{
    public static string Of(IEnumerable<Cell> cells)
    {
        var columns = cells
            .GroupBy(cell => (cell.Operation, cell.Strike.Place))
            .Select(call => (Name: NameOf(call.Key.Operation, call.Key.Place), Rows: KnownFaults.All.Select(fault => Outcome([.. call.Where(cell => cell.Fault == fault)])).ToList()))
            .GroupBy(column => string.Join('|', column.Rows))
            .Select((column, number) => (Letter: (char)('A' + number), Names: column.Select(call => call.Name), column.First().Rows))
            .ToList();
        return string.Join('\n',
        [
            .. columns.Select(column => $"- **{column.Letter}**: {string.Join("; ", column.Names)}"),
            "",
            Pages.Table(["fault", .. columns.Select(column => $"{column.Letter}")], KnownFaults.All.Select((fault, row) => new[] { fault.Name }.Concat(columns.Select(column => column.Rows[row])).ToArray())),
        ]);
    }

    private static string NameOf(ScimOperation operation, int place) =>
        operation.Calls.Length == 1 ? operation.Name : $"{operation.Name} ({Ordinal(place)} call)";

    private static string Ordinal(int place) => place switch { 0 => "1st", 1 => "2nd", 2 => "3rd", var more => $"{more + 1}th" };

    private static string Outcome(IReadOnlyList<Cell> cells)
    {
        var (once, fromThenOn, itsRoute) = (Word(cells, StrikeMode.Once), Word(cells, StrikeMode.FromThenOn), Word(cells, StrikeMode.ItsRoute));
        return $"{once}{(fromThenOn == once ? "" : $" → {fromThenOn}")}{(itsRoute.Length == 0 || itsRoute == fromThenOn ? "" : $" ({itsRoute})")}";
    }

    private static string Word(IReadOnlyList<Cell> cells, StrikeMode mode)
    {
        var words = cells.Where(cell => cell.Strike.Mode == mode).Select(Word).Distinct().ToList();
        return string.Join('/', words);
    }

    private static string Word(Cell cell) => cell.IsSuccess ? "ok" : cell.IsOutage ? "wait" : $"{cell.Answer.Status}";
}
