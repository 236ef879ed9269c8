using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries.RealProcess;

/// <summary>
/// A client that keeps the rules: each of its requests is answered, and each answer is true. It may be told to retry later (429).
/// </summary>
internal sealed class TrueClient(Random chance, HttpClient http, string name, SimulatedDomain egnyte)
{
    private readonly List<string> _ids = [];
    private int _made;

    public int Requests { get; private set; }

    /// <summary>Whether the proxy has said that it drains; from then on each answer closes its connection.</summary>
    public bool MustClose { get; set; }

    /// <summary>When the proxy may have closed its listener; a request that begins later may be lost.</summary>
    public Func<bool> MayBeLost { get; set; } = () => false;

    /// <summary>Sends one request after the other until it is enough. Says what is wrong with an answer, or null.</summary>
    public async Task<string?> AskAsync(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            var (mustClose, mayBeLost) = (MustClose, MayBeLost());
            Requests++;
            var (request, isRight) = Draw();
            try
            {
                using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
                var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                var status = (int)response.StatusCode;
                if (status == 429 ? response.Headers.RetryAfter?.Delta is null : !isRight(status, body))
                {
                    return $"{request.Method} {request.RequestUri} was answered {status} {body}";
                }

                if (mustClose && response.Headers.ConnectionClose != true)
                {
                    return $"{request.Method} {request.RequestUri} was answered without Connection: close during the drain";
                }
            }
            catch (HttpRequestException late) when (
                MayBeLost() && (mayBeLost || late.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused }))
            {
                // This machine was so busy that the client was not told in time to end.
                return null;
            }
            catch (HttpRequestException lost)
            {
                return $"{request.Method} {request.RequestUri} was not answered: {lost.Message} {lost.InnerException?.Message}";
            }
            finally
            {
                request.Dispose();
            }
        }

        return null;
    }

    private (HttpRequestMessage Request, Func<int, string, bool> IsRight) Draw()
    {
        var id = _ids.Count > 0 ? _ids[chance.Next(_ids.Count)] : null;
        switch (id is null ? 0 : chance.Next(6))
        {
            case 0:
                var userName = string.Create(CultureInfo.InvariantCulture, $"{name}{_made++}");
                var user = $$"""{"userName":"{{userName}}","name":{"givenName":"G","familyName":"F"},"emails":[{"value":"{{userName}}@example.com"}]}""";
                return (Request("POST", "Users", user), (status, body) => status == 201 && IsMade(userName, body));
            case 1:
                var active = chance.Next(2) == 0;
                var change = $$"""{"Operations":[{"op":"replace","path":"active","value":{{(active ? "true" : "false")}}}]}""";
                return (Request("PATCH", $"Users/{id}", change), (status, _) => status is 200 or 204 && InEgnyte(id!).Active == active);
            case 2:
                return (Request("GET", $"Users?filter=userName eq \"{InEgnyte(id!).UserName}\""), (status, body) => status == 200 && Names(id!, body));
            case 3:
                return (Request("GET", "ServiceProviderConfig"), (status, body) => status == 200 && body.Contains("\"patch\"", StringComparison.Ordinal));
            case 4:
                return (Request("GET", "Users/0"), (status, _) => status == 404);
            default:
                return (Request("GET", $"Users/{id}"), (status, body) => status == 200 && Names(id!, body));
        }
    }

    private SimulatedUser InEgnyte(string id) => egnyte.FindUser(long.Parse(id, CultureInfo.InvariantCulture))!;

    private static bool Names(string id, string body) => body.Contains($"\"id\":\"{id}\"", StringComparison.Ordinal);

    private bool IsMade(string userName, string body)
    {
        using var user = JsonDocument.Parse(body);
        var id = user.RootElement.GetProperty("id").GetString()!;
        _ids.Add(id);
        return InEgnyte(id).UserName == userName;
    }

    private static HttpRequestMessage Request(string method, string path, string? body = null) =>
        new(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/scim+json") };
}
