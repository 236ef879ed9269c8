using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Users;
using static Egnyte.ScimProxy.Tests.Users.People;

namespace Egnyte.ScimProxy.Tests.Users;

public sealed class UserDifferenceTests
{
    [Theory]
    [InlineData("email", "Jane.Doe@EXAMPLE.com", null)]
    [InlineData("email", "new@example.com", """{"email":"new@example.com"}""")]
    [InlineData("userType", "admin", """{"userType":"admin"}""")]
    [InlineData("userType", "power", null)]
    [InlineData("authType", "egnyte", """{"authType":"egnyte"}""")]
    [InlineData("role", " Default ", null)]
    [InlineData("role", "default", """{"role":"default"}""")]
    [InlineData("idpUserId", "jd", """{"idpUserId":"jd"}""")]
    [InlineData("language", "de-DE", null)]
    [InlineData("givenName", "Janet", """{"name":{"givenName":"Janet"}}""")]
    [InlineData("familyName", "Doe", null)]
    public void WhatIsShownOtherwise_IsStillMissing(string field, string value, string? missing)
    {
        var sent = field switch
        {
            "email" => new EgnyteUserChange { Email = value },
            "userType" => new EgnyteUserChange { UserType = value },
            "authType" => new EgnyteUserChange { AuthType = value },
            "role" => new EgnyteUserChange { Role = value },
            "idpUserId" => new EgnyteUserChange { IdpUserId = value },
            "language" => new EgnyteUserChange { Language = value },
            "givenName" => new EgnyteUserChange { Name = new EgnyteName { GivenName = value, FamilyName = "Doe" } },
            _ => new EgnyteUserChange { Name = new EgnyteName { FamilyName = value } },
        };

        Assert.Equal(missing, UserDifference.Between(sent, Jane) is { } difference ? Sent(difference) : null);
    }

    [Fact]
    public void ADeactivationThatDidNotHappen_IsMissing() =>
        Assert.Equal(
            """{"active":false}""", Sent(UserDifference.Between(new EgnyteUserChange { Active = false, SendInvite = true, UserName = "other" }, Jane)!));

    [Fact]
    public void AnEmailChangeThatWaitsForThePerson_IsNotSentAgain() =>
        Assert.Null(UserDifference.Between(new EgnyteUserChange { Email = "new@example.com" }, Jane with { EmailChangePending = true }));

    /// <summary>An answer without <c>emailChangePending</c> proves no pending change: a lost address is worse than a second mail.</summary>
    [Fact]
    public void AnEmailChangeOfWhichNothingSaysThatItWaits_IsSentAgain() =>
        Assert.Equal("""{"email":"new@example.com"}""", Sent(UserDifference.Between(new EgnyteUserChange { Email = "new@example.com" }, Jane)!));
}
