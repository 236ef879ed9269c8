namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>Whose turn comes first where calls wait for the pace of a token; first come, first served within each, and none starves.</summary>
public enum EgnytePriority
{
    /// <summary>What takes a leaver's access away.</summary>
    Deactivation,

    /// <summary>Every other write, and what is read for one resource.</summary>
    Ordinary,

    /// <summary>Pages of lists, and what is read to expand them.</summary>
    List,
}
