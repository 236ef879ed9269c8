namespace Egnyte.ScimProxy.Tenants;

internal static class TenantPaths
{
    public const string ScimPath = "/scim/v2";

    /// <summary>Where a tenant answers, for logs and documents: the default tenant at two places.</summary>
    public static string Of(string name) => name.Equals(TenantDirectory.DefaultName, StringComparison.OrdinalIgnoreCase)
        ? $"{ScimPath} and /{name}{ScimPath}"
        : $"/{name}{ScimPath}";
}
