using System.Net;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Errors;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Tests.Errors;

public sealed class EgnyteErrorsTests
{
    private static readonly MappingProfile Okta = ProfileCompiler.CompileBuiltIn("okta");

    private static readonly bool[] OktaOrNot = [true, false];
    private static readonly int?[] Settings = [null, 429, 503];

    public static TheoryData<EgnyteFailure, bool, int?> EveryFailureToEveryCaller =>
        [.. from kind in Enum.GetValues<EgnyteFailure>() from isOkta in OktaOrNot from setting in Settings select (kind, isOkta, setting)];

    [Theory]
    [MemberData(nameof(EveryFailureToEveryCaller))]
    public void AFailure_IsTheAnswerOfTheTable(EgnyteFailure kind, bool isOkta, int? setting)
    {
        var error = Answer(new EgnyteApiException(kind, "PATCH /pubapi/v2/users/{id}", new InvalidOperationException("SECRET")), isOkta, setting);

        var (status, scimType, atLeast) = kind switch
        {
            EgnyteFailure.InvalidInput => (400, "invalidValue", null),
            EgnyteFailure.AlreadyExists => (409, "uniqueness", null),
            EgnyteFailure.MethodNotAllowed => (502, null, null),
            EgnyteFailure.TokenRejected => (401, null, null),
            EgnyteFailure.Forbidden => (403, null, null),
            EgnyteFailure.Throttled => (429, null, isOkta ? 15 : 1),
            EgnyteFailure.QuotaExhausted => (429, null, 90),
            EgnyteFailure.NotFound => (404, null, null),
            EgnyteFailure.NoSuchDomain => (502, null, null),
            EgnyteFailure.Unavailable or EgnyteFailure.Unshown => (setting ?? (isOkta ? 429 : 503), null, 60),
            _ => (400, (string?)null, (int?)null),
        };
        Assert.Equal((status, scimType), (error.Status, error.ScimType));
        Assert.Equal(atLeast is not null, error.RetryAfterSeconds is not null);
        Assert.True(atLeast is null || error.RetryAfterSeconds >= atLeast, $"{error.RetryAfterSeconds} s");
        Assert.DoesNotContain("SECRET", error.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(kind.ToString(), error.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EgnyteFailure.Throttled, 0.2, true, 15)]
    [InlineData(EgnyteFailure.Throttled, 0.2, false, 1)]
    [InlineData(EgnyteFailure.Throttled, 20.1, true, 21)]
    [InlineData(EgnyteFailure.Throttled, 20.1, false, 21)]
    [InlineData(EgnyteFailure.QuotaExhausted, 5, true, 90)]
    [InlineData(EgnyteFailure.QuotaExhausted, 5, false, 90)]
    [InlineData(EgnyteFailure.QuotaExhausted, 40000, true, 40000)]
    [InlineData(EgnyteFailure.Unavailable, 60, true, 60)]
    [InlineData(EgnyteFailure.Unavailable, 3600, false, 3600)]
    public void AWait_IsTheRealOne_AndNeverLessThanItsMinimum(EgnyteFailure kind, double wait, bool isOkta, int seconds)
    {
        var failure = new EgnyteApiException(kind, "GET /pubapi/v2/users");

        // Only the client itself says when to retry.
        typeof(EgnyteApiException).GetProperty(nameof(EgnyteApiException.RetryAfter))!.SetValue(failure, TimeSpan.FromSeconds(wait));

        var error = Answer(failure, isOkta);
        Assert.Equal(seconds, error.RetryAfterSeconds);
        Assert.Contains($"Try again in {seconds} s", error.Detail, StringComparison.Ordinal);
        Assert.Contains("request-1", error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EgnyteFailure.InvalidInput, "Change it in")]
    [InlineData(EgnyteFailure.AlreadyExists, "change it in the user's profile, or free it in Egnyte")]
    [InlineData(EgnyteFailure.MethodNotAllowed, "please report it")]
    [InlineData(EgnyteFailure.TokenRejected, "Put a valid Egnyte access token into")]
    [InlineData(EgnyteFailure.Forbidden, "must be an Egnyte administrator")]
    [InlineData(EgnyteFailure.Throttled, "Try again in")]
    [InlineData(EgnyteFailure.QuotaExhausted, "Egnyte raises the limit on request")]
    [InlineData(EgnyteFailure.NotFound, "unassign the user from the app, then assign the user again")]
    [InlineData(EgnyteFailure.NoSuchDomain, "check EgnyteDomain")]
    [InlineData(EgnyteFailure.Unavailable, "Try again in")]
    [InlineData(EgnyteFailure.Rejected, "Egnyte says \"No.\"")]
    public void ADetail_SaysWhatToDo(EgnyteFailure kind, string fix) =>
        Assert.Contains(fix, Answer(new EgnyteApiException(kind, "PATCH /pubapi/v2/users/{id}") { Reason = "No." }).Detail, StringComparison.Ordinal);

    [Theory]
    [InlineData("userName", "userName: Egnyte refused the value (\"No.\"). An Egnyte user name starts with")]
    [InlineData("givenName", "name.givenName: Egnyte refused the value (\"No.\"). Fill in the first name")]
    [InlineData("email", "emails: Egnyte refused the value (\"No.\"). Fill in the primary e-mail address")]
    [InlineData("expiryDate", "expiryDate: Egnyte refused the value (\"No.\"). Change it in the user's profile")]
    public void ARefusedAttribute_IsNamedAsTheClientKnowsIt_WithItsFix(string attribute, string detail) =>
        Assert.StartsWith(
            detail,
            Answer(new EgnyteApiException(EgnyteFailure.InvalidInput, "POST /pubapi/v2/users") { Attribute = attribute, Reason = "No." }).Detail,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("Standard users cannot use SSO.")]
    [InlineData("external authentication is not for standard users")]
    public void StandardWithSso_NamesBothAttributes(string reason)
    {
        var detail = Answer(new EgnyteApiException(EgnyteFailure.InvalidInput, "POST /pubapi/v2/users") { Reason = reason }).Detail;

        Assert.All([reason, "authType", "userType"], part => Assert.Contains(part, detail, StringComparison.Ordinal));
    }

    [Fact]
    public void AGroup_IsSpokenOfAsAGroup()
    {
        Assert.Contains(
            "group has this name", Answer(new EgnyteApiException(EgnyteFailure.AlreadyExists, "POST /pubapi/v2/groups")).Detail, StringComparison.Ordinal);
        Assert.Contains("no such group", Answer(new EgnyteApiException(EgnyteFailure.NotFound, "GET /pubapi/v2/groups/{id}")).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AnOutage_SaysWhereSomethingMayHaveHappened_AndNeverThatNothingDid(bool mayHaveActed)
    {
        var detail = Answer(new EgnyteApiException(EgnyteFailure.Unavailable, "POST /pubapi/v2/users") { MayHaveActed = mayHaveActed }).Detail;

        Assert.Equal(mayHaveActed, detail.Contains("not known whether it acted", StringComparison.Ordinal));
        Assert.DoesNotContain("Nothing was changed", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EgnyteFailure.InvalidInput)]
    [InlineData(EgnyteFailure.AlreadyExists)]
    [InlineData(EgnyteFailure.MethodNotAllowed)]
    [InlineData(EgnyteFailure.Forbidden)]
    [InlineData(EgnyteFailure.Rejected)]
    public void ARefusal_OfWhatAnEarlierAttemptMayHaveDone_IsNoRefusal(EgnyteFailure kind)
    {
        var error = Answer(new EgnyteApiException(kind, "PATCH /pubapi/v2/users/{id}") { MayHaveActed = true });

        Assert.Equal((429, 60), (error.Status, error.RetryAfterSeconds));
        Assert.Contains("not known whether it acted", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void AnyOther4xx_TellsItsStatus() =>
        Assert.Contains(
            "(HTTP 422)",
            Answer(new EgnyteApiException(EgnyteFailure.Rejected, "POST /pubapi/v2/users") { Status = HttpStatusCode.UnprocessableEntity }).Detail,
            StringComparison.Ordinal);

    private static ScimError Answer(EgnyteApiException failure, bool isOkta = true, int? setting = null) =>
        EgnyteErrors.ToScimError(failure, Okta, new ErrorContext(isOkta, setting, "request-1"));
}
