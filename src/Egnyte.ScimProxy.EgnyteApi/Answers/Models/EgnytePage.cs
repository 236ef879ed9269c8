namespace Egnyte.ScimProxy.EgnyteApi.Answers.Models;

/// <summary>One page of a list; <c>resources</c> and <c>Resources</c> are both in the wild (RB, NET fixtures).</summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed record EgnytePage<T> : IEgnyteAnswer
    where T : IEgnyteAnswer
{
    /// <summary>The 1-based index of the first row; 0 where Egnyte does not say.</summary>
    public int StartIndex { get; set; }

    /// <summary>How many rows the whole list has; -1 when Egnyte did not say, which is unreadable.</summary>
    public int TotalResults { get; set; } = -1;

    /// <summary>The rows; null where there are none and Egnyte says so by the total alone.</summary>
    public IReadOnlyList<T>? Resources { get; set; }

    // itemsPerPage is not read: it means different things for users and groups (RB fixtures).
    string? IEgnyteAnswer.Flaw =>
        TotalResults < 0 ? "no totalResults"
        : Resources is null ? (TotalResults == 0 ? null : "no resources")
        : TotalResults == 0 && Resources.Count > 0 ? "rows beside a total of 0"
        : FlawOfRows();

    private string? FlawOfRows()
    {
        for (var row = 0; row < Resources!.Count; row++)
        {
            if ((Resources[row] is { } resource ? resource.Flaw : "null") is { } flaw)
            {
                return $"row {row + 1}: {flaw}";
            }
        }

        return null;
    }
}
