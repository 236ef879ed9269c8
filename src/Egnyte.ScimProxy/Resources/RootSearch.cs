using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Http.Bodies;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;
using Egnyte.ScimProxy.Scim.Filters.Evaluation;

namespace Egnyte.ScimProxy.Resources;

/// <summary>A query over every kind of resource (RFC 7644 §3.4.2.1): one list, kind after kind.</summary>
internal static class RootSearch
{
    private const string Root = "/";

    public static void MapRootSearch(this IEndpointRouteBuilder scim, IReadOnlyList<ResourceOperations> resources)
    {
        scim.MapGet(Root, (ScimCall call) => ListAsync(call, ListRequest.From(call, Root), resources));
        scim.MapPost("/.search", async (HttpRequest request, ScimCall call) =>
        {
            using var body = await ScimBody.ReadAsync(request, call.ClientDisconnected);
            return await ListAsync(call, SearchRequest.Read(body.RootElement, call, Root), resources);
        });
    }

    private static async Task<ScimAnswer> ListAsync(ScimCall call, ListRequest request, IReadOnlyList<ResourceOperations> resources)
    {
        if (request.SortBy is not null)
        {
            // Refused where nothing here has it, whether or not this list can be sorted.
            _ = ResourceOrder.Parse(
                request.SortBy,
                request.SortOrder,
                path => resources.Select(resource => resource.SchemaOf(call).TraitsOf(path)).FirstOrDefault(traits => traits is not null));
        }

        var parts = PartsOf(call, request.Filter, resources);
        request = request with { SortBy = parts.Count == 1 ? request.SortBy : null }; // a list of two kinds is not sorted as a whole
        parts.ForEach(part => part.Resource.RequireAskable(call, request with { Filter = part.Filter }));
        var rows = new List<FoundResource>();
        var total = 0;
        foreach (var (resource, filter) in parts)
        {
            var part = request with
            {
                Filter = filter,
                StartIndex = Math.Max(1, request.StartIndex - total),
                Count = request.Count - rows.Count,
                SkipsFirst = request.SkipsFirst && rows.Count == 0,
            };
            var found = await resource.FindAsync(call, part);
            rows.AddRange(found.Rows);
            total += found.Total;
        }

        return ScimResults.List(request.Page<FoundResource>(total, rows, row => row.Id), static (writer, row) => row.Write(writer));
    }

    /// <summary>The kinds that can match at all, each with what is left to ask of it.</summary>
    /// <exception cref="ScimException">400 invalidFilter: no kind has such an attribute.</exception>
    private static List<(ResourceOperations Resource, ScimFilter? Filter)> PartsOf(
        ScimCall call, ScimFilter? filter, IReadOnlyList<ResourceOperations> resources)
    {
        if (filter is null)
        {
            return [.. resources.Select(resource => (resource, filter))];
        }

        if (FilterAttributes.Of(filter).FirstOrDefault(path => resources.All(resource => resource.SchemaOf(call).TraitsOf(path) is null)) is { } unknown)
        {
            throw new ScimException(ScimError.InvalidFilter($"{unknown} is an attribute of nothing here: /Schemas says what there is."));
        }

        return
        [
            .. resources.Select(resource => (Resource: resource, Part: ResourceTypeFilter.Of(filter, resource, resource.SchemaOf(call))))
                .Where(part => part.Part.Outcome is not false)
                .Select(part => (part.Resource, part.Part.Filter)),
        ];
    }
}
