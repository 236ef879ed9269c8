namespace Egnyte.ScimProxy.Simulator;

/// <summary>What a PATCH of a group does.</summary>
public enum GroupPatchRule
{
    /// <summary>Partial JSON: members are added or, with <c>"operation":"delete"</c>, removed; others stay (NET, PP, older documents).</summary>
    Delta,

    /// <summary>Partial JSON: a list of members is the whole membership, and an <c>operation</c> in it means nothing (CLI).</summary>
    ReplaceAll,

    /// <summary>A PatchOp of SCIM 2.0 and nothing else: partial JSON is refused (GO2).</summary>
    PatchOp,
}
