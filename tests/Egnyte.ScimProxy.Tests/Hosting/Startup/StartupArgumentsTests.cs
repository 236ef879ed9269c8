using Egnyte.ScimProxy.Hosting.Startup;

namespace Egnyte.ScimProxy.Tests.Hosting.Startup;

public sealed class StartupArgumentsTests
{
    [Theory]
    [InlineData("--ScimProxy:PublicUrl=https://scim.example.com", "--ScimProxy:PublicUrl=https://scim.example.com")]
    [InlineData("--urls http://127.0.0.1:0", "--urls=http://127.0.0.1:0")]
    [InlineData("/urls=http://127.0.0.1:0", "--urls=http://127.0.0.1:0")]
    [InlineData("urls=http://127.0.0.1:0;http://127.0.0.1:1", "--urls=http://127.0.0.1:0;http://127.0.0.1:1")]
    [InlineData(
        "--scimproxy:tenants:a:egnytedomain=b --LOGGING:LogLevel:Default Debug", "--scimproxy:tenants:a:egnytedomain=b --LOGGING:LogLevel:Default=Debug")]
    [InlineData("--ScimProxy:PublicUrl=", "--ScimProxy:PublicUrl=")]
    [InlineData(
        "--OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317 --environment Staging --contentRoot /",
        "--OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317 --environment=Staging --contentRoot=/")]
    public void Read_ASetting_InEachFormOfThePlatform(string words, string settings)
    {
        var mistakes = new List<string>();

        Assert.Equal(settings.Split(' '), StartupArguments.Read("serve", words.Split(' '), mistakes));
        Assert.Empty(mistakes);
    }

    [Theory]
    [InlineData("--config x", "\"--config\" is no option of serve", "\"x\" is no option of serve")]
    [InlineData("--config=x", "\"--config\" is no option of serve")]
    [InlineData("--foo", "\"--foo\" is no option of serve")]
    [InlineData("-c", "\"-c\" is no option of serve")]
    [InlineData("-c=x", "\"-c\" is no option of serve")]
    [InlineData("-urls=http://127.0.0.1:0", "\"-urls\" is no option of serve")]
    [InlineData("foo", "\"foo\" is no option of serve")]
    [InlineData("/etc/scim", "\"/etc/scim\" is no option of serve")]
    [InlineData("--ScimProxi:PublicUrl=x", "\"--ScimProxi:PublicUrl\" is no option of serve")]
    [InlineData("--ScimProxy__PublicUrl=x", "\"--ScimProxy__PublicUrl\" is no option of serve: on the command line write --ScimProxy:PublicUrl=VALUE.")]
    [InlineData("--urls", "\"--urls\" has no value: write --urls=VALUE.")]
    [InlineData("--urls --foo", "\"--urls\" has no value", "\"--foo\" is no option of serve")]
    [InlineData("--", "\"--\" is no option of serve")]
    [InlineData("=", "\"\" is no option of serve")]
    public void Read_AnythingElse_IsAMistake(string words, params string[] expected)
    {
        var mistakes = new List<string>();

        StartupArguments.Read("serve", words.Split(' '), mistakes);

        Assert.Equal(expected.Length, mistakes.Count);
        Assert.All(expected.Zip(mistakes), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }
}
