namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>The asked part of a list, whole.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="TotalResults">How many rows the whole list has.</param>
/// <param name="Rows">The rows asked for, in Egnyte's order.</param>
public readonly record struct EgnyteList<T>(int TotalResults, IReadOnlyList<T> Rows);
