namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>Who may ask: a token is passed on, its absence is told here, and nothing of it is ever told again.</summary>
public sealed class AuthorizationTests : IClassFixture<RunningEgnyte>
{
    private readonly SimulatedEgnyte _egnyte;

    public AuthorizationTests(RunningEgnyte running)
    {
        _egnyte = running.Egnyte;
        _egnyte.Simulator.Calls.Clear();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("bearer bearer")]
    [InlineData("Basic YWRtaW46c2VjcmV0")]
    [InlineData("Digest username=\"Mufasa\"")]
    [InlineData("Bearer two words")]
    [InlineData("Bearer tok\u00e9n")]
    [InlineData("Bearer \"quoted\"")]
    public async Task Authorization_WithoutABearerToken_Is401WithoutACall(string? authorization)
    {
        foreach (var path in new[] { "Users?count=1", "Users/1", "Groups", "ServiceProviderConfig", "Schemas", "ResourceTypes" })
        {
            AssertUnauthorized(await SendAsync(authorization, "GET", path));
        }

        AssertUnauthorized(await SendAsync(authorization, "POST", "Users", "{}"));
        AssertUnauthorized(await SendAsync(authorization, "DELETE", $"Users/{_egnyte.Simulator.Domain.AllUsers()[1].Id}"));
        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData("Bearer Bearer s3cret", "\"Bearer\" twice")]
    [InlineData("bearer  BEARER s3cret", "\"Bearer\" twice")]
    [InlineData("Bearer Bearer: s3cret", "\"Bearer\" twice")]
    [InlineData("Bearer Bearer Bearer s3cret", "\"Bearer\" twice")]
    [InlineData("Bearer Bearer", "\"Bearer\" twice")]
    [InlineData("Bearer: s3cret", "colon")]
    [InlineData("Bearer Token s3cret", "\"Token\"")]
    [InlineData("Token s3cret", "\"Token\"")]
    [InlineData("SSWS s3cret", "\"SSWS\"")]
    [InlineData("Basic s3cret", "\"Basic\"")]
    [InlineData("Bearer Basic s3cret", "\"Basic\"")]
    [InlineData("Bearer \"s3cret\"", "quotation marks")]
    [InlineData("\"Bearer s3cret\"", "quotation marks")]
    [InlineData("Bearer \u201cs3cret\u201d", "quotation marks")]
    [InlineData("Bearer <s3cret>", "U+003C")]
    [InlineData("Bearer {s3cret}", "U+007B")]
    [InlineData("Bearer s3cret%0A", "U+0025")]
    [InlineData("Bearer s3cret\u200b", "U+200B")]
    [InlineData("Bearer s3 cret", "a blank")]
    [InlineData("Bearer", "no bearer token")]
    [InlineData(null, "no bearer token")]
    public async Task Authorization_TypedWrongly_Is401ThatNamesTheMistakeAndNotTheToken(string? authorization, string mistake)
    {
        var answer = await SendAsync(authorization, "GET", "Users?count=1");

        AssertUnauthorized(answer);
        var detail = answer.Json.GetProperty("detail").GetString()!;
        Assert.Contains(mistake, detail, StringComparison.Ordinal);
        Assert.DoesNotContain("s3", detail, StringComparison.Ordinal);
        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    /// <summary>One call: for 10 s, the refusal of a token that was never accepted is cached (contract §1.6).</summary>
    [Theory]
    [InlineData("refused-1")]
    [InlineData("Bearer refused-2")]
    [InlineData("bearer wrong.token_of~somebody+else/==")]
    public async Task Authorization_WithATokenThatEgnyteRefuses_Is401AfterOneCall(string authorization)
    {
        AssertUnauthorized(await SendAsync(authorization, "GET", "Users?count=1"));
        AssertUnauthorized(await SendAsync(authorization, "PATCH", $"Users/{_egnyte.Simulator.Domain.AllUsers()[1].Id}",
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"active":false}}]}"""));

        Assert.Equal(1, _egnyte.Simulator.Calls.Count);
        Assert.True(_egnyte.Simulator.Domain.AllUsers()[1].Active);
    }

    [Theory]
    [InlineData(ScimProxyApplication.Token)]
    [InlineData("Bearer " + ScimProxyApplication.Token)]
    [InlineData("bearer " + ScimProxyApplication.Token)]
    [InlineData("BEARER   " + ScimProxyApplication.Token)]
    public async Task Authorization_AsAnyKindOfOktaAppSendsIt_IsPassedOn(string authorization)
    {
        var answer = await SendAsync(authorization, "GET", "Users?count=1");

        ScimShape.AssertList(answer, _egnyte.Simulator.Domain.UserCount, 1);
        Assert.Equal(1, _egnyte.Simulator.Calls.Count);
    }

    [Fact]
    public async Task Authorization_GivenTwice_Is401()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "Users");
        request.Headers.TryAddWithoutValidation("Authorization", [$"Bearer {ScimProxyApplication.Token}", "Bearer other"]);

        AssertUnauthorized(await SendAsync(request));
        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Fact]
    public async Task Token_OfTheSecondCaller_IsNotTheFirstOnes()
    {
        var id = _egnyte.Simulator.Domain.AllUsers()[0].Id;
        Assert.Equal(200, (await SendAsync($"Bearer {ScimProxyApplication.Token}", "GET", $"Users/{id}")).Status);

        // The proxy caches what one token read for that token alone.
        AssertUnauthorized(await SendAsync("Bearer non-token", "GET", $"Users/{id}"));
        AssertUnauthorized(await SendAsync("Bearer non-token", "PUT", $"Users/{id}", """{"userName":"alba.acorn","active":true}"""));
    }

    private static void AssertUnauthorized(ScimAnswer answer)
    {
        ScimShape.AssertError(answer, 401);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }

    private async Task<ScimAnswer> SendAsync(string? authorization, string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/scim+json");
        _ = authorization is null || request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await SendAsync(request);
    }

    private async Task<ScimAnswer> SendAsync(HttpRequestMessage request)
    {
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = static (_, _) => System.Text.Encoding.UTF8 };
        using var client = new HttpClient(handler) { BaseAddress = _egnyte.Client.BaseAddress };
        return await client.SendScimAsync(request);
    }
}
