using System.Text.Json;
using Egnyte.ScimProxy.Simulator;
using static Xunit.Assert;

namespace Egnyte.ScimProxy.IntegrationTests.Okta;

/// <summary>What each request of okta-requests.json must have done, by its name.</summary>
public static class OktaEffects
{
    private const int SeededUsers = 8;
    private const int SeededGroups = 3;

    private static readonly Dictionary<string, Action<OktaExchange, OktaConversation>> Effects = new()
    {
        ["test connection"] = (exchange, okta) => All(List(exchange, SeededUsers, resources: 2), user => ScimShape.AssertUser(user, okta.BaseUrl)),
        ["test connection groups (Import Groups on)"] = (exchange, okta) =>
        {
            var groups = List(exchange, SeededGroups, resources: SeededGroups);
            All(groups, group => ScimShape.AssertGroup(group, okta.BaseUrl));
            Equal(exchange.Groups.Select(group => group.MemberIds.Count), groups.Select(group => ScimShape.MemberIds(group).Count));
        },
        ["exists (%20)"] = (exchange, _) => IsLookUp(exchange),
        ["exists (+)"] = (exchange, _) => IsLookUp(exchange),
        ["create, full"] = (exchange, okta) =>
        {
            var user = exchange.User("test.user");
            Equal(OktaConversation.UserName, user?.Email);
            Equal(("Test", "User", "00ujl29u0le5T6Aj10h7", true), (user?.GivenName, user?.FamilyName, user?.ExternalId, user?.Active));
            Equal(("power", "sso", false), (user?.UserType, user?.AuthType, user?.IsServiceAccount));
            IsCreatedUser(exchange, okta, user!, OktaConversation.UserName);
        },
        ["create, minimal mapping, email without type"] = (exchange, okta) =>
        {
            var user = exchange.User("test.joiner");
            Equal(
                (OktaConversation.UserName2, "test", "joiner", "00u18ep2sjmnGT1wk698", true),
                (user?.Email, user?.GivenName, user?.FamilyName, user?.ExternalId, user?.Active));
            IsCreatedUser(exchange, okta, user!, OktaConversation.UserName2);
        },
        ["create again"] = (exchange, _) =>
        {
            ScimShape.AssertError(exchange.Answer, 409, "uniqueness");
            Equal(SeededUsers + 2, exchange.Users.Count);
            Contains("test.user", exchange.Answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        },
        ["read before update"] = (exchange, okta) => IsUser(exchange, okta, "Test User"),
        ["profile push: GET body merged, id/meta/groups echoed back"] = (exchange, okta) =>
        {
            var user = exchange.User("test.user");
            Equal(("Another", "User", OktaConversation.UserName, true), (user?.GivenName, user?.FamilyName, user?.Email, user?.Active));
            Equal(("power", "sso", "00ujl29u0le5T6Aj10h7"), (user?.UserType, user?.AuthType, user?.ExternalId));
            IsUser(exchange, okta, "Another User");
            Equal(OktaConversation.UserName, exchange.Answer.Json.GetProperty("userName").GetString());
            Equal("PATCH", Single(Caches.Counted(exchange.EgnyteCalls)).Method);
        },
        ["deactivate"] = (exchange, _) => IsActive(exchange, false, """{"active":false}"""),
        ["deactivate by PUT"] = (exchange, okta) =>
        {
            IsActive(exchange, false);
            IsUser(exchange, okta, "Another User");
            Contains("\"active\":false", Single(Caches.Counted(exchange.EgnyteCalls)).RequestBody, StringComparison.Ordinal);
        },
        ["inactive user is still found"] = (exchange, okta) =>
        {
            var user = Single(List(exchange, 1, resources: 1));
            ScimShape.AssertUser(user, okta.BaseUrl);
            Equal((OktaConversation.UserName, false), (user.GetProperty("userName").GetString(), user.GetProperty("active").GetBoolean()));
        },
        ["reactivate"] = (exchange, _) => IsActive(exchange, true, """{"active":true}"""),
        ["password sync (shape unverified)"] = (exchange, _) =>
        {
            IsActive(exchange, true);
            Equal("GET", Single(exchange.EgnyteCalls).Method);
        },
        ["import page"] = (exchange, _) =>
            Equal(exchange.Users.Select(user => Text(user.Id)), List(exchange, SeededUsers + 2, resources: SeededUsers + 2).Select(Id)),
        ["import next page"] = (exchange, _) => List(exchange, SeededUsers + 2, resources: 0, startIndex: 101),
        ["unknown id"] = (exchange, _) =>
        {
            ScimShape.AssertError(exchange.Answer, 404);
            Empty(exchange.EgnyteCalls);
        },
        ["group lookup"] = (exchange, _) => List(exchange, 0, resources: 0),
        ["group create with members"] = (exchange, okta) =>
        {
            HasMembers(exchange, okta, OktaConversation.GroupName, "userId");
            IsGroup(exchange, okta, OktaConversation.GroupName, "userId");
            Equal(exchange.Answer.Json.GetProperty("meta").GetProperty("location").GetString(), exchange.Answer.Headers.Location?.ToString());
        },
        ["group create empty"] = (exchange, okta) =>
        {
            HasMembers(exchange, okta, "Okta Empty Group");
            IsGroup(exchange, okta, "Okta Empty Group");
        },
        ["same members again after create"] = (exchange, okta) => HasMembers(exchange, okta, OktaConversation.GroupName, "userId"),
        ["read group"] = (exchange, okta) => IsGroup(exchange, okta, OktaConversation.GroupName, "userId"),
        ["PUT group after create / membership / rename"] = (exchange, okta) =>
        {
            HasMembers(exchange, okta, OktaConversation.GroupName, "userId");
            IsGroup(exchange, okta, OktaConversation.GroupName, "userId");
        },
        ["rename"] = (exchange, okta) =>
        {
            Null(exchange.Group(OktaConversation.GroupName));
            HasMembers(exchange, okta, OktaConversation.NewGroupName, "userId");
        },
        ["remove + add"] = (exchange, okta) => HasMembers(exchange, okta, OktaConversation.NewGroupName, "userId2"),
        ["full push"] = (exchange, okta) => HasMembers(exchange, okta, OktaConversation.NewGroupName, "userId", "userId2"),
        ["full push of an empty group"] = (exchange, okta) => HasMembers(exchange, okta, OktaConversation.NewGroupName),
        ["path-less push of an empty group"] = (exchange, okta) => HasMembers(exchange, okta, OktaConversation.NewGroupName),
        ["delete group"] = (exchange, _) =>
        {
            Null(exchange.Group(OktaConversation.NewGroupName));
            NotNull(exchange.Group("Okta Empty Group"));
            Equal(SeededGroups + 1, exchange.Groups.Count);
        },
    };

    public static IEnumerable<string> Names => Effects.Keys;

    public static void Assert(string name, OktaConversation okta)
    {
        ArgumentNullException.ThrowIfNull(okta);
        Effects[name](okta[name], okta);
    }

    private static IReadOnlyList<JsonElement> List(OktaExchange exchange, int total, int resources, int startIndex = 1)
    {
        var found = ScimShape.AssertList(exchange.Answer, total, startIndex);
        Equal(resources, found.Count);
        return found;
    }

    private static void IsLookUp(OktaExchange exchange)
    {
        List(exchange, 0, resources: 0);
        EndsWith("&filter=userName eq \"test.user\"", Uri.UnescapeDataString(Single(exchange.EgnyteCalls).Query.Replace('+', ' ')), StringComparison.Ordinal);
    }

    private static void IsCreatedUser(OktaExchange exchange, OktaConversation okta, SimulatedUser user, string userName)
    {
        Equal(Text(user.Id), exchange.Answer.Id);
        IsUser(exchange, okta, user.FormattedName);
        Equal(userName, exchange.Answer.Json.GetProperty("userName").GetString());
        Equal(exchange.Answer.Json.GetProperty("meta").GetProperty("location").GetString(), exchange.Answer.Headers.Location?.ToString());
        Contains("\"sendInvite\":true", Single(exchange.EgnyteCalls).RequestBody, StringComparison.Ordinal);
    }

    private static void IsUser(OktaExchange exchange, OktaConversation okta, string displayName)
    {
        ScimShape.AssertUser(exchange.Answer.Json, okta.BaseUrl);
        Equal(displayName, exchange.Answer.Json.GetProperty("displayName").GetString());
    }

    private static void IsActive(OktaExchange exchange, bool active, string? egnyteWasSent = null)
    {
        Equal(active, exchange.User("test.user")?.Active);
        True(exchange.Answer.Status is 204 || exchange.Answer.Json.GetProperty("active").GetBoolean() == active);
        if (egnyteWasSent is not null)
        {
            Equal(egnyteWasSent, Single(exchange.EgnyteCalls).RequestBody);
        }
    }

    private static void IsGroup(OktaExchange exchange, OktaConversation okta, string displayName, params string[] members)
    {
        ScimShape.AssertGroup(exchange.Answer.Json, okta.BaseUrl);
        Equal(displayName, exchange.Answer.Json.GetProperty("displayName").GetString());
        Equal(members.Select(okta.IdOf), ScimShape.MemberIds(exchange.Answer.Json));
    }

    private static void HasMembers(OktaExchange exchange, OktaConversation okta, string group, params string[] members) =>
        Equal(members.Select(okta.IdOf), exchange.Group(group)?.MemberIds.Select(Text));

    private static string Id(JsonElement resource) => resource.GetProperty("id").GetString()!;

    private static string Text(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
