using System.Text.Json;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Tests.Scim;

public sealed class ScimJsonTests
{
    private const string Resource = """
        {"UserName":"a","username":"b","\u006eick":"c","name":{"GIVENNAME":"d"},"emails":[{"value":"e"}],"title":null,
         "URN:ietf:params:scim:schemas:extension:enterprise:2.0:user":{"Department":"f","manager":{"value":"g"}}}
        """;

    [Theory]
    [InlineData("userName", "a")]
    [InlineData("username", "b")]
    [InlineData("UserName", "a")]
    [InlineData("nick", "c")]
    [InlineData("NICK", "c")]
    [InlineData("name.givenName", "d")]
    [InlineData("title", "")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:nick", "c")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:GROUP:nick", "c")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "f")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value", "g")]
    public void TryGet_AnAttributeInAnyCase_IsFound(string path, string expected)
    {
        Assert.True(ScimJson.TryGet(JsonElement.Parse(Resource), AttributePath.Parse(path), out var value));
        Assert.Equal(expected, value.ToString());
    }

    [Theory]
    [InlineData("nickName")]
    [InlineData("name.familyName")]
    [InlineData("nick.value")]
    [InlineData("emails.value")]
    [InlineData("department")]
    [InlineData("urn:x:y:department")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:nick")]
    public void TryGet_WhatIsNotThere_IsNotFound(string path)
    {
        Assert.False(ScimJson.TryGet(JsonElement.Parse(Resource), AttributePath.Parse(path), out var value));
        Assert.Equal(JsonValueKind.Undefined, value.ValueKind);
    }

    [Fact]
    public void TryGet_AWholeExtension_IsItsObject()
    {
        Assert.True(ScimJson.TryGet(JsonElement.Parse(Resource), AttributePath.OfSchema(ScimSchemas.EnterpriseUser), out var extension));
        Assert.True(ScimJson.TryGetProperty(extension, "DEPARTMENT", out _));
        Assert.False(ScimJson.TryGet(JsonElement.Parse(Resource), AttributePath.OfSchema("urn:x:y"), out _));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("null")]
    public void TryGet_InWhatIsNoObject_IsNotFound(string resource) =>
        Assert.False(ScimJson.TryGet(JsonElement.Parse(resource), AttributePath.Parse("userName"), out _));

    [Theory]
    [InlineData("null", true)]
    [InlineData("\"\"", true)]
    [InlineData("[]", true)]
    [InlineData("\" \"", false)]
    [InlineData("\"\\ud800\"", false)]
    [InlineData("{}", false)]
    [InlineData("[null]", false)]
    [InlineData("0", false)]
    [InlineData("false", false)]
    public void IsUnassigned_ByValue_IsToldApart(string value, bool expected) => Assert.Equal(expected, ScimJson.IsUnassigned(JsonElement.Parse(value)));

    [Fact]
    public void IsUnassigned_Absent_IsUnassigned() => Assert.True(ScimJson.IsUnassigned(default));

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"True\"", true)]
    [InlineData("\"False\"", false)]
    [InlineData("\"fALSE\"", false)]
    [InlineData("\"no\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"\\ud800\"", null)]
    [InlineData("0", null)]
    [InlineData("null", null)]
    [InlineData("[false]", null)]
    public void AsBoolean_ByValue_IsReadOrNull(string value, bool? expected) => Assert.Equal(expected, ScimJson.AsBoolean(JsonElement.Parse(value)));

    [Theory]
    [InlineData("{\"a\":[\"\\ud83d\\ude00\",\"\\\\ud800\",\"😀\",\"\\u0000\"]}", true)]
    [InlineData("{\"a\":\"\\ud83d\"}", false)]
    [InlineData("{\"a\":\"\\ud83dx\\ude00\"}", false)]
    [InlineData("{\"a\":\"\\ude00\\ud83d\"}", false)]
    [InlineData("{\"\\uDE00\":1}", false)]
    public void IsReadable_HalfACharacter_IsNot(string json, bool expected) => Assert.Equal(expected, ScimJson.IsReadable(JsonElement.Parse(json)));

    [Fact]
    public void IsReadable_BytesThatAreNoUtf8_AreNot() =>
        Assert.Null(ScimJson.AsString(JsonElement.Parse([(byte)'"', 0xC3, 0x28, (byte)'"'])));
}
