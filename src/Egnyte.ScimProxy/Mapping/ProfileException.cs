namespace Egnyte.ScimProxy.Mapping;

/// <summary>A profile document that cannot be used, and why, in words for the operator.</summary>
internal sealed class ProfileException(string message) : Exception(message);
