using System.Net;
using System.Text;
using Egnyte.ScimProxy.EgnyteApi;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

/// <summary>Tokens that Egnyte accepts in the same moment, as after a start behind a balancer.</summary>
public sealed class ManyTokensTests
{
    private const int Tokens = 900;

    /// <summary>An enumeration of the tokens must not fail because another token is added meanwhile.</summary>
    [Fact]
    public async Task Tokens_ThatAreVerifiedAtOnce_AreAllServed()
    {
        using var connection = EgnyteConnection.Open(
            new Uri("https://acme.egnyte.test"), new EgnyteConnectionOptions { Time = TimeProvider.System, Innermost = new AcceptingEgnyte() });
        var tokens = Enumerable.Range(0, Tokens).Select(number => $"token-{number}").ToList();

        await Parallel.ForEachAsync(tokens, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (token, cancellationToken) =>
        {
            var call = new EgnyteCallContext(
                token, TokenHash.Of(token), TimeProvider.System.GetTimestamp() + (50 * TimeProvider.System.TimestampFrequency), "request-1");
            Assert.Equal(1, (await connection.Api.GetUserAsync(1, call, cancellationToken)).Id);
        });

        Assert.All(tokens, token => Assert.True(connection.Knows(TokenHash.Of(token))));
        Assert.Equal(Tokens, connection.Tokens.Count);
    }

    private sealed class AcceptingEgnyte : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                RequestMessage = request,
                Content = new StringContent("""{"id":1,"userName":"jane"}""", Encoding.UTF8, "application/json"),
            };
        }
    }
}
