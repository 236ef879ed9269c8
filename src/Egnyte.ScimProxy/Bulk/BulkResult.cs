using System.Globalization;
using System.Text.Json;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Bulk;

/// <summary>What became of one operation (RFC 7644 §3.7.3).</summary>
internal sealed record BulkResult(BulkOperation Operation, int Status, string? Location, string? Version, ScimError? Error)
{
    public static BulkResult Of(BulkOperation operation, ScimAnswer answer) => new(operation, answer.Status, answer.Location, answer.Version, null);

    public static BulkResult Of(BulkOperation operation, ScimError error, string? location) => new(operation, error.Status, location, null, error);

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("method"u8, Operation.Method);
        if (Operation.BulkId is { } bulkId)
        {
            writer.WriteString("bulkId"u8, bulkId);
        }

        if (Location is not null)
        {
            writer.WriteString("location"u8, Location);
        }

        if (Version is not null)
        {
            writer.WriteString("version"u8, Version);
        }

        writer.WriteString("status"u8, Status.ToString(CultureInfo.InvariantCulture));
        if (Error is not null)
        {
            writer.WritePropertyName("response"u8);
            Error.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
