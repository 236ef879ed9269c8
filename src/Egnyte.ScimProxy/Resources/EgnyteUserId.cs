using System.Globalization;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Resources;

/// <summary>An Egnyte user id: a number there, its canonical decimal form as the SCIM id.</summary>
internal readonly record struct EgnyteUserId(long Value)
{
    private const int MaxDigits = 19;

    /// <summary>A leading zero, a sign, or too many digits cannot be an id that we gave out.</summary>
    public static bool TryParse(string? text, out EgnyteUserId id)
    {
        id = default;
        if (text is not { Length: > 0 and <= MaxDigits }
            || text[0] is < '1' or > '9'
            || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        id = new EgnyteUserId(value);
        return true;
    }

    /// <exception cref="ScimException">404, without asking Egnyte: no such id can exist.</exception>
    public static EgnyteUserId Parse(string text) =>
        TryParse(text, out var id)
            ? id
            : throw new ScimException(ScimError.NotFound(
                "There is no such user: an Egnyte user id is a number. If the account was deleted in Egnyte, unassign the user from the app, then "
                + "assign the user again."));

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
