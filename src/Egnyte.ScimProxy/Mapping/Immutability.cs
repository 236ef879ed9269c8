namespace Egnyte.ScimProxy.Mapping;

/// <summary>What becomes of a later, different value of an attribute that Egnyte takes at creation only.</summary>
internal enum Immutability
{
    Mutable,

    /// <summary>It is refused: 400 mutability.</summary>
    Reject,

    /// <summary>It is dropped.</summary>
    Ignore,

    /// <summary>The tenant's ExternalIdMismatch decides (<see cref="Users.ExternalIdPolicy"/>).</summary>
    Ownership,
}
