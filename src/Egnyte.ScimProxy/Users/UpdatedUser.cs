using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.Users;

/// <summary>A user after a PUT or PATCH.</summary>
/// <param name="User">The user as Egnyte shows it.</param>
/// <param name="IsAsSent">Whether it shows no other values than were sent; if it does, 204 would claim too much.</param>
internal readonly record struct UpdatedUser(EgnyteUser User, bool IsAsSent);
