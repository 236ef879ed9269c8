using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters.Parsing;
using Egnyte.ScimProxy.Scim.Patching;

namespace Egnyte.ScimProxy.Tests.Scim;

public sealed class PatchPathTests
{
    private const string Egnyte = "urn:ietf:params:scim:schemas:extension:egnyte:2.0:User";
    private const string Space = "urn:ietf:params:scim:schemas:custom:Space";
    private static readonly string[] Urns = [Egnyte, Space, ScimSchemas.User];

    [Theory]
    [InlineData("active", "active", null, null)]
    [InlineData("name.givenName", "name.givenName", null, null)]
    [InlineData("members[value eq \"42\"]", "members", "value eq \"42\"", null)]
    [InlineData("emails[type eq \"work\"].value", "emails", "type eq \"work\"", "value")]
    [InlineData("phoneNumbers[type eq \"mobile\"].value", "phoneNumbers", "type eq \"mobile\"", "value")]
    [InlineData("roles[primary eq \"True\"].value", "roles", "primary eq \"True\"", "value")]
    [InlineData("emails[type eq \"a]b[\" and not (value pr)].value", "emails", "type eq \"a]b[\" and not (value pr)", "value")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", ScimSchemas.EnterpriseUser + ":manager", null, null)]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:emails[type eq \"work\"].value", ScimSchemas.User + ":emails", "type eq \"work\"", "value")]
    public void Parse_EveryShape_HasItsParts(string text, string attribute, string? filter, string? subAttribute)
    {
        var path = PatchPath.Parse(text, Urns);

        Assert.Equal(AttributePath.Parse(attribute), path.Attribute);
        Assert.Equal(filter, path.ValueFilter?.ToString());
        Assert.Equal(subAttribute, path.SubAttribute);
        Assert.False(path.IsSchema);
        Assert.Equal(text, path.ToString());
    }

    [Theory]
    [InlineData(Egnyte, Egnyte)]
    [InlineData("URN:ietf:params:SCIM:schemas:extension:egnyte:2.0:user", Egnyte)]
    [InlineData(Space, Space)]
    public void Parse_AKnownUrnAlone_IsTheWholeExtension(string text, string urn)
    {
        var path = PatchPath.Parse(text, Urns);

        Assert.True(path.IsSchema);
        Assert.Equal(urn, path.SchemaUrn);
        Assert.Equal(urn, path.ToString());
    }

    [Fact]
    public void Parse_AnAttributeOfAKnownUrn_HasTheUrnAsWeSpellIt() =>
        Assert.Equal(Egnyte, PatchPath.Parse(Egnyte.ToUpperInvariant() + ":userType", Urns).Attribute.Schema);

    [Theory]
    [InlineData("")]
    [InlineData(" active")]
    [InlineData("a.b.c")]
    [InlineData("members[")]
    [InlineData("members]")]
    [InlineData("members[]")]
    [InlineData("[value eq \"1\"]")]
    [InlineData("members[value]")]
    [InlineData("members[value xx \"1\"]")]
    [InlineData("members[value eq \"1\"")]
    [InlineData("members[value eq \"1\"]]")]
    [InlineData("members[value eq \"1\"]value")]
    [InlineData("members[value eq \"1\"].")]
    [InlineData("members[value eq \"1\"].a.b")]
    [InlineData("members[value eq \"1\"][type pr]")]
    [InlineData("members[a[b pr]]")]
    [InlineData("urn:ietf:params:scim:schemas:extension:unknown:2.0:User")]
    [InlineData("urn:ietf:params:scim:schemas:extension:egnyte:2.0:User[a pr]")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:Group:members")]
    [InlineData("URN:scim:schemas:core:1.0:active")]
    public void Parse_WhatIsNoPath_IsInvalidPath(string text) =>
        Assert.Equal("invalidPath", Refused.By(() => PatchPath.Parse(text, Urns)).ScimType);

    [Fact]
    public void Parse_APathTooLong_IsInvalidPath() =>
        Assert.Equal("invalidPath", Refused.By(() => PatchPath.Parse(new string('a', ScimFilterParser.MaxLength + 1))).ScimType);

    [Fact]
    public void Equals_AnotherLetterCase_IsTheSamePath()
    {
        var one = PatchPath.Parse("emails[type eq \"work\"].value");
        var other = PatchPath.Parse("EMAILS[Type EQ \"work\"].Value");

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }
}
