using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Http;

/// <summary>
/// What all SCIM requests share. It travels as metadata of the endpoints, because asking a request's service provider makes a scope
/// for each request.
/// </summary>
/// <param name="Tenants">Who is served.</param>
/// <param name="PublicUrl">The configured public address, normalized, or null for that of the request.</param>
/// <param name="Time">The clock of deadlines.</param>
internal sealed record ScimService(TenantDirectory Tenants, string? PublicUrl, TimeProvider Time);
