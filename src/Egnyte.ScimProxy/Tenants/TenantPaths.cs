using Egnyte.ScimProxy.Http;

namespace Egnyte.ScimProxy.Tenants;

internal static class TenantPaths
{
    /// <summary>Where a tenant answers, for logs and documents: the default tenant at two places.</summary>
    public static string Of(string name) => name.Equals(TenantDirectory.DefaultName, StringComparison.OrdinalIgnoreCase)
        ? $"{PublicAddress.ScimPath} and /{name}{PublicAddress.ScimPath}"
        : $"/{name}{PublicAddress.ScimPath}";
}
