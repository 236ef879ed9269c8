using System.Text.Json;
using Egnyte.ScimProxy.Bulk;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Discovery;

/// <summary>RFC 7643 §5: what is supported, flag by flag.</summary>
internal static class ServiceProviderConfig
{
    public static void Write(Utf8JsonWriter writer, ScimCall call)
    {
        var capabilities = call.Mapping.Settings.Capabilities;
        writer.WriteStartObject();
        writer.WriteStartArray("schemas"u8);
        writer.WriteStringValue(ScimSchemas.ServiceProviderConfig);
        writer.WriteEndArray();
        WriteFeature(writer, "patch"u8, capabilities.HasAny(Capability.UpdateUsers, Capability.DeactivateUsers, Capability.ChangeGroups));
        writer.WriteStartObject("bulk"u8);
        writer.WriteBoolean(
            "supported"u8,
            capabilities.HasAny([.. Enum.GetValues<Capability>().Where(capability => capability is not (Capability.ListUsers or Capability.ListGroups))]));
        writer.WriteNumber("maxOperations"u8, BulkRequest.MaxOperations);
        writer.WriteNumber("maxPayloadSize"u8, BulkRequest.MaxBytes);
        writer.WriteEndObject();
        writer.WriteStartObject("filter"u8);
        writer.WriteBoolean("supported"u8, true);
        writer.WriteNumber("maxResults"u8, ListRequest.MaxCount);
        writer.WriteEndObject();
        WriteFeature(writer, "changePassword"u8, false);

        // Egnyte cannot sort: a list is sorted where it is at hand whole, which is not every list.
        WriteFeature(writer, "sort"u8, false);
        WriteFeature(writer, "etag"u8, true);
        if (call.Mapping.Settings.Get(TenantSettingsFormat.CursorPaging))
        {
            WritePagination(writer);
        }

        writer.WriteStartArray("authenticationSchemes"u8);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "oauthbearertoken"u8);
        writer.WriteString("name"u8, "Egnyte access token"u8);
        writer.WriteString("description"u8, "An access token of an Egnyte administrator, passed on to Egnyte."u8);
        writer.WriteString("specUri"u8, "https://www.rfc-editor.org/info/rfc6750"u8);
        writer.WriteBoolean("primary"u8, true);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartObject("meta"u8);
        writer.WriteString("resourceType"u8, "ServiceProviderConfig"u8);
        writer.WriteString("location"u8, $"{call.BaseUrl}/ServiceProviderConfig");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    // RFC 9865 §4: index paging stays what old clients get. Strict clients (scim2-models) reject a member that RFC 7643 does not know, so
    // it is there only where an administrator asked for it.
    private static void WritePagination(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("pagination"u8);
        writer.WriteBoolean("cursor"u8, true);
        writer.WriteBoolean("index"u8, true);
        writer.WriteString("defaultPaginationMethod"u8, "index"u8);
        writer.WriteNumber("defaultPageSize"u8, ListRequest.DefaultCount);
        writer.WriteNumber("maxPageSize"u8, ListRequest.MaxCount);
        writer.WriteEndObject();
    }

    private static void WriteFeature(Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool supported)
    {
        writer.WriteStartObject(name);
        writer.WriteBoolean("supported"u8, supported);
        writer.WriteEndObject();
    }
}
