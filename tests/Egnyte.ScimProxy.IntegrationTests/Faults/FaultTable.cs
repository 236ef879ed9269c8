using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>The matrix as it was observed, in Markdown: a column for all calls that every fault comes out at the same.</summary>
internal static class FaultTable
{
    public static string Of(IEnumerable<FaultCase> cases)
    {
        var columns = cases
            .GroupBy(faultCase => (faultCase.Operation, faultCase.FaultPoint.Place))
            .Select(call =>
                (Name: NameOf(call.Key.Operation, call.Key.Place),
                 Rows: KnownFaults.All.Select(fault => Outcome([.. call.Where(faultCase => faultCase.Fault == fault)])).ToList()))
            .GroupBy(column => string.Join('|', column.Rows))
            .Select((column, number) => (Letter: (char)('A' + number), Names: column.Select(call => call.Name), column.First().Rows))
            .ToList();
        return string.Join('\n',
        [
            .. columns.Select(column => $"- **{column.Letter}**: {string.Join("; ", column.Names)}"),
            "",
            Pages.Table(
                ["fault", .. columns.Select(column => $"{column.Letter}")],
                KnownFaults.All.Select((fault, row) => new[] { fault.Name }.Concat(columns.Select(column => column.Rows[row])).ToArray())),
        ]);
    }

    private static string NameOf(ScimOperation operation, int place) =>
        operation.Calls.Length == 1 ? operation.Name : $"{operation.Name} ({Ordinal(place)} call)";

    private static string Ordinal(int place) => place switch { 0 => "1st", 1 => "2nd", 2 => "3rd", var more => $"{more + 1}th" };

    private static string Outcome(IReadOnlyList<FaultCase> cases)
    {
        var (once, fromThenOn, itsRoute) = (Word(cases, FaultPointMode.Once), Word(cases, FaultPointMode.FromThenOn), Word(cases, FaultPointMode.ItsRoute));
        return $"{once}{(fromThenOn == once ? "" : $" → {fromThenOn}")}{(itsRoute.Length == 0 || itsRoute == fromThenOn ? "" : $" ({itsRoute})")}";
    }

    private static string Word(IReadOnlyList<FaultCase> cases, FaultPointMode mode)
    {
        var words = cases.Where(faultCase => faultCase.FaultPoint.Mode == mode).Select(Word).Distinct().ToList();
        return string.Join('/', words);
    }

    private static string Word(FaultCase faultCase) => faultCase.IsSuccess ? "ok" : faultCase.IsOutage ? "wait" : $"{faultCase.Answer.Status}";
}
