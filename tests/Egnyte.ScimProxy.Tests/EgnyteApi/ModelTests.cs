using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

[Collection(nameof(OneClockForAll))]
public sealed class ModelTests
{
    [Theory]
    [InlineData("""{"id":12408258604,"userName":"afisher","active":true,"locked":false,"name":{"givenName":"A","familyName":"F"}}""")]
    [InlineData("""{"id":"12408258604","username":"afisher","active":"true","locked":"False","name":{"givenName":"A","familyName":"F"}}""")]
    [InlineData(
        "\uFEFF {\"Id\":12408258604,\"UserName\":\"afisher\",\"Active\":1,\"locked\":\"\",\"NAME\":{\"givenname\":\"A\",\"FamilyName\":\"F\"},"
        + "\"new\":{\"a\":[1]}} \r\n")]
    [InlineData(
        """
        {"id":12408258604,"userName":"afisher","active":true,"locked":null,"name":{"givenName":"A","familyName":"F","formatted":""},"role":null,
         "email":""}
        """)]
    public async Task AUser_IsReadInEveryForm(string body)
    {
        using var egnyte = new FakeEgnyte().Answers(200, body);

        var user = await egnyte.Api.GetUserAsync(12408258604, egnyte.Call(), FakeEgnyte.Stop);

        Assert.Equal((12408258604, "afisher", true, false), (user.Id, user.UserName, user.Active is true, user.Locked));
        Assert.Equal(new EgnyteName { GivenName = "A", FamilyName = "F" }, user.Name);
        Assert.Null(user.Email);
        Assert.Null(user.Role);
    }

    [Fact]
    public async Task AnEmptyText_IsNull_AndANumberIsAText()
    {
        using var egnyte = new FakeEgnyte()
            .Answers(
                200,
                """
                {"id":1,"userName":"a","active":true,"externalId":"","idpUserId":42,"userPrincipalName":true,"isServiceAccount":"",
                 "createdDate":1700000000000,"groups":[{"value":"g","displayName":"IT"}]}
                """);

        var user = await egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop);

