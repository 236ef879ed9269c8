using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Errors;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Bulk;

/// <summary>
/// Does the operations of one bulk request in their order, except that one which refers to a later one waits for it (RFC 7644 §3.7.1).
/// Each stands for itself: what one cannot do, the others still do.
/// </summary>
internal sealed class BulkRun(ScimCall call, IReadOnlyList<ResourceOperations> resources, ScimFailures failures)
{
    private readonly Dictionary<string, string> _created = new(StringComparer.Ordinal);
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private int _errors;
    private bool _hasDone;
    private ScimError? _refusesAll;

    /// <summary>The results in the order of the operations; those that <c>failOnErrors</c> left undone have none.</summary>
    public async Task<IReadOnlyList<BulkResult>> DoAsync(BulkRequest request)
    {
        var results = new BulkResult?[request.Operations.Count];
        var offered = request.Operations.Where(operation => operation is { IsCreate: true, BulkId: not null }).Select(operation => operation.BulkId!).ToHashSet(
            StringComparer.Ordinal);

        // What waited is done as soon as it can be: after each create, from the beginning again.
        for (var index = 0; index < results.Length && !IsEnough(request); index++)
        {
            var operation = request.Operations[index];
            if (results[index] is null && (_refusesAll ?? Unresolvable(operation, offered)) is { } error)
            {
                results[index] = Fail(operation, error);
            }
            else if (results[index] is null && operation.References.All(_created.ContainsKey))
            {
                results[index] = await DoAsync(operation);
            }
            else
            {
                continue;
            }

            index = operation.IsCreate ? -1 : index;
        }

        for (var index = 0; index < results.Length && !IsEnough(request); index++)
        {
            results[index] ??= Fail(
                request.Operations[index],
                new ScimError(StatusCodes.Status409Conflict, null, "The operations refer to each other in a circle: none of them can be the first."));
        }

        return [.. results.Where(result => result is not null).Select(result => result!)];
    }

    private async Task<BulkResult> DoAsync(BulkOperation operation)
    {
        string? location = null;
        try
        {
            if (operation is { IsCreate: true, BulkId: not { Length: > 0 } })
            {
                throw new ScimException(ScimError.InvalidSyntax("A POST in a bulk request must have a bulkId (RFC 7644 §3.7)."));
            }

            var (resource, id) = Target(BulkReferences.Resolve(operation.Path, _created));
            location = id is null ? null : $"{call.BaseUrl}{resource.Endpoint}/{id}";
            var answer = await SendAsync(operation, resource, id);
            if (operation is { IsCreate: true, BulkId: { } bulkId })
            {
                _created[bulkId] = answer.Location![(answer.Location!.LastIndexOf('/') + 1)..];
            }

            _hasDone = true;
            return BulkResult.Of(operation, answer.Location is null ? answer with { Location = location } : answer);
        }
        catch (Exception exception) when (!call.ClientDisconnected.IsCancellationRequested && !IsOfTheWholeRequest(exception))
        {
            var error = failures.ToScimError(call.Http, exception);

            // What refuses one refuses them all: the rest is told so without a call.
            _refusesAll = exception is EgnyteApiException { Kind: EgnyteFailure.TokenRejected or EgnyteFailure.QuotaExhausted } ? error : null;
            return Fail(operation, error, location);
        }
    }

    /// <summary>A refused token is 401 for the request, unless something of it is done already and must be told.</summary>
    private bool IsOfTheWholeRequest(Exception exception) => !_hasDone && exception is EgnyteApiException { Kind: EgnyteFailure.TokenRejected };

    private Task<ScimAnswer> SendAsync(BulkOperation operation, ResourceOperations resource, string? id)
    {
        var one = call.ForOperation(operation.Version);
        return (operation.Method, id) switch
        {
            ("POST", null) => resource.CreateAsync(one, Content(operation)),
            ("PUT", not null) => resource.ReplaceAsync(one, id, Content(operation)),
            ("PATCH", not null) => resource.PatchAsync(one, id, Content(operation)),
            ("DELETE", not null) => resource.DeleteAsync(one, id),
            _ => throw new ScimException(ScimError.InvalidSyntax(
                "A bulk operation is a POST to a collection (/Users, /Groups), or a PUT, PATCH or DELETE of one resource (/Users/id).")),
        };
    }

    private JsonElement Content(BulkOperation operation) => operation.Content.ValueKind is JsonValueKind.Object
        ? BulkReferences.IsWithinAPath(operation.Content)
            ? throw new ScimException(
                ScimError.InvalidPath("A bulkId stands for an id as a value, or in the path of the bulk operation: not within a path of a PATCH."))
            : BulkReferences.Resolve(operation.Content, _created)
        : throw new ScimException(ScimError.InvalidSyntax($"A {operation.Method} in a bulk request must have 'data', a JSON object."));

    private (ResourceOperations Resource, string? Id) Target(string path)
    {
        foreach (var resource in resources)
        {
            if (path.Equals(resource.Endpoint, StringComparison.OrdinalIgnoreCase))
            {
                return (resource, null);
            }

            if (path.StartsWith(resource.Endpoint + "/", StringComparison.OrdinalIgnoreCase)
                && path[(resource.Endpoint.Length + 1)..] is var id
                && !id.AsSpan().ContainsAny('/', '?', '#'))
            {
                return (resource, id);
            }
        }

        // The alias is no resource: an integration must not lock itself out among fifty other operations.
        if (path.AsSpan().Trim('/').Equals("Me", StringComparison.OrdinalIgnoreCase))
        {
            throw new ScimException(
                ScimError.Forbidden("/Me is not supported in a bulk request: send the request to /Me, or name /Users/{id} in the bulk operation."));
        }

        throw new ScimException(ScimError.InvalidPath(
            $"The path {Quotation.Of(path)} of a bulk operation is not supported: it must be "
            + $"{string.Join(" or ", resources.Select(resource => resource.Endpoint))}, or one resource below it, as /Users/id, without a query."));
    }

    private ScimError? Unresolvable(BulkOperation operation, HashSet<string> offered) =>
        operation.References.FirstOrDefault(reference => !offered.Contains(reference)) is { } unknown
            ? ScimError.InvalidValue($"bulkId:{unknown} refers to an operation that is not in this request.")
        : operation.References.FirstOrDefault(_failed.Contains) is { } failed
            ? new ScimError(StatusCodes.Status409Conflict, null, $"bulkId:{failed} was not created, so this could not be done.")
        : null;

    private BulkResult Fail(BulkOperation operation, ScimError error, string? location = null)
    {
        _errors++;
        if (operation is { IsCreate: true, BulkId: { } bulkId })
        {
            _failed.Add(bulkId);
        }

        return BulkResult.Of(operation, error, location);
    }

    private bool IsEnough(BulkRequest request) => _errors >= request.FailOnErrors;
}
