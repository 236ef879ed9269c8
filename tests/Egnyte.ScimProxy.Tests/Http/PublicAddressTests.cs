using Egnyte.ScimProxy.Tenants;
namespace Egnyte.ScimProxy.Tests.Http;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("https://scim.example.com", "https://scim.example.com")]
    [InlineData("https://scim.example.com/", "https://scim.example.com")]
    [InlineData("https://scim.example.com\r\n", "https://scim.example.com")]
    [InlineData(" HTTPS://SCIM.example.com:443/base// ", "https://scim.example.com/base")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080")]
    [InlineData("https://[2001:DB8::1]:8443/x", "https://[2001:db8::1]:8443/x")]
    [InlineData("https://exämple.com/größe", "https://xn--exmple-cua.com/gr%C3%B6%C3%9Fe")]
    [InlineData("https://scim.example.com/a/../b", "https://scim.example.com/b")]
    public void Normalized_IsWhatGoesIntoHeaders(string configured, string address) => Assert.Equal(address, ConfiguredAddress.Normalized(configured));

    [Theory]
    [InlineData("https://scim.example.com/a b")]
    [InlineData("https://scim.example.com\r\nX: y")]
    [InlineData("https://scim.exa\tmple.com")]
    [InlineData("https://scim.example.com/\u0000")]
    [InlineData("https://scim.example.com/scim/v2/")]
    [InlineData("https://scim.example.com/SCIM/v2")]
    [InlineData("https://scim.example.com?x=1")]
    [InlineData("https://scim.example.com#x")]
    [InlineData("https://user:secret@scim.example.com")]
    [InlineData("ftp://scim.example.com")]
    [InlineData("scim.example.com")]
    [InlineData("/scim")]
    [InlineData("https://")]
    public void Normalized_OfWhatIsNoPublicAddress_IsNull(string configured) => Assert.Null(ConfiguredAddress.Normalized(configured));
}
