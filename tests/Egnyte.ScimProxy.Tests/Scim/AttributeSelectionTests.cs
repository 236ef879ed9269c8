using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Tests.Scim;

public sealed class AttributeSelectionTests
{
    private const string Enterprise = ScimSchemas.EnterpriseUser;

    [Theory]
    [InlineData(null, null)]
    [InlineData("", " ")]
    [InlineData(" , ", ",")]
    public void Parse_NothingNamed_IsNull(string? attributes, string? excludedAttributes) =>
        Assert.Null(AttributeSelection.Parse(attributes, excludedAttributes));

    [Theory]
    [InlineData("name", "name", true)]
    [InlineData("name", "name.givenName", true)]
    [InlineData("name", "nickName", false)]
    [InlineData("name.givenName", "name", true)]
    [InlineData("name.givenName", "name.givenName", true)]
    [InlineData("name.givenName", "name.familyName", false)]
    [InlineData("NAME.GIVENNAME", "name.givenName", true)]
    [InlineData("userName, emails", "emails.value", true)]
    [InlineData("userName", "id", true)]
    [InlineData("userName", "schemas", true)]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName", "userName", true)]
    [InlineData("userName", "urn:ietf:params:scim:schemas:core:2.0:User:userName", true)]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User", "userName", true)]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User", Enterprise + ":department", false)]
    [InlineData(Enterprise, Enterprise + ":department", true)]
    [InlineData(Enterprise, "department", false)]
    [InlineData(Enterprise + ":department", Enterprise + ":department", true)]
    [InlineData(Enterprise + ":department", Enterprise + ":manager", false)]
    [InlineData(Enterprise + ":manager.value", Enterprise + ":manager", true)]
    [InlineData("department", Enterprise + ":department", false)]
    [InlineData("urn:x:Space", "urn:x:Space:colour", true)]
    [InlineData("urn:x:y:Space", "urn:x:y:Space", true)]
    public void Includes_AmongAttributes_WhatIsNamedAndItsContainer(string attributes, string path, bool expected)
    {
        var selection = AttributeSelection.Parse(attributes, null);

        Assert.True(selection?.IsExplicit);
        Assert.Equal(expected, selection?.Includes(AttributePath.Parse(path)));
    }

    [Theory]
    [InlineData("members", "members", false)]
    [InlineData("members", "members.value", false)]
    [InlineData("MEMBERS", "members", false)]
    [InlineData("members", "displayName", true)]
    [InlineData("name.givenName", "name", true)]
    [InlineData("name.givenName", "name.givenName", false)]
    [InlineData("name.givenName", "name.familyName", true)]
    [InlineData("id", "id", true)]
    [InlineData("schemas", "schemas", true)]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:Group:members", "members", false)]
    [InlineData(Enterprise, Enterprise + ":department", false)]
    [InlineData(Enterprise, "department", true)]
    [InlineData(Enterprise + ":department", Enterprise + ":manager", true)]
    public void Includes_AmongExcludedAttributes_AllButWhatIsNamed(string excludedAttributes, string path, bool expected)
    {
        var selection = AttributeSelection.Parse(" ", excludedAttributes);

        Assert.False(selection?.IsExplicit);
        Assert.Equal(expected, selection?.Includes(AttributePath.Parse(path)));
    }

    [Theory]
    [InlineData(Enterprise, null, true)]
    [InlineData(Enterprise + ":department", null, true)]
    [InlineData("userName", null, false)]
    [InlineData(null, Enterprise, false)]
    [InlineData(null, Enterprise + ":department", true)]
    public void Includes_AnExtension_WhenAnyPartOfItIs(string? attributes, string? excludedAttributes, bool expected) =>
        Assert.Equal(expected, AttributeSelection.Parse(attributes, excludedAttributes)?.Includes(AttributePath.OfSchema(Enterprise)));

    [Theory]
    [InlineData("userName", "members")]
    [InlineData("a b", null)]
    [InlineData(null, "a.b.c")]
    [InlineData("emails[type pr]", null)]
    public void Parse_BothGivenOrNoName_IsInvalidValue(string? attributes, string? excludedAttributes) =>
        Assert.Equal("invalidValue", Refused.By(() => AttributeSelection.Parse(attributes, excludedAttributes)).ScimType);

    [Fact]
    public void Parse_AsManyNamesAsAllowed_AreReadAndOneMoreIsRefused()
    {
        string names = string.Join(',', Enumerable.Repeat("a", AttributeSelection.MaxNames));

        Assert.NotNull(AttributeSelection.Parse(names, null));
        Assert.Equal("invalidValue", Refused.By(() => AttributeSelection.Parse(names + ",a", null)).ScimType);
        Assert.Equal("invalidValue", Refused.By(() => AttributeSelection.Parse(null, new string('a', AttributeSelection.MaxLength + 1))).ScimType);
    }
}
