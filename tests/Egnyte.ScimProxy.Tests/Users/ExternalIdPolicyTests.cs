using Egnyte.ScimProxy.Tenants;
using Egnyte.ScimProxy.Users;
using static Egnyte.ScimProxy.Tests.Users.People;

namespace Egnyte.ScimProxy.Tests.Users;

public sealed class ExternalIdPolicyTests
{
    [Theory]
    [InlineData(nameof(ExternalIdMismatch.Auto), "00u1a2b3c4d5e6f7g8h9", true, "other@example.com", true)]
    [InlineData(nameof(ExternalIdMismatch.Auto), "00u1a2b3c4d5e6f7g8h9", true, "JANE.DOE@example.com", false)]
    [InlineData(nameof(ExternalIdMismatch.Auto), "00u1a2b3c4d5e6f7g8h9", true, null, false)]
    [InlineData(nameof(ExternalIdMismatch.Auto), "00u1a2b3c4d5e6f7g8h9", false, "other@example.com", false)]
    [InlineData(nameof(ExternalIdMismatch.Auto), "00u1a2b3c4d5e6f7g8h", true, "other@example.com", false)]
    [InlineData(nameof(ExternalIdMismatch.Auto), "00u1a2b3c4d5e6f7g8-9", true, "other@example.com", false)]
    [InlineData(nameof(ExternalIdMismatch.Auto), "00x1a2b3c4d5e6f7g8h9", true, "other@example.com", false)]
    [InlineData(nameof(ExternalIdMismatch.Auto), null, true, "other@example.com", false)]
    [InlineData(nameof(ExternalIdMismatch.Reject), "hr-7", false, "jane.doe@example.com", true)]
    [InlineData(nameof(ExternalIdMismatch.Reject), null, true, "other@example.com", false)]
    [InlineData(nameof(ExternalIdMismatch.Ignore), "00u1a2b3c4d5e6f7g8h9", true, "other@example.com", false)]
    public void AnotherExternalId_IsRefusedWhereTwoPeopleWouldShareAnAccount(string policy, string? stored, bool active, string? email, bool refused)
    {
        var refusal = ExternalIdPolicy.Check(
            "00uzzzzzzzzzzzzzzzzz",
            stored,
            Jane with { ExternalId = stored, Active = active },
            email,
            SettingsWith(TenantSettingsFormat.ExternalIdMismatch, policy));

        Assert.Equal(refused, refusal is not null);
        if (refusal is not null)
        {
            Assert.Equal((409, "uniqueness"), (refusal.Status, refusal.ScimType));
            Assert.All(
                [$"\"{stored}\"", "\"00uzzzzzzzzzzzzzzzzz\"", "ScimProxy:Tenants:default:ExternalIdMismatch"],
                part => Assert.Contains(part, refusal.Detail, StringComparison.Ordinal));
        }
    }
}
