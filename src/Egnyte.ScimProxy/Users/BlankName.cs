using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Users;

/// <summary>
/// A given or family name of blanks only. authentik sends one blank as the family name of a user whose name is one word, and Egnyte
/// requires both names: the other of the two takes its place, so that such a user can be provisioned.
/// </summary>
internal static class BlankName
{
    public static UserAttributes Filled(UserAttributes given, MappingProfile profile)
    {
        var (givenName, familyName) = (profile.IndexOfField("name.givenName"), profile.IndexOfField("name.familyName"));
        if (IsBlank(given, familyName) && HasText(given, givenName))
        {
            given.Replace(familyName, given.Value(givenName));
        }
        else if (IsBlank(given, givenName) && HasText(given, familyName))
        {
            given.Replace(givenName, given.Value(familyName));
        }
        else if (IsBlank(given, familyName) || IsBlank(given, givenName))
        {
            var rule = profile.Rules[IsBlank(given, familyName) ? familyName : givenName];
            given.Refuse(ScimError.InvalidValue(
                $"{rule.Name} holds blanks only, and the request has no other name that could take its place. Send a name. {rule.Fix}".TrimEnd()));
        }

        return given;
    }

    private static bool IsBlank(UserAttributes given, int rule) =>
        given[rule] is Given.Value && given.Value(rule).Text is { } text && string.IsNullOrWhiteSpace(text);

    private static bool HasText(UserAttributes given, int rule) => given[rule] is Given.Value && !string.IsNullOrWhiteSpace(given.Value(rule).Text);
}
