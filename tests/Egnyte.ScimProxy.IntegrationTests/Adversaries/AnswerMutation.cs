namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>One thing that is changed in a true answer of Egnyte.</summary>
/// <param name="Name">What is changed, for a reader of a failure.</param>
/// <param name="Status">The status of the changed answer.</param>
/// <param name="Body">The body of the changed answer, as it is sent.</param>
internal sealed record AnswerMutation(string Name, int Status, byte[] Body)
{
    /// <summary>Stands in <see cref="Fields"/> for every field: it is a whole answer that may be the true one.</summary>
    public const string EveryField = "*";

    /// <summary>Headers that replace those of the true answer.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>What is sent instead of an answer in HTTP, byte by byte; null where it is HTTP.</summary>
    public byte[]? Wire { get; init; }

    /// <summary>
    /// Egnyte's fields that now say something else in a documented form, so that the proxy cannot see the change. Where there is none, the
    /// answer must be seen to be wrong, or it still says the same.
    /// </summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Whether the answer has a documented form and says something else.</summary>
    public bool IsPlausible => Fields.Count > 0;
}
