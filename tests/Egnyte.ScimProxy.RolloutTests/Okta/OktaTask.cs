using System.Globalization;

namespace Egnyte.ScimProxy.RolloutTests.Okta;

/// <summary>
/// A task of Okta's while it runs: it takes 429 as scim-clients.md §5 says. The first wait is Retry-After if that is an integer, else
/// five minutes; ten waits at most; any other error, or no answer for 60 s, strands the task.
/// </summary>
internal sealed class OktaTask(Func<HttpClient> replica, VirtualTime time, LaterWaits laterWaits, Resumption resumption, Action<TimeSpan> paused)
{
    private const int MostWaits = 10;

    private static readonly TimeSpan WaitWithoutHeader = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan HangUp = TimeSpan.FromSeconds(60);

    private readonly List<TimeSpan> _waits = [];
    private readonly List<int> _statuses = [];

    public async Task<OktaOutcome> RunAsync(string name, Func<OktaTask, Task> steps)
    {
        var began = time.GetTimestamp();
        string? stranding = null;
        while (true)
        {
            try
            {
                await steps(this);
                break;
            }
            catch (OktaPause pause)
            {
                await time.WaitAsync(pause.Wait);
            }
            catch (OktaStranding end)
            {
                stranding = end.Message;
                break;
            }
        }

        return new OktaOutcome(name, stranding, _waits, _statuses, time.GetElapsedTime(began));
    }

    /// <summary>Sends one request, again where Okta would; returns only with a 2xx.</summary>
    public async Task<ScimAnswer> SendAsync(string method, string path, string? body = null)
    {
        while (true)
        {
            var answer = await AskAsync(method, path, body);
            _statuses.Add(answer.Status);
            if (answer.Status is >= 200 and < 300)
            {
                return answer;
            }

            if (answer.Status != 429)
            {
                throw new OktaStranding($"{method} {path}: {answer.Status} {answer.Text}");
            }

            var wait = NextWait(answer);
            if (resumption is Resumption.Task)
            {
                throw new OktaPause(wait);
            }

            await time.WaitAsync(wait);
        }
    }

    private async Task<ScimAnswer> AskAsync(string method, string path, string? body)
    {
        using var patience = new CancellationTokenSource(HangUp, time);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/scim+json");
        }

        try
        {
            using var response = await replica().SendAsync(request, patience.Token);
            return await ScimAnswer.ReadAsync(response);
        }
        catch (OperationCanceledException)
        {
            throw new OktaStranding($"{method} {path}: no answer within {HangUp.TotalSeconds} s");
        }
        catch (HttpRequestException failure)
        {
            throw new OktaStranding($"{method} {path}: {failure.Message}");
        }
    }

    private TimeSpan NextWait(ScimAnswer answer)
    {
        if (_waits.Count == MostWaits)
        {
            throw new OktaStranding($"429 after {MostWaits} waits: {answer.Text}");
        }

        var given = answer.Headers.NonValidated.TryGetValues("Retry-After", out var values)
            && int.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                ? TimeSpan.FromSeconds(seconds)
                : WaitWithoutHeader;
        var wait = laterWaits is LaterWaits.Doubled && _waits.Count > 0 ? 2 * _waits[^1] : given;
        _waits.Add(wait);
        paused(wait);
        return wait;
    }
}
