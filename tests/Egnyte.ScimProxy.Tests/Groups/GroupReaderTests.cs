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
    [InlineData(
        """{"displayName":"A","members":{"value":"12163350648","type":"User","$ref":"https://x/scim/v2/Users/12163350648"}}""",
        true,
        new long[] { 12163350648 })]
    [InlineData("""{"urn:ietf:params:scim:schemas:core:2.0:Group":{"displayName":"A","members":[{"value":"2"}]}}""", true, new long[] { 2 })]
    [InlineData(
        """{"URN:ietf:params:scim:schemas:core:2.0:group:DisplayName":"A","urn:ietf:params:scim:schemas:core:2.0:Group:members":["2"]}""",
        true,
        new long[] { 2 })]
    [InlineData("""{"displayName":"A","not a path":1,"email[0]":1,"member":["2"],"members":[{"$ref":"../Users/2"}]}""", true, new long[] { 2 })]
    public void AGroup_IsItsNameAndItsMembersWhereItHasTheKey(string body, bool replaces, long[] members)
    {
        var change = GroupReader.Read(JsonElement.Parse(body), GroupRules.None);

        Assert.Equal("A", change.DisplayName);
        Assert.Equal(replaces, change.ReplacesMembers);
        Assert.Equal(members, change.Added);
    }

    [Theory]
    [InlineData("""{"displayName":"A","displayName.value":"B"}""", "invalidPath")]
    [InlineData("""{"displayName":"A","members[value eq \"1\"]":[]}""", "invalidPath")]
    [InlineData("""{"displayName":"A","members[0].value":"1"}""", "invalidPath")]
    [InlineData("""{"displayName":"A","urn:ietf:params:scim:schemas:core:2.0:Group:members[0]":"1"}""", "invalidPath")]
    [InlineData("""{"displayName":"A","urn:ietf:params:scim:schemas:core:2.0:Group.members":[]}""", "invalidPath")]
    [InlineData("""{"displayName":"A","URN:ietf:params:scim:schemas:core:2.0:GROUP/Members":[]}""", "invalidPath")]
    [InlineData("""{"displayName":"A","urn:ietf:params:scim:schemas:core:2.0:members":[]}""", "invalidPath")]
    [InlineData("""{"displayName":"A","urn:ietf:params:scim:schemas:core:2.0":{"members":[]}}""", "invalidPath")]
    [InlineData("""{"displayName":"A","urn:ietf:params:scim:schemas:core:2.0:User":{"members":[]}}""", "invalidPath")]
    [InlineData("""{"displayName":"A","urn:ietf:params:scim:schemas:core:2.0:User:members":[]}""", "invalidPath")]
    [InlineData("""{"displayName":"A","urn:scim:schemas:core:1.0:members":[]}""", "invalidPath")]
    [InlineData("""{"displayName":"A","urn:scim:schemas:core:1.0":{"members":[]}}""", "invalidPath")]
    [InlineData("""{"displayName":"A","\uFEFFmembers":[]}""", "invalidPath")]
    [InlineData("""{"displayName":"A","members:value":[]}""", "invalidPath")]
    [InlineData("""{"displayName":"A","x:members":[]}""", "invalidPath")]
    [InlineData("""{"displayName":"A","DISPLAYNAME":"B"}""", "invalidSyntax")]
    public void Read_AMappedAttributeInAnotherForm_IsRefused(string body, string scimType) =>
        Assert.Equal(scimType, Assert.Throws<ScimException>(() => GroupReader.Read(JsonElement.Parse(body), GroupRules.None)).Error.ScimType);

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
    [InlineData("""{"displayName":"A","members":{"members":null}}""", "members.value (missing) is not an Egnyte user id")]
    [InlineData("""{"displayName":"A","members":[{"value":"7","operation":"Delete"}]}""", "A member with an operation is SCIM 1.1")]
    [InlineData("""{"displayName":"A","members":"x y"}""", "members.value \"x y\" is not an Egnyte user id")]
    [InlineData("""{"displayName":"A","members":""}""", "members.value \"\" is not an Egnyte user id")]
    [InlineData("""{"displayName":"A","urn:ietf:params:scim:schemas:core:2.0:Group":{"displayName":"B"}}""", "displayName is given twice")]
    [InlineData("""{"displayName":"A","members":["1"],"urn:ietf:params:scim:schemas:core:2.0:Group:members":[]}""", "members is given twice")]
    public void AGroupThatEgnyteCannotHold_IsRefusedByName(string body, string detail)
    {
        var refusal = Assert.Throws<ScimException>(() => GroupReader.Read(JsonElement.Parse(body), GroupRules.None)).Error;

        Assert.Equal("invalidValue", refusal.ScimType);
        Assert.StartsWith(detail, refusal.Detail, StringComparison.Ordinal);
    }
}
