using Egnyte.ScimProxy.Simulator.Groups;
using Egnyte.ScimProxy.Simulator.Http;
using Egnyte.ScimProxy.Simulator.Tokens;
using Egnyte.ScimProxy.Simulator.Users;

namespace Egnyte.ScimProxy.Simulator;

/// <summary>The imitated surface: every path and method, and the one door for refusals.</summary>
internal sealed class PublicApi(UserEndpoints users, GroupEndpoints groups, TokenEndpoints tokens)
{
    private const string Users = "/pubapi/v2/users";
    private const string Groups = "/pubapi/v2/groups";

    private static readonly Route Unknown = new("unknown", (_, _) => Errors.NotFound("Not found."));

    private readonly Resource _users = new(Users, new()
    {
        ["GET"] = (request, _) => users.List(request),
        ["POST"] = (request, _) => users.Create(request),
    });

    private readonly Resource _user = new($"{Users}/{{id}}", new()
    {
        ["GET"] = (_, id) => users.Get(id),
        ["PATCH"] = users.Update,
        ["DELETE"] = users.Delete,
    });

    private readonly Resource _groups = new(Groups, new()
    {
        ["GET"] = (request, _) => groups.List(request),
        ["POST"] = (request, _) => groups.Create(request),
    });

    private readonly Resource _group = new($"{Groups}/{{id}}", new()
    {
        ["GET"] = (_, id) => groups.Get(id),
        ["PUT"] = groups.Replace,
        ["PATCH"] = groups.Update,
        ["DELETE"] = groups.Delete,
    });

    private readonly Resource _userInfo = new("/pubapi/v1/userinfo", new() { ["GET"] = (_, _) => tokens.UserInfo() });

    private readonly Resource _token = new("/puboauth/token", new() { ["POST"] = (request, _) => tokens.Grant(request) }, needsToken: false);

    /// <summary>Every route that is known, by its name.</summary>
    public IReadOnlyList<string> RouteNames => [.. new[] { _users, _user, _groups, _group, _userInfo, _token }.SelectMany(resource => resource.RouteNames)];

    /// <summary>What answers a method on a path, and the id in the path.</summary>
    public (Route Route, string Id) Find(string method, string path)
    {
        var (resource, id) = path switch
        {
            Users => (_users, ""),
            Groups => (_groups, ""),
            "/pubapi/v1/userinfo" => (_userInfo, ""),
            "/puboauth/token" => (_token, ""),
            _ when IdIn(path, Users) is { } userId => (_user, userId),
            _ when IdIn(path, Groups) is { } groupId => (_group, groupId),
            _ => (null, ""),
        };
        return (resource?.Route(method) ?? Unknown, id);
    }

    public static Answer Answer(Route route, ApiRequest request, string id)
    {
        try
        {
            return route.Handle(request, id);
        }
        catch (RefusedException refusal)
        {
            return refusal.Answer;
        }
    }

    private static string? IdIn(string path, string collection) =>
        path.Length > collection.Length + 1
        && path.StartsWith(collection, StringComparison.Ordinal)
        && path[collection.Length] == '/'
        && !path.AsSpan(collection.Length + 1).Contains('/')
            ? path[(collection.Length + 1)..]
            : null;
}
