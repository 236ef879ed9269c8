using System.Net.Sockets;
using System.Security.Authentication;
using Egnyte.ScimProxy.EgnyteApi;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

/// <summary>What the log says of a failed call.</summary>
[Collection(nameof(OneClockForAll))]
public sealed class CauseTests
{
    public static TheoryData<Exception, string> Broken => new()
    {
        {
            Http(HttpRequestError.NameResolutionError, "Name or service not known (acme.egnyte.test:443)", SocketError.HostNotFound),
            "host not found: Name or service not known (acme.egnyte.test:443)"
        },
        {
            Http(HttpRequestError.NameResolutionError, "Try again (acme.egnyte.test:443)", SocketError.TryAgain),
            "DNS failed: Try again (acme.egnyte.test:443)"
        },
        {
            Http(HttpRequestError.ConnectionError, "Connection refused (acme.egnyte.test:443)", SocketError.ConnectionRefused),
            "connection refused: Connection refused (acme.egnyte.test:443)"
        },
        {
            new HttpRequestException(
                HttpRequestError.SecureConnectionError,
                "see inner exception",
                new AuthenticationException("certificate not trusted, UntrustedRoot: subject \"CN=x\"")),
            "TLS failed: certificate not trusted, UntrustedRoot: subject \"CN=x\""
        },
        {
            new HttpRequestException(
                HttpRequestError.ProxyTunnelError, "The proxy tunnel request to proxy 'http://joe:secret@proxy.test:3128/' failed with status code '407'."),
            "the HTTP proxy refused CONNECT: The proxy tunnel request to proxy 'http://proxy.test:3128/' failed with status code '407'."
        },
        {
            new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely."),
            "the connection ended before the answer was whole: The response ended prematurely. (ResponseEnded)"
        },
        {
            new HttpRequestException("while copying", new IOException("reset", new SocketException((int)SocketError.ConnectionReset))),
            "connection reset: while copying"
        },
        {
            new HttpRequestException(HttpRequestError.InvalidResponse, "Received an invalid status line."),
            "the answer is no valid HTTP: Received an invalid status line."
        },
        { new TaskCanceledException("timed out", new TimeoutException()), "no connection within 5 s" },
        { new HttpRequestException("text\u202e\u001b[31m" + new string('x', 2000)), "the connection broke: text [31m" + new string('x', 300 - 31) },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Cause_WithoutAnAnswer_IsTheReason(Exception broken, string cause)
    {
        using var egnyte = new FakeEgnyte().Throws(broken).Throws(broken).Throws(broken);

        var failure = await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal(cause, failure.Cause);
    }

    [Fact]
    public async Task Cause_OfATimeout_IsHowLongItWas()
    {
        using var egnyte = new FakeEgnyte().Hangs();

        Assert.Equal("no answer within 20 s", (await egnyte.Failure(egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop))).Cause);
    }

    [Fact]
    public async Task Cause_OfTheOpenBreaker_IsThat()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(500, "");
        EgnyteApiException failure;
        do
        {
            failure = await egnyte.Failure(egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop));
        }
        while (failure.Status is not null);

        Assert.StartsWith("not sent: the circuit breaker is open", failure.Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "{}", "HTTP 400, Egnyte request abc-1")]
    [InlineData(400, """{"message":"Jane is no user name","code":"X1"}""", "HTTP 400, X1, Egnyte request abc-1")]
    [InlineData(404, """{"Errors":[{"description":"Jane","code":"404"}]}""", "HTTP 404, 404, Egnyte request abc-1")]
    [InlineData(200, "", "HTTP 200, the body is not the JSON that this call answers, Egnyte request abc-1")]
    [InlineData(500, "", "HTTP 500, Egnyte request abc-1")]
    public async Task Cause_OfAnAnswer_HasStatusCodeAndEgnytesRequestId(int status, string body, string cause)
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(status, body, ("x-egnyte-request-id", "abc-1"));

        Assert.Equal(cause, (await egnyte.Failure(egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop))).Cause);
    }

    [Fact]
    public async Task EgnyteRequestId_OfAnyText_IsBoundedAndInOneLine()
    {
        using var egnyte = new FakeEgnyte().Answers(400, "", ("X-Egnyte-Request-Id", "<b>a</b>\t\u001b" + new string('b', 5000)));

        var id = (await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop))).EgnyteRequestId!;

        Assert.StartsWith("a b", id, StringComparison.Ordinal);
        Assert.Equal(100, id.Length);
    }

    private static HttpRequestException Http(HttpRequestError error, string text, SocketError socket) => new(error, text, new SocketException((int)socket));
}
