using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Benchmarks.Micro;

/// <summary>A tenant without settings and what Okta sends it.</summary>
internal static class Okta
{
    public const string Extension = "urn:ietf:params:scim:schemas:extension:egnyte:2.0:User";

    public static MappingProfile Profile { get; } = ProfileCompiler.CompileBuiltIn("okta");

    public static TenantSettings Settings { get; } = new("default", new TenantOptions(), null);

    public static ReadOnlyMemory<byte> Create { get; } = """
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:egnyte:2.0:User"],
        "userName":"alba.acorn","name":{"givenName":"Alba","familyName":"Acorn"},
        "emails":[{"primary":true,"value":"alba.acorn@example.com","type":"work"}],"displayName":"Alba Acorn","locale":"en-US",
        "externalId":"00ujl29u0le5T6Aj10h7","groups":[],"active":true,"userType":"power",
        "urn:ietf:params:scim:schemas:extension:egnyte:2.0:User":{"authType":"sso","role":"Default"}}
        """u8.ToArray();

    public static ReadOnlyMemory<byte> Patch { get; } = """
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[
        {"op":"replace","path":"name.familyName","value":"Birch"},
        {"op":"replace","path":"emails[type eq \"work\"].value","value":"alba.birch@example.com"},
        {"op":"replace","value":{"active":true,"userType":"standard"}}]}
        """u8.ToArray();
}
