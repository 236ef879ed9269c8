namespace Egnyte.ScimProxy.Tenants;

/// <summary>The words that settings of a tenant may have; the default, where the program has one, is the first.</summary>
internal static class TenantSettingValues
{
    public static readonly string[] DefaultUserMappings = ["none", "email", "userName"];
    public static readonly string[] UserNameFormats = ["prefix", "email"];
    public static readonly string[] ExternalIdMismatches = ["auto", "reject", "ignore"];
    public static readonly string[] DeletePolicies = ["deactivate", "delete", "refuse"];
    public static readonly string[] GroupPatchForms = ["auto", "delta", "patchOp", "put"];
    public static readonly string[] GroupListMembersValues = ["expand", "omit"];
    public static readonly string[] Switches = ["false", "true"];
    public static readonly string[] TransientStatuses = ["auto", "429", "503"];
}
