namespace Egnyte.ScimProxy.Tenants;

/// <summary>What can be the name of a tenant, which is a segment of its address.</summary>
internal static class TenantName
{
    private const int MaxLength = 63;

    public static bool IsValid(string name)
    {
        if (name is not { Length: > 0 and <= MaxLength } || !char.IsAsciiLetterOrDigit(name[0]))
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }

        return true;
    }
}
