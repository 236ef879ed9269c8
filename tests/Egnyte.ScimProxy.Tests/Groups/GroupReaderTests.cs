using System.Text.Json;
using Egnyte.ScimProxy.Groups;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Tests.Groups;

public sealed class GroupReaderTests
{
    [Theory]
    [InlineData("""{"displayName":"A"}""", false, new long[0])]
    [InlineData("""{"displayName":"A","members":null}""", true, new long[0])]
    [InlineData("""{"displayName":"A","members":[]}""", true, new long[0])]
    [InlineData("""{"DISPLAYNAME":"A","Members":[{"VALUE":"2"},{"value":1},"3",3]}""", true, new long[] { 1, 2, 3 })]
    [InlineData("""{"displayName":"A","members":{"value":"12163350648","type":"User","$ref":"https://x/scim/v2/Users/12163350648"}}""", true, new long[] { 12163350648 })]
    public void AGroup_IsItsNameAndItsMembersWhereItHasTheKey(string body, bool replaces, long[] members)
    {
        var change = GroupReader.Read(JsonElement.Parse(body), GroupRules.None);

        Assert.Equal("A", change.DisplayName);
        Assert.Equal(replaces, change.ReplacesMembers);
        Assert.Equal(members, change.Added);
    }

    [Theory]
    [InlineData("{}", "displayName is missing")]
    [InlineData("""{"displayName":null}""", "displayName must be a string")]
    [InlineData("""{"displayName":"  "}""", "displayName must be a string")]
    [InlineData("""{"displayName":7}""", "displayName must be a string")]
    [InlineData("""{"displayName":"A","members":[{"value":"7","type":"group"}]}""", "A member is a group")]
    [InlineData("""{"displayName":"A","members":[{"value":"7","$ref":"../Groups/7"}]}""", "A member is a group")]
    [InlineData("""{"displayName":"A","members":[{"value":"00u1"}]}""", "members.value \"00u1\" is not an Egnyte user id")]
    [InlineData("""{"displayName":"A","members":[{}]}""", "members.value (missing) is not an Egnyte user id")]
    [InlineData("""{"displayName":"A","members":[null]}""", "members.value null is not an Egnyte user id")]
    [InlineData("""{"displayName":"A","members":[1.5]}""", "members.value 1.5 is not an Egnyte user id")]
    public void AGroupThatEgnyteCannotHold_IsRefusedByName(string body, string detail)
    {
        var refusal = Assert.Throws<ScimException>(() => GroupReader.Read(JsonElement.Parse(body), GroupRules.None)).Error;

        Assert.Equal("invalidValue", refusal.ScimType);
        Assert.StartsWith(detail, refusal.Detail, StringComparison.Ordinal);
    }
}
