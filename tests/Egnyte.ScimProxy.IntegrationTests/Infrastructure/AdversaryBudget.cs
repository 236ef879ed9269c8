using System.Diagnostics;
using System.Globalization;

namespace Egnyte.ScimProxy.IntegrationTests.Infrastructure;

/// <summary>
/// How long the adversarial layers look for a counter-example: a fixed number of cases in <c>dotnet test</c>, or for
/// <c>ADVERSARY_MINUTES</c> minutes. <c>ADVERSARY_SEED</c> begins elsewhere.
/// </summary>
internal static class AdversaryBudget
{
    public const string MinutesVariable = "ADVERSARY_MINUTES";
    public const string SeedVariable = "ADVERSARY_SEED";

    /// <summary>Null where the number of cases is the limit.</summary>
    private static readonly TimeSpan? Time = double.TryParse(Environment.GetEnvironmentVariable(MinutesVariable), CultureInfo.InvariantCulture, out var minutes)
        && minutes > 0
        ? TimeSpan.FromMinutes(minutes)
        : null;

    private static readonly int? Seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), CultureInfo.InvariantCulture, out var seed)
        ? seed
        : null;

    /// <summary>The seed of each case, one after the other.</summary>
    /// <param name="firstSeed">The first seed where the environment names none.</param>
    /// <param name="cases">How many cases there are where the environment gives no time.</param>
    /// <param name="lane">Which of several loops this is: no two have the same seeds.</param>
    public static IEnumerable<int> Seeds(int firstSeed, int cases, int lane = 0)
    {
        const int LaneLength = 10_000_000;
        var began = Stopwatch.GetTimestamp();
        for (var number = 0; Time is { } time ? Stopwatch.GetElapsedTime(began) < time : number < cases; number++)
        {
            yield return unchecked((Seed ?? firstSeed) + (lane * LaneLength) + number);
        }
    }
}
