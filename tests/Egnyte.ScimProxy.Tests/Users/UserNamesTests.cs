using Egnyte.ScimProxy.Tenants;
using Egnyte.ScimProxy.Users.Answers;
using static Egnyte.ScimProxy.Tests.Users.People;

namespace Egnyte.ScimProxy.Tests.Users;

public sealed class UserNamesTests
{
    [Theory]
    [InlineData(nameof(UserNameFormat.Prefix), "jane.doe@example.com", null, "jane.doe")]
    [InlineData(nameof(UserNameFormat.Email), "Jane.Doe@example.com", null, "Jane.Doe@example.com")]
    [InlineData(nameof(UserNameFormat.Email), "jd@example.com", null, "jane.doe")]
    [InlineData(nameof(UserNameFormat.Email), null, null, "jane.doe")]
    [InlineData(nameof(UserNameFormat.Prefix), "jane.doe@example.com", "Jane.Doe@example.com", "Jane.Doe@example.com")]
    [InlineData(nameof(UserNameFormat.Email), "jane.doe@example.com", "JANE.DOE", "JANE.DOE")]
    [InlineData(nameof(UserNameFormat.Prefix), "jane.doe@example.com", "jane.roe@example.com", "jane.doe")]
    [InlineData(nameof(UserNameFormat.Prefix), "jane.doe@example.com", "two words", "jane.doe")]
    public void AUserName_ReadsAsTheClientWroteItOrAsTheTenantSays(string format, string? email, string? asWritten, string read) =>
        Assert.Equal(
            read, UserNames.AsRead(Jane with { Email = email }, asWritten, Okta, SettingsWith(TenantSettingsFormat.UserNameFormat, format)));
}
