using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Profiles.Explaining;
using Egnyte.ScimProxy.Tests.Mapping;

namespace Egnyte.ScimProxy.Tests.Explaining;

public sealed class SampleRunnerTests
{
    private const string Person = """{"userName":"jane.doe","name":{"givenName":"Jane","familyName":"Doe"},"emails":[{"value":"jane@example.com"}]}""";
    private const string Group = """{"id":"5ef70bb0","displayName":"Sales","members":[]}""";
    private const string Account = """{"id":7,"userName":"jane.doe","email":"jane@example.com","name":{"givenName":"Jane"},"active":true}""";

    [Theory]
    [InlineData("\"create\":" + Person + """
        ,"egnyte":{"active":true,"userName":"jane.doe","email":"jane@example.com","name":{"familyName":"Doe","givenName":"Jane"},
         "sendInvite":true,"authType":"sso","userType":"power"}
        """)]
    [InlineData("\"create\":" + Person + ""","shows":{"userName":"jane.doe"}""")]
    [InlineData("""
        "create":{"userName":"jane.doe"},"error":"invalidValue"
        """)]
    [InlineData("""
        "create":{"userName":"jane.doe"},"error":"to create a user"
        """)]
    [InlineData("\"read\":true,\"present\":" + Account + ""","shows":{"name":{"givenName":"Jane"},"emails":[{"value":"jane@example.com"}]}""")]
    [InlineData("\"filter\":\"userName eq \\\"JANE.DOE\\\"\",\"present\":" + Account + ""","egnyte":"userName eq \"jane.doe\"","shows":true""")]
    [InlineData("\"patch\":{\"Operations\":[{\"op\":\"replace\",\"path\":\"title\",\"value\":\"Dr.\"}]},\"present\":" + Account + ""","egnyte":{}""")]
    [InlineData(
        "\"create\":{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\"Sales\"}"
            + ""","egnyte":{"displayName":"Sales","members":[]},"shows":{"displayName":"Sales"}""")]
    [InlineData(
        "\"patch\":{\"Operations\":[{\"op\":\"replace\",\"path\":\"displayName\",\"value\":\"Field\"}]},\"present\":"
            + Group
            + ""","egnyte":{"displayName":"Field"},"shows":{"displayName":"Field","members":[]}""")]
    [InlineData("\"replace\":{\"displayName\":\"Field\",\"members\":[]},\"present\":" + Group + ""","egnyte":{"displayName":"Field","members":[]}""")]
    [InlineData("\"read\":true,\"present\":" + Group + ""","shows":{"displayName":"Sales"}""")]
    [InlineData("\"filter\":\"displayName eq \\\"Sales\\\"\",\"present\":" + Group + ""","egnyte":"displayName eq \"Sales\"","shows":true""")]
    [InlineData("\"filter\":\"displayName eq \\\"Sales\\\"\",\"resource\":\"group\",\"egnyte\":\"displayName eq \\\"Sales\\\"\"")]
    public void ASample_ThatComesOutAsItSays_IsNoFinding(string sample) => Assert.Empty(SampleRunner.Run(With(sample)));

    [Theory]
    [InlineData(
        "\"create\":" + Person + ""","egnyte":{"userName":"jane.doe"}""",
        "expected {\"userName\":\"jane.doe\"} to Egnyte, and it is {\"userName\":\"jane.doe\",\"email\":")]
    [InlineData("\"create\":" + Person + ",\"error\":\"uniqueness\"", "expected the error \"uniqueness\", and got {\"userName\"")]
    [InlineData("""
        "create":{"userName":"jane.doe"},"egnyte":{}
        """, "expected no error, and got 400 invalidValue: Egnyte needs")]
    [InlineData(
        "\"read\":true,\"present\":" + Account + ""","shows":{"userName":"JANE.DOE"}""",
        "expected the client to read {\"userName\":\"JANE.DOE\"}, and it reads {")]
    [InlineData("\"read\":true,\"present\":" + Account + ""","shows":{"emails":[]}""", "expected the client to read {\"emails\":[]}")]
    [InlineData(
        "\"filter\":\"userName eq \\\"jane\\\"\",\"present\":" + Account + ""","shows":true""",
        "the filter does not find the present user; asked is \"userName eq \\\"jane\\\"\"")]
    [InlineData("\"read\":true,\"present\":" + Account + ""","shows":{"userName":"Zoë"}""", "expected the client to read {\"userName\":\"Zoë\"}")]
    [InlineData("\"read\":true,\"present\":{},\"shows\":{}", "none that Egnyte would answer")]
    [InlineData(
        "\"filter\":\"displayName eq \\\"Board\\\"\",\"present\":" + Group + ""","shows":true""",
        "the filter does not find the present group; asked is \"displayName eq \\\"Board\\\"\"")]
    public void ASample_ThatComesOutOtherwise_IsAnErrorWhereItStands(string sample, string message)
    {
        var finding = Assert.Single(SampleRunner.Run(With(sample)));

        Assert.Equal(("own.json", 2, "samples[0]"), (finding.File, finding.Line, finding.Path));
        Assert.Contains(
            message.Replace("\\\"", "\"", StringComparison.Ordinal), finding.Message.Replace("\\\"", "\"", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.NotEmpty(finding.Fix);
    }

    [Fact]
    public void ASample_HasItsOwnSettings() =>
        Assert.Empty(
            SampleRunner.Run(
                With(
                    "\"settings\":{\"UserNameFormat\":\"email\"},\"read\":true,\"present\":"
                        + Account.Replace("jane@example.com", "jane.doe@example.com", StringComparison.Ordinal)
                        + ""","shows":{"userName":"jane.doe@example.com"}""")));

    private static MappingProfile With(string sample) => TestProfiles.Good($$"""
        {"extends":"okta","samples":[
        {"why":"a sample",{{sample}}}]}
        """);
}
