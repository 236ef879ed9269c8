namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>What an Egnyte call does, as far as it matters when it goes wrong.</summary>
internal enum CallKind
{
    /// <summary>GET of one resource: its 404 says that there is none.</summary>
    ReadOne,

    /// <summary>GET of a list, or of who owns the token: a 404 is no answer to it.</summary>
    ReadList,

    /// <summary>GET of one resource that a filter asks for by its id: its 404 is an empty list.</summary>
    ReadById,

    /// <summary>GET of a group that a list has just named: its 404 says that the list has changed.</summary>
    ReadRow,

    /// <summary>POST: twice is not once.</summary>
    Create,

    /// <summary>PATCH or PUT of absolute values: twice is once.</summary>
    Update,

    /// <summary>PATCH that also mails an invitation: twice is not once.</summary>
    Invite,

    Delete,
}
