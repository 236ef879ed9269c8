namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>Requests that no HTTP client would send: each has one answer in SCIM's form, and none reaches Egnyte as something else.</summary>
public sealed class TrustBoundaryTests : IClassFixture<RunningEgnyte>
{
    private const string Get = "GET /scim/v2/Users?count=1 HTTP/1.1\r\n";
    private const string Authorization = $"Authorization: Bearer {ScimProxyApplication.Token}\r\n";

    private readonly SimulatedEgnyte _egnyte;

    public TrustBoundaryTests(RunningEgnyte running)
    {
        _egnyte = running.Egnyte;
        _egnyte.Simulator.Calls.Clear();
    }

    public static TheoryData<string, string, int> RejectedByTheServer => new()
    {
        { "no request", "x\r\n\r\n", 400 },
        { "a word", "NONSENSE\r\n\r\n", 400 },
        { "no host", $"{Get}{Authorization}\r\n", 400 },
        { "two hosts", $"{Get}Host: a.example\r\nHost: b.example\r\n\r\n", 400 },
        { "a host with a path", $"{Get}Host: a.example/b\r\n\r\n", 400 },
        { "a host with a user", $"{Get}Host: user@a.example\r\n\r\n", 400 },
        { "a host with a blank", $"{Get}Host: a example\r\n\r\n", 400 },
        { "a target of another host", $"GET http://evil.example/scim/v2/Users HTTP/1.1\r\nHost: scim.example.com\r\n{Authorization}\r\n", 400 },
        { "a tunnel", "CONNECT evil.example:443 HTTP/1.1\r\nHost: scim.example.com\r\n\r\n", 400 },
        { "a header without a colon", $"{Get}Host: a.example\r\nnonsense\r\n\r\n", 400 },
        { "a header with a blank before the colon", $"{Get}Host: a.example\r\nX-A : b\r\n\r\n", 400 },
        { "a folded header", $"{Get}Host: a.example\r\nX-A: b\r\n c\r\n\r\n", 400 },
        { "a header with a zero", $"{Get}Host: a.example\r\nX-A: b\0c\r\n\r\n", 400 },
        { "a target with a zero", "GET /scim/v2/Users%00 HTTP/1.1\r\nHost: a.example\r\n\r\n", 400 },
        { "a negative length", "POST /scim/v2/Users HTTP/1.1\r\nHost: a.example\r\nContent-Length: -1\r\n\r\n", 400 },
        { "two lengths", "POST /scim/v2/Users HTTP/1.1\r\nHost: a.example\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x", 400 },
        { "a list of lengths", "POST /scim/v2/Users HTTP/1.1\r\nHost: a.example\r\nContent-Length: 2, 2\r\n\r\n{}", 400 },
        { "an unknown transfer coding", "POST /scim/v2/Users HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: gzip\r\n\r\n{}", 400 },
        { "chunked not last", "POST /scim/v2/Users HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked, gzip\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 400 },
        { "a later version", "GET /scim/v2/Users HTTP/3.0\r\nHost: a.example\r\n\r\n", 505 },
        { "a long request line", $"GET /scim/v2/Users?filter={new string('a', 40_000)} HTTP/1.1\r\nHost: a.example\r\n\r\n", 414 },
        { "a long header", $"{Get}Host: a.example\r\nX-A: {new string('a', 70_000)}\r\n\r\n", 431 },
        { "many headers", $"{Get}Host: a.example\r\n{string.Concat(Enumerable.Range(0, 200).Select(number => $"X-{number}: a\r\n"))}\r\n", 431 },
    };

    [Theory]
    [MemberData(nameof(RejectedByTheServer))]
    public async Task Request_ThatTheServerRejects_HasAScimErrorBody(string what, string request, int status)
    {
        var answer = Assert.Single(await RawHttp.SendAsync(_egnyte.Proxy.Address, request));

        Assert.True(answer.Status == status, $"{what}: {answer.Status} {answer.Body}");
        answer.AssertScimError(status);
        Assert.Equal("close", answer.Headers["Connection"]);
        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    public static TheoryData<string, string, int> Answered => new()
    {
        { "two tokens", $"{Get}Host: a.example\r\n{Authorization}{Authorization}Connection: close\r\n\r\n", 401 },
        { "a list of tokens", $"{Get}Host: a.example\r\nAuthorization: Bearer {ScimProxyApplication.Token}, Bearer other\r\nConnection: close\r\n\r\n", 401 },
        {
            "a token in the query",
            $"GET /scim/v2/Users?access_token={ScimProxyApplication.Token} HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n",
            401
        },
        {
            "a token of the proxy's proxy",
            $"{Get}Host: a.example\r\nProxy-Authorization: Bearer {ScimProxyApplication.Token}\r\nConnection: close\r\n\r\n",
            401
        },
        { "an empty host", $"{Get}Host:\r\n{Authorization}Connection: close\r\n\r\n", 400 },
        { "HTTP/1.0 without a host", $"GET /scim/v2/Users HTTP/1.0\r\n{Authorization}\r\n", 400 },
        { "a folder up", $"GET /scim/v2/../../health/../scim/v2/Nothing HTTP/1.1\r\nHost: a.example\r\n{Authorization}Connection: close\r\n\r\n", 404 },
        { "an escaped folder up", $"GET /scim/v2/Users/%2e%2e%2fGroups HTTP/1.1\r\nHost: a.example\r\n{Authorization}Connection: close\r\n\r\n", 404 },
        { "an asterisk", "OPTIONS * HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n", 404 },
        { "TRACE", $"TRACE /scim/v2/Users HTTP/1.1\r\nHost: a.example\r\n{Authorization}Connection: close\r\n\r\n", 405 },
        {
            "a chunk that is none",
            $"POST /scim/v2/Users HTTP/1.1\r\nHost: a.example\r\n{Authorization}Transfer-Encoding: chunked\r\n\r\nzz\r\n{{}}\r\n0\r\n\r\n",
            400
        },
        {
            "a body that is too large",
            $"POST /scim/v2/Users HTTP/1.1\r\nHost: a.example\r\n{Authorization}Content-Length: 99999999\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n",
            413
        },
    };

    [Theory]
    [MemberData(nameof(Answered))]
    public async Task Request_ThatIsOdd_IsRejectedInScimsForm(string what, string request, int status)
    {
        var answer = Assert.Single(await RawHttp.SendAsync(_egnyte.Proxy.Address, request));

        Assert.True(answer.Status == status, $"{what}: {answer.Status} {answer.Body}");
        answer.AssertScimError(status);
        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    /// <summary>Headers by which other servers let a client choose the method, the path or the address.</summary>
    [Theory]
    [InlineData("X-HTTP-Method-Override: DELETE")]
    [InlineData("X-Method-Override: DELETE")]
    [InlineData("X-Original-URL: /scim/v2/Groups")]
    [InlineData("X-Rewrite-URL: /scim/v2/Groups")]
    [InlineData("X-Forwarded-Host: evil.example")]
    [InlineData("X-Forwarded-Prefix: /evil")]
    [InlineData("X-Original-Host: evil.example")]
    [InlineData("X-Host: evil.example")]
    [InlineData("Forwarded: host=evil.example;proto=https")]
    [InlineData("Connection: Authorization")]
    [InlineData("Connection: Host")]
    [InlineData("Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\nConnection: Upgrade, HTTP2-Settings")]
    [InlineData("Expect: 200-nonsense")]
    [InlineData("TE: trailers")]
    [InlineData("Range: bytes=0-1")]
    public async Task Header_ThatOtherServersObey_ChangesNothing(string header)
    {
        var user = _egnyte.Simulator.Domain.AllUsers()[0].Id;

        var answer = Assert.Single(
            await RawHttp.SendAsync(
                _egnyte.Proxy.Address,
                $"GET /scim/v2/Users/{user} HTTP/1.1\r\nHost: scim.example.com\r\n{Authorization}{header}\r\nConnection: close\r\n\r\n"));

        Assert.True(answer.Status == 200, $"{answer.Status} {answer.Body}");
        Assert.Contains($"\"location\":\"http://scim.example.com/scim/v2/Users/{user}\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal(1, _egnyte.Simulator.Calls.Count);
    }

    /// <summary>A second request that hides in the body of a first one is never answered: two readings of the length would let it pass a balancer.</summary>
    [Theory]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n")]
    [InlineData("Content-Length: 0\r\nTransfer-Encoding: chunked", "0\r\n\r\n")]
    [InlineData("Content-Length: 6\r\nTransfer-Encoding: xchunked", "0\r\n\r\n")]
    [InlineData("Content-Length: 6\r\nTransfer-Encoding: chunked, identity", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding : chunked", "0\r\n\r\n")]
    [InlineData("Content-Length: 0, 5", "0\r\n\r\n")]
    public async Task SecondRequest_BehindTwoLengths_IsNotAnswered(string headers, string body)
    {
        var group = _egnyte.Simulator.Domain.AllGroups()[0].Id;
        var answers = await RawHttp.SendAsync(
            _egnyte.Proxy.Address,
            $"POST /scim/v2/Users HTTP/1.1\r\nHost: a.example\r\n{Authorization}Content-Type: "
            + $"application/json\r\n{headers}\r\n\r\n{body}DELETE /scim/v2/Groups/{group} HTTP/1.1\r\nHost: "
            + $"a.example\r\n{Authorization}Connection: close\r\n\r\n");

        Assert.Single(answers).AssertScimError(400);
        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
        Assert.Contains(_egnyte.Simulator.Domain.AllGroups(), present => present.Id == group);
    }

    /// <summary>The platform's AllowedHosts rejects a Host that an operator does not list; its own answer would be HTML.</summary>
    [Fact]
    public async Task Host_ThatAllowedHostsDoesNotList_Is400InScimsForm()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: new KeyValuePair<string, string?>("AllowedHosts", "scim.example.com;127.0.0.1"));

        var answers = await RawHttp.SendAsync(
            egnyte.Proxy.Address,
            $"{Get}Host: evil.example\r\n{Authorization}\r\nGET /scim/v2/Schemas HTTP/1.1\r\nHost: "
            + $"scim.example.com\r\n{Authorization}Connection: close\r\n\r\n");

        Assert.Equal([400, 200], answers.Select(answer => answer.Status));
        answers[0].AssertScimError(400);
    }

    /// <summary>RFC 9110 §9.3.2: a body would be read as the next answer on the connection.</summary>
    [Fact]
    public async Task Head_ThatIsValidHttp_IsAnsweredWithoutABody()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: new KeyValuePair<string, string?>("AllowedHosts", "scim.example.com;127.0.0.1"));

        foreach (var host in new[] { "Host: evil.example\r\n", "Host: scim.example.com\r\n" })
        {
            using var client = new System.Net.Sockets.TcpClient();
            await client.ConnectAsync(egnyte.Proxy.Address.Host, egnyte.Proxy.Address.Port, TestContext.Current.CancellationToken);
            await client.GetStream()
                .WriteAsync(
                    System.Text.Encoding.ASCII.GetBytes($"HEAD /scim/v2/Users HTTP/1.1\r\n{host}{Authorization}Connection: close\r\n\r\n"),
                    TestContext.Current.CancellationToken);
            using var reader = new StreamReader(client.GetStream());

            var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);

            Assert.StartsWith("HTTP/1.1 4", text, StringComparison.Ordinal);
            Assert.EndsWith("\r\n\r\n", text, StringComparison.Ordinal);
        }
    }

    /// <summary>The head of an answer of ours is never taken for one of the server's.</summary>
    [Fact]
    public async Task Answers_OnOneConnection_StayWhole()
    {
        const string Next = $"GET /scim/v2/Nothing HTTP/1.1\r\nHost: a.example\r\n{Authorization}\r\n";

        var answers = await RawHttp.SendAsync(_egnyte.Proxy.Address, $"{Next}{Get}Host: a.example\r\n{Authorization}\r\n{Next}nonsense\r\n\r\n");

        Assert.Equal([404, 200, 404, 400], answers.Select(answer => answer.Status));
        answers[0].AssertScimError(404);
        answers[3].AssertScimError(400);
    }
}
