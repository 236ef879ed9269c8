namespace Egnyte.ScimProxy.Simulator.Http;

/// <summary>One path pattern and the methods it knows; any other is 405.</summary>
internal sealed class Resource(string pattern, Dictionary<string, Func<ApiRequest, string, Answer>> methods, bool needsToken = true)
{
    private readonly Dictionary<string, Route> _routes = methods.ToDictionary(
        method => method.Key, method => new Route($"{method.Key} {pattern}", method.Value, needsToken), StringComparer.Ordinal);

    public IEnumerable<string> RouteNames => _routes.Values.Select(route => route.Name);

    public Route Route(string method) => _routes.GetValueOrDefault(method) ?? new Route($"{method} {pattern}", NotAllowed, needsToken);

    private Answer NotAllowed(ApiRequest request, string id) =>
        Errors.Message(405, "Method Not Allowed") with { Allow = string.Join(", ", _routes.Keys) };
}
