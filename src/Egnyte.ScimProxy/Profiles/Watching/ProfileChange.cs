namespace Egnyte.ScimProxy.Profiles.Watching;

/// <summary>What the newest reading did to a profile that tenants use.</summary>
internal enum ProfileChange
{
    /// <summary>Nothing: neither it nor what it extends has changed.</summary>
    None,

    /// <summary>The new one is in force.</summary>
    Taken,

    /// <summary>The new one is in force, after others that were rejected.</summary>
    Mended,

    /// <summary>The new one cannot be used: the last good one stays in force.</summary>
    Rejected,
}
