using System.Text.Json;

namespace Egnyte.ScimProxy.RolloutTests.Okta;

/// <summary>Okta before one or more replicas. Each task speaks to one of them, dealt in turn, unless there is no affinity: then each request does.</summary>
internal sealed class FakeOkta(VirtualTime time, IReadOnlyList<HttpClient> replicas, LaterWaits laterWaits, Resumption resumption, bool hasAffinity = true)
{
    private int _dealt = -1;

    /// <summary>Raised when a task begins to wait after a 429, with how long.</summary>
    public event Action<TimeSpan>? Paused;

    /// <summary>Begins a task; it ends done or stranded, never by an exception.</summary>
    public Task<OktaOutcome> RunAsync(string name, Func<OktaTask, Task> steps) => TaskOf(Deal()).RunAsync(name, steps);

    public Task<OktaOutcome> AssignAsync(Person person) => RunAsync($"assign {person.UserName}", task => OktaSteps.AssignAsync(task, person));

    public Task<OktaOutcome> PushAsync(PushedGroup group) => RunAsync($"push {group.DisplayName}", task => OktaSteps.PushAsync(task, group));

    public Task<OktaOutcome> DeactivateAsync(string id, bool isAppOfTheWizard) =>
        RunAsync($"deactivate {id}", task => isAppOfTheWizard ? OktaSteps.DeactivateByPutAsync(task, id) : OktaSteps.DeactivateAsync(task, id));

    /// <summary>Reads all of a list, page by page. Each page is paused and resumed for itself.</summary>
    public async Task<IReadOnlyList<OktaOutcome>> ImportAsync(string list, Action<JsonElement> row)
    {
        var own = Deal();
        var outcomes = new List<OktaOutcome>();
        for (int start = 1, total = 1; start <= total;)
        {
            var from = start;
            outcomes.Add(
                await TaskOf(own).RunAsync($"import {list} from {from}", async task => (start, total) = await OktaSteps.ReadPageAsync(task, list, from, row)));
            if (outcomes[^1].Stranding is not null)
            {
                break;
            }
        }

        return outcomes;
    }

    private OktaTask TaskOf(HttpClient own) => new(() => hasAffinity ? own : Deal(), time, laterWaits, resumption, wait => Paused?.Invoke(wait));

    private HttpClient Deal() => replicas[(int)((uint)Interlocked.Increment(ref _dealt) % (uint)replicas.Count)];
}
