namespace Egnyte.ScimProxy.Scim;

/// <summary>Carries a <see cref="ScimError"/> from where a message is understood to where it is answered.</summary>
/// <param name="error">What the client is to hear.</param>
public sealed class ScimException(ScimError error) : Exception(error.Detail)
{
    /// <summary>What the client is to hear.</summary>
    public ScimError Error { get; } = error;
}
