using Egnyte.ScimProxy.Mapping;

namespace Egnyte.ScimProxy.Tests.Mapping;

public sealed class EgnyteDateTests
{
    [Theory]
    [InlineData("2024-02-29T12:30:00.123+0000", "2024-02-29T12:30:00.123Z")]
    [InlineData("2024-02-29T12:30:00.123+00:00", "2024-02-29T12:30:00.123+00:00")]
    [InlineData("2024-02-29T12:30:00Z", "2024-02-29T12:30:00Z")]
    [InlineData("2024-02-29T12:30:00-05:00", "2024-02-29T12:30:00-05:00")]
    [InlineData("2024-02-29T12:30:00", "2024-02-29T12:30:00.000Z")]
    [InlineData("2024-02-29 12:30:00", "2024-02-29T12:30:00.000Z")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00.000Z")]
    [InlineData("Thu, 29 Feb 2024 12:30:00 GMT", "2024-02-29T12:30:00.000Z")]
    [InlineData("yesterday", null)]
    [InlineData(null, null)]
    public void ADateOfEgnyte_IsAScimDateTimeOrNothing(string? egnyte, string? scim) => Assert.Equal(scim, EgnyteDate.AsScim(egnyte));

    [Fact]
    public void ADateWithAnOffset_IsThatMoment() =>
        Assert.Equal(new DateTimeOffset(2024, 2, 29, 11, 30, 0, TimeSpan.Zero), EgnyteDate.Parse("2024-02-29T12:30:00+01:00"));
}
