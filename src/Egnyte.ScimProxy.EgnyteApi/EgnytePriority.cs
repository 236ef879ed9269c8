namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>The order in which queued calls of a token are sent: by priority, then by arrival. No priority is starved.</summary>
public enum EgnytePriority
{
    /// <summary>Calls that deactivate a user.</summary>
    Deactivation,

    /// <summary>Every other write, and what is read for one resource.</summary>
    Ordinary,

    /// <summary>Pages of lists, and what is read to expand them.</summary>
    List,
}