        Assert.Null(user.ExternalId);
        Assert.Null(user.IsServiceAccount);
        Assert.Equal(("42", "true", "1700000000000"), (user.IdpUserId, user.UserPrincipalName, user.CreatedDate));
        Assert.Equal("IT", Assert.Single(user.Groups!).DisplayName);
    }

    [Theory]
    [InlineData("null", "")]
    [InlineData("[]", "")]
    [InlineData("""[{"value":"g","displayName":"IT"}]""", "g IT")]
    [InlineData("""[{"displayName":"IT","new":{"a":[1]},"Value":7},{"value":"h"}]""", "7 IT, h ")]
    [InlineData("""[{"VALUE":"g","display":"x","displayname":""}]""", "g ")]
    public async Task TheGroupsOfAUser_AreReadInEveryForm(string groups, string read)
    {
        using var egnyte = new FakeEgnyte().Answers(200, $$"""{"id":1,"userName":"a","active":true,"groups":{{groups}}}""");

        var user = await egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop);

        Assert.Equal(read, string.Join(", ", (user.Groups ?? []).Select(group => $"{group.Value} {group.DisplayName}")));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("\"g\"")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("""["g"]""")]
    [InlineData("""[["g"]]""")]
    [InlineData("""[{"displayName":"IT"}]""")]
    [InlineData("""[{"value":null}]""")]
    [InlineData("""[{"value":"g"},{"value":"G"}]""")]
    [InlineData("""[{"value":"g","Value":"h"}]""")]
    public async Task GroupsThatCannotBeRead_MakeTheAnswerUnusable(string groups)
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, $$"""{"id":1,"userName":"a","active":true,"groups":{{groups}}}""");

        var failure = await Assert.ThrowsAsync<EgnyteApiException>(() => egnyte.Finish(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop)));

        Assert.Equal(EgnyteFailure.Unavailable, failure.Kind);
    }

    [Theory]
    [InlineData("""{"startIndex":1,"totalResults":1,"itemsPerPage":100,"resources":[{"id":1,"userName":"a","active":true}]}""")]
    [InlineData("""{"startIndex":"1","totalResults":"1","itemsPerPage":"100","Resources":[{"id":"1","userName":"a","active":"true"}]}""")]
    public async Task APage_IsReadInBothSpellings(string body)
    {
        using var egnyte = new FakeEgnyte().Answers(200, body);

        var page = await egnyte.Api.ListUsersAsync(1, 100, null, egnyte.Call(), FakeEgnyte.Stop);

        Assert.Equal((1, 1), (page.StartIndex, page.TotalResults));
        Assert.Equal(1, Assert.Single(page.Resources!).Id);
    }

    [Fact]
    public async Task AGroup_KeepsApartNoMembersAndNoMembersKey()
    {
        using var egnyte = new FakeEgnyte()
            .Answers(200, """{"schemas":["urn:scim:schemas:core:1.0"],"startIndex":1,"totalResults":1,"resources":[{"id":"g","displayName":"IT"}]}""")
            .Answers(200, """{"id":"g","displayName":"IT","members":[]}""")
            .Answers(200, """{"id":"g","displayName":"IT","members":[{"username":"jdoe","value":9967960068,"display":"John Doe"},{"value":"5"}]}""");

        var page = await egnyte.Finish(egnyte.Api.ListGroupsAsync(1, 100, null, egnyte.Call(), FakeEgnyte.Stop));
        var row = Assert.Single(page.Resources!);
        var empty = await egnyte.Finish(egnyte.Api.GetGroupAsync("g", egnyte.Call(), FakeEgnyte.Stop));
        var full = await egnyte.Finish(egnyte.Api.GetGroupAsync("g", egnyte.Call(), FakeEgnyte.Stop));

        Assert.Null(row.Members);
        Assert.Empty(empty.Members!);
        Assert.Equal([new EgnyteMember { Value = 9967960068, UserName = "jdoe", Display = "John Doe" }, new EgnyteMember { Value = 5 }], full.Members!);
    }

    [Fact]
    public async Task AChange_SendsWhatIsGiven_WithItsLength()
    {
        using var egnyte = new FakeEgnyte().Answers(201, FakeEgnyte.User);
        using var extra = JsonDocument.Parse("\"1234567890ab\"");
        var change = new EgnyteUserChange
        {
            UserName = "jane",
            Name = new EgnyteName { GivenName = "Jané" },
            Active = false,
            Additional = new Dictionary<string, JsonElement> { ["password"] = extra.RootElement },
        };

        await egnyte.Api.CreateUserAsync(change, egnyte.Call(), FakeEgnyte.Stop);

        var seen = Assert.Single(egnyte.Seen);
        Assert.Equal("""{"userName":"jane","name":{"givenName":"Jan\u00E9"},"active":false,"password":"1234567890ab"}""", seen.Body);
        Assert.Equal(seen.Body!.Length, seen.ContentLength);
        Assert.Contains("Content-Type: application/json", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AGroupChange_SendsMembersAsEgnyteReadsThem()
    {
        using var egnyte = new FakeEgnyte().Answers(200, """{"id":"g","displayName":"Staff","members":[]}""");

        await egnyte.Api.UpdateGroupAsync("g", new() { Members = [new(1), new(2, "delete")] }, egnyte.Call(), FakeEgnyte.Stop);

        Assert.Equal("""{"members":[{"value":1},{"value":2,"operation":"delete"}]}""", egnyte.Seen[0].Body);
    }

    [Fact]
    public async Task EveryRequest_CarriesTokenAndRequestId_AndAFilterOnlyWhenGiven()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, """{"totalResults":0,"resources":[]}""");

        await egnyte.Api.ListUsersAsync(1, 100, null, egnyte.Call(), FakeEgnyte.Stop);
        await egnyte.Api.ListGroupsAsync(3, 5, "displayName eq \"R&D\"", egnyte.Call(), FakeEgnyte.Stop);

        Assert.Equal("/pubapi/v2/users?startIndex=1&count=100", egnyte.Seen[0].PathAndQuery);
        Assert.Equal("/pubapi/v2/groups?startIndex=3&count=5&filter=displayName%20eq%20%22R%26D%22", egnyte.Seen[1].PathAndQuery);
        Assert.Contains($"Authorization: Bearer {FakeEgnyte.Token}", egnyte.Seen[0].Text, StringComparison.Ordinal);
        Assert.Contains("X-Egnyte-Request-Id: request-1", egnyte.Seen[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(204, "")]
    [InlineData(202, "whatever")]
    public async Task ADelete_IsDoneWithAny2xx(int status, string body)
    {
        using var egnyte = new FakeEgnyte().Answers(status, body);

        await egnyte.Api.DeleteUserAsync(1, egnyte.Call(), FakeEgnyte.Stop);

        Assert.Equal("DELETE", egnyte.Seen[0].Method);
    }

    [Fact]
    public async Task UserInfo_IsReadInSnakeCase()
    {
        using var egnyte = new FakeEgnyte().Answers(200, """{"id":7,"first_name":"Ann","last_name":"Lee","username":"ann","user_type":"admin"}""");

        var info = await egnyte.Api.GetUserInfoAsync(egnyte.Call(), FakeEgnyte.Stop);

        Assert.Equal(new EgnyteUserInfo { Id = 7, FirstName = "Ann", LastName = "Lee", UserName = "ann", UserType = "admin" }, info);
    }

    [Fact]
    public void AChange_IsEmptyUntilSomethingIsGiven()
    {
        Assert.True(new EgnyteUserChange { Name = new EgnyteName() }.IsEmpty);
        Assert.False(new EgnyteUserChange { Active = false }.IsEmpty);
        Assert.False(new EgnyteUserChange { Name = new EgnyteName { GivenName = "A" } }.IsEmpty);
    }
}
