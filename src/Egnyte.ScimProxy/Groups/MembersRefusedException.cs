using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Groups;

/// <summary>Egnyte refused to add members: what the client hears of it, unless the profile skips them.</summary>
internal sealed class MembersRefusedException(ScimError error, IReadOnlyCollection<long> named, IReadOnlyCollection<long> added) : Exception(error.Detail)
{
    public ScimError Error { get; } = error;

    /// <summary>Those whose ids Egnyte's text tells.</summary>
    public IReadOnlyCollection<long> Named { get; } = named;

    /// <summary>All of whom one or more are refused.</summary>
    public IReadOnlyCollection<long> Added { get; } = added;
}
