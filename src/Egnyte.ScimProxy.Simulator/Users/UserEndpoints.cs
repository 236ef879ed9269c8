using System.Globalization;
using Egnyte.ScimProxy.Simulator.Http;
using Egnyte.ScimProxy.Simulator.State;

namespace Egnyte.ScimProxy.Simulator.Users;

/// <summary><c>/pubapi/v2/users</c>. The caller holds the domain's lock.</summary>
internal sealed class UserEndpoints(UserTable users, GroupTable groups, TimeProvider time)
{
    public Answer List(ApiRequest request)
    {
        var page = Page.Read(request);
        var filters = Filter.Read(request.Http.Query, "username eq", "email eq", "externalid eq");
        var rows = filters.Count == 0
            ? users.Rows
            : [.. filters.Select(Matches).Aggregate((some, others) => some.Intersect(others)).OrderBy(row => row.User.Id)];
        return page.Answer("", rows.Count, itemsPerPage: page.Count, page.Slice(rows, row => request.Dialect.WholeUserRows ? row.JsonWith(groups) : row.Json));
    }

    public Answer Get(string id) => Answer.Of(200, Find(id).JsonWith(groups));

    public Answer Create(ApiRequest request)
    {
        var errors = new InputErrors();
        using var body = JsonBody.Parse(request.Body);
        var user = NewUser.From(UserFields.Read(body.RootElement, errors), errors, request.Dialect, time.GetUtcNow());
        RefuseClash(user, request);
        return Answer.Of(201, users.Add(user).JsonWith(groups));
    }

    public Answer Update(ApiRequest request, string id)
    {
        var row = Find(id);
        var errors = new InputErrors();
        using var body = JsonBody.Parse(request.Body);
        var fields = UserFields.Read(body.RootElement, errors);
        var user = UserUpdate.Apply(row.User, fields, errors, request.Dialect, time.GetUtcNow());

        // An address that is not yet confirmed must be free all the same.
        RefuseClash(user with { Email = fields.Email ?? user.Email }, request);
        users.Replace(row, user);
        groups.UserChanged(user.Id);
        return Answer.Of(200, row.JsonWith(groups));
    }

    public Answer Delete(ApiRequest request, string id)
    {
        var row = Find(id);
        users.Remove(row);
        groups.UserRemoved(row.User.Id);
        return Answer.Empty(request.Dialect.DeleteStatus);
    }

    private IEnumerable<UserRow> Matches(Filter filter) => filter.Attribute switch
    {
        "username" => One(users.FindByUserName(filter.Value)),
        "externalid" => One(users.FindByExternalId(filter.Value)),
        _ => users.FindByEmail(filter.Value),
    };

    private static UserRow[] One(UserRow? row) => row is null ? [] : [row];

    private UserRow Find(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && users.Find(number) is { } row
            ? row
            : throw new RefusedException(Errors.NotFound($"User {id} not found."));

    private void RefuseClash(SimulatedUser user, ApiRequest request)
    {
        if (users.ClashOf(user) is { } attribute)
        {
            throw Errors.Refuse(request.DuplicateStatus, $"User with this {attribute} already exists.");
        }
    }
}
