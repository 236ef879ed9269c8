using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Users;

/// <summary>What must be true of the value that Egnyte holds for an operation to mean it: <c>emails[value eq "old@example.com"]</c>.</summary>
/// <param name="Holds">Asked with the value that Egnyte holds.</param>
/// <param name="Otherwise">The refusal where it is not true; null where the operation then does nothing, as taking away what is not there.</param>
internal sealed record ValueFilterGuard(Predicate<string?> Holds, ScimError? Otherwise);
