namespace Egnyte.ScimProxy.EgnyteApi.Models;

/// <summary>One page of a list; <c>resources</c> and <c>Resources</c> are both in the wild (RB, NET fixtures).</summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed record EgnytePage<T> : IEgnyteAnswer
    where T : IEgnyteAnswer
{
    /// <summary>The 1-based index of the first row.</summary>
    public int StartIndex { get; set; }

    /// <summary>How many rows the whole list has; -1 when Egnyte did not say, which is unreadable.</summary>
    public int TotalResults { get; set; } = -1;

    /// <summary>The count asked for (users) or the rows on the page (groups): never a measure of progress (RB fixtures).</summary>
    public int ItemsPerPage { get; set; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<T> Resources { get; set; } = [];

    bool IEgnyteAnswer.IsReadable => TotalResults >= 0 && Resources is not null && Resources.All(row => row is { IsReadable: true });
}
