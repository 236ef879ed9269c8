using System.Collections.Frozen;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Tenants;

/// <summary>What a tenant permits. A call that is switched off is refused before Egnyte is asked, by an error that names the setting.</summary>
/// <param name="Section">Where the operator switches, as the beginning of a key.</param>
/// <param name="Off">What is switched off.</param>
internal sealed record Capabilities(string Section, FrozenSet<Capability> Off)
{
    public bool Has(Capability capability) => !Off.Contains(capability);

    public bool HasAny(params ReadOnlySpan<Capability> capabilities)
    {
        foreach (var capability in capabilities)
        {
            if (Has(capability))
            {
                return true;
            }
        }

        return false;
    }

    /// <exception cref="ScimException">403: it is switched off.</exception>
    public void Require(Capability capability)
    {
        if (!Has(capability))
        {
            var (what, instead) = Words(capability);
            throw new ScimException(ScimError.Forbidden($"{Section}:{capability} is false: {what} through this proxy. {instead}, or set it to true."));
        }
    }

    private static (string What, string Instead) Words(Capability capability) => capability switch
    {
        Capability.CreateUsers =>
            ("no user is created", "Create the account in Egnyte, so that the client finds it by user name, externalId or e-mail address and links it"),
        Capability.UpdateUsers => ("no user is changed or reactivated", "Change the account in Egnyte, and switch updates off in the client"),
        Capability.DeactivateUsers => ("no user is deactivated", "Deactivate the account in Egnyte, and switch deactivation off in the client"),
        Capability.DeleteUsers => ("no user is deleted", "Deactivate the user (active false), or delete the account in Egnyte"),
        Capability.ListUsers =>
            ("users are not listed", "Look a user up by id, userName, externalId or emails with eq, and switch the import off in the client"),
        Capability.CreateGroups => ("no group is created", "Create the group in Egnyte and link the pushed group to it"),
        Capability.ChangeGroups => ("no group is changed", "Change the group in Egnyte, and stop pushing it"),
        Capability.DeleteGroups => ("no group is deleted", "Unlink the pushed group without deleting it, or delete it in Egnyte"),
        _ => ("groups are not listed", "Look a group up by id or displayName with eq, and switch the import off in the client"),
    };
}
