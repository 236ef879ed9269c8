using System.Globalization;
using Egnyte.ScimProxy.Benchmarks.Reporting;

namespace Egnyte.ScimProxy.Benchmarks.Startup;

internal static class StartupReport
{
    private const double MostMilliseconds = 150;
    private const double MostResident = 45;

    public static string Text(IReadOnlyList<StartResult> starts, long size)
    {
        var time = Spread.Of(starts.Select(start => start.Milliseconds));
        var resident = Spread.Of(starts.Select(start => start.Resident));
        var anonymous = Spread.Of(starts.Select(start => start.Anonymous));
        var table = new MarkdownTable("native binary", "median", "worst", "aim", "");
        table.Add("start to first SCIM answer, ms", Number(time.Median), Number(time.Most), Number(MostMilliseconds), Met(time.Median <= MostMilliseconds));
        table.Add("resident then (VmRSS), MB", Number(resident.Median), Number(resident.Most), Number(MostResident), Met(resident.Median <= MostResident));
        table.Add("of it not from files, MB", Number(anonymous.Median), Number(anonymous.Most), "", "");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{table}\n{starts.Count} starts of a binary of {size / 1e6:f1} MB, each asked for one user as soon as it takes a connection; "
            + $"the answer is compared.\n");
    }

    private static string Number(double number) => number.ToString("f0", CultureInfo.InvariantCulture);

    private static string Met(bool isMet) => isMet ? "met" : "not met";
}
