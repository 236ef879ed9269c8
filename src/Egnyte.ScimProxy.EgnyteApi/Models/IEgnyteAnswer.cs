namespace Egnyte.ScimProxy.EgnyteApi.Models;

/// <summary>What Egnyte answers with a 2xx: valid JSON that lacks an id is as unreadable as broken JSON.</summary>
public interface IEgnyteAnswer
{
    /// <summary>Whether what identifies the resource, or counts the list, was there.</summary>
    internal bool IsReadable { get; }
}
