namespace Egnyte.ScimProxy.EgnyteApi.Answers.Models;

/// <summary>What stands in a list, once.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IEgnyteRow<TSelf> : IEgnyteAnswer
    where TSelf : IEgnyteRow<TSelf>
{
    /// <summary>Two rows are the same where they have the same id.</summary>
    internal static abstract IEqualityComparer<TSelf> ById { get; }
}
