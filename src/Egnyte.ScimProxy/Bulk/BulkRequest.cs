using System.Globalization;
using System.Text.Json;
using Egnyte.ScimProxy.Http.Bodies;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Bulk;

/// <summary>A bulk request (RFC 7644 §3.7).</summary>
/// <param name="Operations">In their order.</param>
/// <param name="FailOnErrors">After how many failures the rest is left undone; null for never.</param>
internal sealed record BulkRequest(IReadOnlyList<BulkOperation> Operations, int? FailOnErrors)
{
    /// <summary>An operation costs one to three Egnyte calls, and Egnyte allows about 100 in the time that a request has.</summary>
    public const int MaxOperations = 50;

    public const int MaxBytes = ScimBody.MaxBytes;

    /// <exception cref="ScimException">400 or 413: nothing of it has been done.</exception>
    public static BulkRequest Read(JsonElement body, string baseUrl)
    {
        if (ScimJson.IsAnotherMessage(body, ScimSchemas.BulkRequest))
        {
            throw new ScimException(ScimError.InvalidSyntax($"'schemas' of a bulk request must contain {ScimSchemas.BulkRequest}."));
        }

        if (!ScimJson.TryGetProperty(body, "Operations", out var operations)
            || operations.ValueKind is not JsonValueKind.Array
            || operations.GetArrayLength() == 0)
        {
            throw new ScimException(ScimError.InvalidSyntax("A bulk request must have 'Operations', an array that is not empty."));
        }

        if (operations.GetArrayLength() > MaxOperations)
        {
            throw new ScimException(ScimError.PayloadTooLarge(
                $"'Operations' has {operations.GetArrayLength()} elements: at most {MaxOperations} are done in one request (bulk.maxOperations of "
                + "/ServiceProviderConfig). Send the rest in another."));
        }

        BulkOperation[] read = [.. operations.EnumerateArray().Select(operation => BulkOperation.Read(operation, baseUrl))];
        return read.Where(operation => operation is { IsCreate: true, BulkId: not null })
            .GroupBy(operation => operation.BulkId, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new ScimException(ScimError.InvalidSyntax($"The bulkId \"{twice.Key}\" is given to two operations: a reference to it would mean either."))
            : new BulkRequest(read, ReadFailOnErrors(body));
    }

    private static int? ReadFailOnErrors(JsonElement body)
    {
        if (!ScimJson.TryGetProperty(body, "failOnErrors", out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        var text = value.ValueKind is JsonValueKind.String ? value.GetString() : value.GetRawText();

        // 0 is what clients send whose number has no other way to be absent; most servers take it so.
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number > 0 ? number : null
            : throw new ScimException(
                ScimError.InvalidSyntax("'failOnErrors' must be a whole number: after how many errors the rest is not done, or 0 for never."));
    }
}
