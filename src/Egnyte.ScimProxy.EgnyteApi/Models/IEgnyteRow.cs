namespace Egnyte.ScimProxy.EgnyteApi.Models;

/// <summary>What stands in a list, once.</summary>
public interface IEgnyteRow : IEgnyteAnswer
{
    /// <summary>The id, in a form that is equal for equal ids.</summary>
    internal object Key { get; }
}
