using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Tests.Scim;

public sealed class AttributePathTests
{
    [Theory]
    [InlineData("userName", null, "userName", null)]
    [InlineData("name.givenName", null, "name", "givenName")]
    [InlineData("members.$ref", null, "members", "$ref")]
    [InlineData("x-1_y$", null, "x-1_y$", null)]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName", ScimSchemas.User, "userName", null)]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value", ScimSchemas.EnterpriseUser, "manager", "value")]
    [InlineData("urn:okta:custom:1.0:user.type:colour", "urn:okta:custom:1.0:user.type", "colour", null)]
    [InlineData("http://schemas.microsoft.com/ADSCIM/2.0/Group:x", "http://schemas.microsoft.com/ADSCIM/2.0/Group", "x", null)]
    public void Parse_APath_HasItsParts(string text, string? schema, string attribute, string? subAttribute)
    {
        var path = AttributePath.Parse(text);

        Assert.Equal((schema, attribute, subAttribute), (path.Schema, path.Attribute, path.SubAttribute));
        Assert.Equal(text, path.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("a.b.c")]
    [InlineData("1a")]
    [InlineData("-a")]
    [InlineData("a b")]
    [InlineData("a ")]
    [InlineData("größe")]
    [InlineData("a[b eq 1]")]
    [InlineData(":a")]
    [InlineData("a:b")]
    [InlineData("urn:x:")]
    [InlineData("urn:x::a")]
    [InlineData("urn:x y:a")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User")]
    [InlineData("URN:IETF:params:scim:schemas:extension:egnyte:2.0:User")]
    public void Parse_WhatIsNoPath_IsInvalidPath(string text)
    {
        Assert.Equal("invalidPath", Refused.By(() => AttributePath.Parse(text)).ScimType);
        Assert.False(AttributePath.TryParse(text, out _));
    }

    [Fact]
    public void Equals_AnotherLetterCase_IsTheSamePath()
    {
        var one = AttributePath.Parse("urn:ietf:params:scim:schemas:core:2.0:User:name.givenName");
        var other = AttributePath.Parse("URN:IETF:PARAMS:SCIM:SCHEMAS:CORE:2.0:USER:NAME.GIVENNAME");

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Theory]
    [InlineData("name.familyName")]
    [InlineData("name")]
    [InlineData("nick.givenName")]
    [InlineData("urn:x:y:name.givenName")]
    public void Equals_AnotherPart_IsAnotherPath(string other) =>
        Assert.NotEqual(AttributePath.Parse("name.givenName"), AttributePath.Parse(other));

    [Fact]
    public void OfSchema_IsTheWholeSchema_AndPrintsAsItsUrn()
    {
        var path = AttributePath.OfSchema(ScimSchemas.EnterpriseUser);

        Assert.True(path.IsSchema);
        Assert.Equal(ScimSchemas.EnterpriseUser, path.ToString());
        Assert.False(AttributePath.Parse("userName").IsSchema);
    }
}
