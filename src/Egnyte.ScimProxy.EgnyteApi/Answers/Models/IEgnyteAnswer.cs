namespace Egnyte.ScimProxy.EgnyteApi.Answers.Models;

/// <summary>What Egnyte answers with a 2xx: JSON without what a decision rests on is as unusable as broken JSON (behaviour.md §1.1).</summary>
public interface IEgnyteAnswer
{
    /// <summary>What makes the answer unusable, in words for the log; null where nothing does.</summary>
    internal string? Flaw { get; }
}
