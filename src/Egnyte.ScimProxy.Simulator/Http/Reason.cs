namespace Egnyte.ScimProxy.Simulator.Http;

/// <summary>Why a call is refused: of which attribute, if of one, in words, and in a code.</summary>
internal sealed record Reason(string? Attribute, string Text, string? Code = null);
