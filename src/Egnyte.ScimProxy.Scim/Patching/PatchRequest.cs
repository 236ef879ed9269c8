using System.Text.Json;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Scim.Patching;

/// <summary>The body of a PATCH (RFC 7644 §3.5.2): what could be read of it, and what could not.</summary>
public sealed class PatchRequest
{
    /// <summary>The most operations that are read.</summary>
    /// <value>1000.</value>
    public const int MaxOperations = 1000;

    private PatchRequest(IReadOnlyList<PatchOperation> operations, ScimError? refusal) => (Operations, Refusal) = (operations, refusal);

    /// <summary>The well-formed operations, in their order.</summary>
    public IReadOnlyList<PatchOperation> Operations { get; }

    /// <summary>The first thing that was wrong with an operation: the request must fail, but what else it asks for is still told.</summary>
    public ScimError? Refusal { get; }

    /// <summary>Reads a body; throws invalidSyntax or invalidValue for one that is no PATCH at all.</summary>
    public static PatchRequest Read(JsonElement body, IReadOnlyCollection<string>? extensionUrns = null)
    {
        var written = OperationsOf(body);
        var operations = new List<PatchOperation>(written.GetArrayLength());

        // RFC 7644 §3.5.2 demands schemas; what they are absent from is clear enough from its Operations. Wrong ones are a refusal that
        // is kept: what else the request asks for is still told.
        var refusal = ScimJson.IsAnotherMessage(body, ScimSchemas.PatchOp)
            ? ScimError.InvalidSyntax($"'schemas' of a PATCH must contain {ScimSchemas.PatchOp}.")
            : DoubleNames.RefusalOf(body);
        int index = 0;
        foreach (var operation in written.EnumerateArray())
        {
            try
            {
                operations.Add(PatchOperationReader.Read(operation, extensionUrns));
            }
            catch (ScimException refused)
            {
                // Reading goes on: a deactivation further down must still be seen.
                refusal ??= refused.Error with { Detail = $"Operations[{index}]: {refused.Error.Detail}" };
            }

            index++;
        }

        return new PatchRequest(operations, refusal);
    }

    private static JsonElement OperationsOf(JsonElement body)
    {
        if (body.ValueKind is not JsonValueKind.Object)
        {
            throw InvalidSyntax("The body of a PATCH must be a JSON object.");
        }

        if (!ScimJson.IsReadable(body))
        {
            throw InvalidSyntax("The body holds text that is not well-formed Unicode.");
        }

        if (!ScimJson.TryGetProperty(body, "Operations", out var operations) || operations.ValueKind is not JsonValueKind.Array)
        {
            throw InvalidSyntax("The body of a PATCH must have 'Operations', an array.");
        }

        return operations.GetArrayLength() switch
        {
            0 => throw InvalidSyntax("'Operations' is empty: at least one operation is expected."),
            > MaxOperations => throw new ScimException(ScimError.InvalidValue(
                $"'Operations' has {operations.GetArrayLength()} elements: at most {MaxOperations} are read, send the rest in another PATCH.")),
            _ => operations,
        };
    }

    private static ScimException InvalidSyntax(string detail) => new(ScimError.InvalidSyntax(detail));
}
