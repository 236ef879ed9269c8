namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>A resource as Egnyte shows it after a write.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="IsAnswer">Whether the answer to the write itself shows it; otherwise it was read afterwards, and may hold another client's change.</param>
public readonly record struct EgnyteShown<T>(T Resource, bool IsAnswer);
