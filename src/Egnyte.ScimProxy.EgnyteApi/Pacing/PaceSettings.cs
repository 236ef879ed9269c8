namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>What is assumed of a token until Egnyte tells better.</summary>
/// <param name="CallsPerSecond">Calls a second.</param>
/// <param name="CallsPerDay">Calls a day.</param>
/// <param name="WriteReserve">The percentage of the day's calls that lists leave alone.</param>
internal sealed record PaceSettings(int CallsPerSecond, int CallsPerDay, int WriteReserve);
