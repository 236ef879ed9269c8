using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Tests.Scim;

internal static class Refused
{
    public static ScimError By(Func<object?> read) => Assert.Throws<ScimException>(read).Error;

    /// <summary>Whether reading ended as it may: with a result or with a refusal; anything else that is thrown fails the property.</summary>
    public static bool OrRead(Func<object?> read)
    {
        try
        {
            read();
        }
        catch (ScimException)
        {
        }

        return true;
    }
}
