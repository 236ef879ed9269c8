using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Users.Answers;

/// <summary>A user as one answer shows it.</summary>
/// <param name="User">What Egnyte has.</param>
/// <param name="UserName">In the form that this client uses.</param>
/// <param name="BaseUrl">Where the tenant's SCIM service begins.</param>
/// <param name="Selection">The attributes asked for; null for all.</param>
/// <param name="Version">The entity tag; null in a list, whose rows need not hold all that Egnyte has.</param>
internal readonly record struct UserView(EgnyteUser User, string? UserName, string BaseUrl, AttributeSelection? Selection, string? Version = null);
