namespace Egnyte.ScimProxy.Scim.Patching;

/// <summary>What a PATCH operation does (RFC 7644 §3.5.2).</summary>
public enum PatchVerb
{
    /// <summary>Gives a value, beside those that are there where there may be many.</summary>
    Add,

    /// <summary>Takes values away.</summary>
    Remove,

    /// <summary>Gives a value instead of what is there.</summary>
    Replace,
}
