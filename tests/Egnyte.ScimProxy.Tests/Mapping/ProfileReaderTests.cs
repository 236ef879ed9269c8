using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Tests.Mapping;

public sealed class ProfileReaderTests
{
    private const string Extension = "urn:ietf:params:scim:schemas:extension:egnyte:2.0:User";

    // behaviour.md §2, one line a row: the attribute and the field of Egnyte it stands for.
    [Theory]
    [InlineData("userName", "userName")]
    [InlineData("externalId", "externalId")]
    [InlineData("name.givenName", "name.givenName")]
    [InlineData("name.familyName", "name.familyName")]
    [InlineData("emails", "email")]
    [InlineData("displayName", "name.formatted")]
    [InlineData("name.formatted", "name.formatted")]
    [InlineData("active", "active")]
    [InlineData("userType", "userType")]
    [InlineData("urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:authType", "authType")]
    [InlineData("urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:sendInvite", "sendInvite")]
    [InlineData("urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:isServiceAccount", "isServiceAccount")]
    [InlineData("urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:twoFactorAuthentication", "twoFactorAuthentication")]
    [InlineData("urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:idpUserId", "idpUserId")]
    [InlineData("urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:userPrincipalName", "userPrincipalName")]
    [InlineData("urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:role", "role")]
    [InlineData("urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:language", "language")]
    [InlineData("password", null)]
    [InlineData("groups", "groups")]
    [InlineData("meta.created", "createdDate")]
    [InlineData("meta.lastModified", "lastModificationDate")]
    public void TheOktaProfile_HasARuleForEveryRowOfTheContract(string scim, string? egnyte)
    {
        var okta = ProfileCompiler.CompileBuiltIn("okta");

        var rule = okta.Rules[okta.IndexOf(AttributePath.Parse(scim))];
        Assert.Equal(egnyte, rule.Field?.Name);
        Assert.NotEmpty(rule.Description);
        Assert.Equal(21, okta.Rules.Count);
    }

    [Fact]
    public void TheOktaProfile_SaysWhatTheContractSays()
    {
        var okta = ProfileCompiler.CompileBuiltIn("okta");
        AttributeRule Rule(string field) => okta.Rules[okta.IndexOfField(field)];

        Assert.True(okta.ExternalIdProvesOwnership);
        Assert.Equal(Immutability.Reject, Rule("userName").Immutability);
        Assert.Equal(Immutability.Ownership, Rule("externalId").Immutability);
        Assert.Equal(["userName", "name.givenName", "name.familyName", "emails"], okta.Rules.Where(rule => rule.IsRequired).Select(rule => rule.Name));
        Assert.Equal(["admin", "power", "standard"], Rule("userType").Allowed!);
        Assert.Equal(["sso", "egnyte", "ad"], Rule("authType").Allowed!);
        Assert.Equal(("power", "sso"), (Rule("userType").Default.Text, Rule("authType").Default.Text));
        Assert.Equal((true, true), (Rule("active").Default.Boolean, Rule("sendInvite").Default.Boolean));
        Assert.Equal(["idpUserId", "userPrincipalName", "role", "language"], okta.Rules.Where(rule => rule.SkipsEcho).Select(rule => rule.Name));
        Assert.Equal(["groups", "meta.created", "meta.lastModified"], okta.Rules.Where(rule => rule.IsReadOnly).Select(rule => rule.Name));
        Assert.DoesNotContain(okta.Rules, rule => rule.ToScim && rule.Name is "password" or "sendInvite" && rule.ToScim);
        Assert.All(
            okta.Rules.Where(rule => rule.IsRequired || rule.Allowed is not null || rule.Pattern is not null || rule.MinLength > 0),
            rule => Assert.NotNull(rule.Fix));
    }

    [Fact]
    public void EveryBuiltInProfile_CanBeCompiledByItsName_WithoutAWarning()
    {
        Assert.Contains("okta", ProfileLibrary.BuiltInNames);
        Assert.All(ProfileLibrary.BuiltInNames, name =>
        {
            var compiled = ProfileCompiler.Compile(new ProfileLibrary(null), name);
            Assert.Equal(name, compiled.Profile?.Name);
            Assert.DoesNotContain(compiled.Findings, finding => finding.Severity is not FindingSeverity.Note);
        });
    }

    [Fact]
    public void AFieldThatTheProgramDoesNotKnow_IsSentAsTheProfileNamesIt()
    {
        var profile = TestProfiles.WithRules("""{"scim":"extension:twoStep","egnyte":"two_step","type":"boolean","direction":"toEgnyte"}""");
        var rule = profile.Rules[profile.IndexOfField("two_step")];
        var change = new EgnyteUserChange();

        rule.Field!.Write!(change, MappedValue.Of(true));

        Assert.Equal(new AttributePath(Extension, "twoStep", null), rule.Path);
        Assert.True(change.Additional!["two_step"].GetBoolean());
        Assert.Equal((MappedType.Boolean, true, false), (rule.Type, rule.ToEgnyte, rule.ToScim));
    }
}
