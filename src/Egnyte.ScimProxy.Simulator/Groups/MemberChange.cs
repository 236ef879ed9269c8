using System.Text.Json;
using Egnyte.ScimProxy.Simulator.Http;

namespace Egnyte.ScimProxy.Simulator.Groups;

/// <summary>One entry of <c>members</c>: without an operation it adds.</summary>
internal readonly record struct MemberChange(long UserId, bool Remove)
{
    public static MemberChange Read(JsonElement json)
    {
        var body = new JsonBody(json);
        var id = body.Id("value") ?? throw Errors.Refuse(400, "Each of members needs a value that is a user id.");
        return body.Given("operation") switch
        {
            null => new MemberChange(id, Remove: false),
            { ValueKind: JsonValueKind.String } operation when operation.ValueEquals("add") => new MemberChange(id, Remove: false),
            { ValueKind: JsonValueKind.String } operation when operation.ValueEquals("delete") => new MemberChange(id, Remove: true),
            _ => throw Errors.Refuse(400, "The operation of a member must be add or delete."),
        };
    }
}
