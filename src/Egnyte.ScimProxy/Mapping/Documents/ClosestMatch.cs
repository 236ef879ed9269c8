namespace Egnyte.ScimProxy.Mapping.Documents;

/// <summary>The known name that is closest to a mistyped one.</summary>
internal static class ClosestMatch
{
    public static string To(string written, IEnumerable<string> known) =>
        known.MinBy(candidate => Distance(written.ToUpperInvariant(), candidate.ToUpperInvariant()))!;

    /// <summary>Levenshtein distance, bounded by the length of what an operator types.</summary>
    private static int Distance(string a, string b)
    {
        a = a.Length <= 64 ? a : a[..64];
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            }

            previous = current;
        }

        return previous[b.Length];
    }
}
