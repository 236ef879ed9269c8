using System.Net;
using System.Net.Sockets;
using CsCheck;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

[Collection(nameof(OneClockForAll))]
public sealed class ErrorTests
{
    private const string Hibernate =
        "constraint violations: ConstraintViolationImpl{interpolatedMessage='Invalid user name', propertyPath=userName, " +
        "rootBeanClass=class PublicUserRepresentation, messageTemplate='{invalid.user.name}'}: [userName: Invalid user name]";

    [Theory]
    [InlineData("""{"Errors":[{"description":"User 1 not found.","code":"404"}]}""", "User 1 not found.", null, "404")]
    [InlineData("""{"errorMessage":"too long"}""", "too long", null, null)]
    [InlineData("""{"message":"too short"}""", "too short", null, null)]
    [InlineData("""{"message":"Missing Egnyte.x scope","code":"FORBIDDEN"}""", "Missing Egnyte.x scope", null, "FORBIDDEN")]
    [InlineData("""{"formErrors":[{"code":"X1","msg":"bad form"}],"inputErrors":{}}""", "bad form", null, "X1")]
    [InlineData("""{"inputErrors":{"userName":[{"code":"X2","msg":"bad name"}]}}""", "bad name", "userName", "X2")]
    [InlineData("""{"errors":[{"code":"X3","msg":"bad thing"}]}""", "bad thing", null, "X3")]
    [InlineData("""{"errors":{"inputErrors":{"email":[{"code":"X4","msg":"bad mail"}]}}}""", "bad mail", "email", "X4")]
    [InlineData("""{"responseCode":"R1","responseMsg":"no","success":false}""", "no", null, "R1")]
    [InlineData("""{"error":"invalid_grant","error_description":"wrong"}""", "wrong", null, "invalid_grant")]
    [InlineData("""{"fault":{"faultstring":"policy","detail":{"errorcode":"F1"}}}""", "policy", null, "F1")]
    [InlineData("plain words", "plain words", null, null)]
    [InlineData("""{"unknown":1}""", null, null, null)]
    [InlineData("", null, null, null)]
    [InlineData("""{"message":"<b>no</b> java.lang.IllegalStateException: bad\n\tat com.egnyte.Foo.bar(Foo.java:1)"}""", "no bad", null, null)]
    public async Task ABadRequest_InAnyShape_GivesReasonAttributeAndCode(string body, string? reason, string? attribute, string? code)
    {
        using var egnyte = new FakeEgnyte().Answers(400, body);

        var failure = await egnyte.Failure(egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal(EgnyteFailure.InvalidInput, failure.Kind);
        Assert.Equal((reason, attribute, code), (failure.Reason, failure.Attribute, failure.ErrorCode));
        Assert.Equal(HttpStatusCode.BadRequest, failure.Status);
        Assert.False(failure.MayHaveActed);
    }

    [Theory]
    [InlineData(Hibernate)]
    [InlineData("{\"errorMessage\":\"" + Hibernate + "\"}")]
    [InlineData("{\"Errors\":[{\"description\":\"" + Hibernate + "\",\"code\":\"400\"}]}")]
    public async Task AConstraintViolation_GivesItsMessageAndItsProperty(string body)
    {
        using var egnyte = new FakeEgnyte().Answers(400, body);

        var failure = await egnyte.Failure(egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal(("Invalid user name", "userName"), (failure.Reason, failure.Attribute));
    }

    [Theory]
    [InlineData("GET", 400, "{}", null, EgnyteFailure.InvalidInput)]
    [InlineData("POST", 400, """{"message":"User name already exists"}""", null, EgnyteFailure.AlreadyExists)]
    [InlineData("POST", 400, """{"message":"Email must be unique"}""", null, EgnyteFailure.AlreadyExists)]
    [InlineData("POST", 400, """{"message":"email in use"}""", null, EgnyteFailure.AlreadyExists)]
    [InlineData("POST", 400, """{"message":"error in username"}""", null, EgnyteFailure.InvalidInput)]
    [InlineData("PUT", 400, """{"message":"User does not exists"}""", null, EgnyteFailure.InvalidInput)]
    [InlineData("POST", 409, "{}", null, EgnyteFailure.AlreadyExists)]
    [InlineData("POST", 405, "", null, EgnyteFailure.AlreadyExists)]
    [InlineData("PUT", 405, "", null, EgnyteFailure.MethodNotAllowed)]
    [InlineData("GET", 401, "<html>", null, EgnyteFailure.TokenRejected)]
    [InlineData("GET", 403, "", "ERR_403_DEVELOPER_INACTIVE", EgnyteFailure.TokenRejected)]
    [InlineData("GET", 403, "<h1>Developer Inactive</h1>", null, EgnyteFailure.TokenRejected)]
    [InlineData("GET", 403, """{"message":"no scope","code":"FORBIDDEN"}""", null, EgnyteFailure.Forbidden)]
    [InlineData("GET", 403, "", null, EgnyteFailure.Forbidden)]
    [InlineData("GET", 403, "<html><p>blocked", null, EgnyteFailure.Unavailable)]
    [InlineData("GET", 403, "", "ERR_403_DEVELOPER_OVER_RATE", EgnyteFailure.QuotaExhausted)]
    [InlineData("GET", 429, """{"message":"Developer Over Rate"}""", null, EgnyteFailure.QuotaExhausted)]
    [InlineData("GET", 403, "", "ERR_403_SERVICE_UNKNOWN", EgnyteFailure.Rejected)]
    [InlineData("GET", 404, """{"Errors":[{"description":"User 1 not found.","code":"404"}]}""", null, EgnyteFailure.NotFound)]
    [InlineData("GET", 404, "<html>dirty</html>", null, EgnyteFailure.Unavailable)]
    [InlineData("GET", 404, "", null, EgnyteFailure.Unavailable)]
    [InlineData("GET", 404, "{\"Errors\":[{\"descr", null, EgnyteFailure.Unavailable)]
    [InlineData("LIST", 404, """{"message":"no"}""", null, EgnyteFailure.NoSuchDomain)]
    [InlineData("GET", 302, "", null, EgnyteFailure.NoSuchDomain)]
    [InlineData("GET", 308, "", null, EgnyteFailure.NoSuchDomain)]
    [InlineData("GET", 101, "", null, EgnyteFailure.Unavailable)]
    [InlineData("GET", 300, "", null, EgnyteFailure.Unavailable)]
    [InlineData("GET", 304, "", null, EgnyteFailure.Unavailable)]
    [InlineData("POST", 413, "{}", null, EgnyteFailure.Rejected)]
    [InlineData("GET", 408, "", null, EgnyteFailure.Unavailable)]
    [InlineData("GET", 500, """{"message":"oops"}""", null, EgnyteFailure.Unavailable)]
    [InlineData("GET", 200, "<html>log in</html>", null, EgnyteFailure.Unavailable)]
    [InlineData("GET", 200, "", null, EgnyteFailure.Unavailable)]
    [InlineData("GET", 200, "{\"id\":1,\"userName\":\"a", null, EgnyteFailure.Unavailable)]
    [InlineData("GET", 200, "{\"userName\":\"no id\"}", null, EgnyteFailure.Unavailable)]
    [InlineData("GET", 200, "{\"id\":{}}", null, EgnyteFailure.Unavailable)]
    [InlineData("LIST", 200, """{"resources":[]}""", null, EgnyteFailure.Unavailable)]
    public async Task WhatEgnyteSays_HasOneMeaning(string call, int status, string body, string? masheryCode, EgnyteFailure kind)
    {
        using var egnyte = new FakeEgnyte();
        egnyte.AlwaysAnswers(status, body, masheryCode is null ? [] : [("X-Mashery-Error-Code", masheryCode)]);

        var failure = await egnyte.Failure(Make(call, egnyte));

        Assert.Equal(kind, failure.Kind);
    }

    [Theory]
    [InlineData("POST", 500, true)]
    [InlineData("POST", 408, true)]
    [InlineData("POST", 400, false)]
    [InlineData("POST", 409, false)]
    [InlineData("POST", 401, false)]
    [InlineData("GET", 500, false)]
    [InlineData("PUT", 503, true)]
    public async Task OnlyAWriteWithAnUnclearAnswer_MayHaveActed(string call, int status, bool mayHaveActed)
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(status, "{}");

        var failure = await egnyte.Failure(Make(call, egnyte));

        Assert.Equal(mayHaveActed, failure.MayHaveActed);
    }

    [Fact]
    public async Task AnUnreadable2xxToACreate_MayHaveActed()
    {
        using var egnyte = new FakeEgnyte().Answers(201, """{"userName":"jane"}""");

        var failure = await egnyte.Failure(Make("POST", egnyte));

        Assert.Equal((EgnyteFailure.Unavailable, true), (failure.Kind, failure.MayHaveActed));
        Assert.Single(egnyte.Seen);
    }

    [Theory]
    [InlineData(SocketError.HostNotFound, EgnyteFailure.NoSuchDomain)]
    [InlineData(SocketError.TryAgain, EgnyteFailure.Unavailable)]
    public async Task OnlyAnUnknownHostName_IsNoSuchDomain(SocketError error, EgnyteFailure kind)
    {
        using var egnyte = new FakeEgnyte();
        for (var i = 0; i < 3; i++)
        {
            egnyte.Throws(new HttpRequestException(HttpRequestError.NameResolutionError, "dns", new SocketException((int)error)));
        }

        var failure = await egnyte.Failure(Make("POST", egnyte));

        Assert.Equal((kind, false), (failure.Kind, failure.MayHaveActed));
    }

    [Theory]
    [InlineData("GET", "GET /pubapi/v2/users/{id}")]
    [InlineData("LIST", "GET /pubapi/v2/users")]
    [InlineData("POST", "POST /pubapi/v2/users")]
    [InlineData("PUT", "PUT /pubapi/v2/groups/{id}")]
    public async Task TheOperation_IsTheRouteWithoutIds(string call, string operation)
    {
        using var egnyte = new FakeEgnyte().Answers(400, "{}");

        var failure = await egnyte.Failure(Make(call, egnyte));

        Assert.Equal(operation, failure.Operation);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(500)]
    [InlineData(200)]
    public async Task AnException_HoldsNeitherTokenNorBody(int status)
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(status, """{"message":"body-of-egnyte","id":"body-of-egnyte"}""");

        var failure = await egnyte.Failure(Make("GET", egnyte));

        Assert.DoesNotContain(FakeEgnyte.Token, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("body-of-egnyte", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(FakeEgnyte.Token, egnyte.Call().ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Mon, 04 May 2026 18:00:30 GMT", 30)]
    [InlineData("Mon, 04 May 2026 17:00:00 GMT", 1)]
    [InlineData("soon", 6 * 3600)]
    [InlineData("-5", 6 * 3600)]
    [InlineData(null, 6 * 3600)]
    public async Task AnExhaustedQuota_ReturnsWhenEgnyteSays_ElseAtMidnightUtc(string? retryAfter, int seconds)
    {
        (string, string)[] headers = [("X-Mashery-Error-Code", "ERR_403_DEVELOPER_OVER_RATE")];
        using var egnyte = new FakeEgnyte().Answers(403, "", retryAfter is null ? headers : [.. headers, ("Retry-After", retryAfter)]);

        var failure = await egnyte.Failure(Make("GET", egnyte));

        Assert.Equal(TimeSpan.FromSeconds(seconds), failure.RetryAfter);
    }

    [Fact]
    public async Task ALongReason_IsBounded()
    {
        using var egnyte = new FakeEgnyte()
            .Answers(400, $$"""{"message":"{{new string('x', 70_000 - 64)}}"}""")
            .Answers(400, $$"""{"message":"{{new string('x', 9_000)}}"}""");

        var cut = await egnyte.Failure(Make("GET", egnyte));
        var whole = await egnyte.Failure(Make("GET", egnyte));

        Assert.Equal(EgnyteFailure.InvalidInput, cut.Kind);
        Assert.Equal(300, whole.Reason!.Length);
    }

    [Fact]
    public async Task AnAnswerBeyond16MiB_IsUnavailable()
    {
        using var egnyte = new FakeEgnyte();
        for (var i = 0; i < 3; i++)
        {
            egnyte.Answers(() => new ByteArrayContent(new byte[(16 * 1024 * 1024) + 1]));
        }

        var failure = await egnyte.Failure(Make("GET", egnyte));

        Assert.Equal(EgnyteFailure.Unavailable, failure.Kind);
    }

    [Fact]
    public async Task AnyErrorBody_IsAlwaysAnEgnyteApiException()
    {
        foreach (var text in Gen.String[0, 60].Array[200].Single())
        {
            using var egnyte = new FakeEgnyte().Answers(400, "{\"errors\":" + text).Answers(400, text);
            foreach (var _ in Enumerable.Range(0, 2))
            {
                var failure = await Assert.ThrowsAsync<EgnyteApiException>(() => Make("POST", egnyte));
                Assert.True(failure.Reason is null or { Length: <= 300 }, text);
            }
        }
    }

    private static Task Make(string call, FakeEgnyte egnyte) => call switch
    {
        "GET" => egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop),
        "LIST" => egnyte.Api.ListUsersAsync(1, 100, null, egnyte.Call(), FakeEgnyte.Stop),
        "POST" => egnyte.Api.CreateUserAsync(new EgnyteUserChange { UserName = "jane" }, egnyte.Call(), FakeEgnyte.Stop),
        _ => egnyte.Api.ReplaceGroupAsync("g", new EgnyteGroupChange { DisplayName = "IT" }, egnyte.Call(), FakeEgnyte.Stop),
    };
}
