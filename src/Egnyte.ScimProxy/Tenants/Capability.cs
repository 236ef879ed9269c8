namespace Egnyte.ScimProxy.Tenants;

/// <summary>What a tenant can switch off, one by one.</summary>
internal enum Capability
{
    /// <summary>POST of users.</summary>
    CreateUsers,

    /// <summary>PUT and PATCH of users that is anything but a deactivation; reactivation is an update.</summary>
    UpdateUsers,

    /// <summary>PUT and PATCH that says active false, and DELETE where that deactivates.</summary>
    DeactivateUsers,

    /// <summary>DELETE of users, whatever <see cref="DeletePolicy"/> makes of it.</summary>
    DeleteUsers,

    /// <summary>Lists of users. A look-up by id, user name, externalId or e-mail address is none: without it no client could link.</summary>
    ListUsers,

    CreateGroups,

    /// <summary>PUT and PATCH of groups: names and members.</summary>
    ChangeGroups,

    DeleteGroups,

    /// <summary>Lists of groups. A look-up by id or whole name is none.</summary>
    ListGroups,
}
