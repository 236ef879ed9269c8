using System.Globalization;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>
/// A client and its tasks, one after the other, before an Egnyte that fails a third of the calls. After each answer, what Egnyte holds
/// is compared with what the answer says.
/// </summary>
internal sealed class Sequence(SequenceClient client, SequenceSteps steps, Random random, EgnyteSimulator simulator, RandomFaults faults, Action recover)
{
    private const int Steps = 7;

    /// <summary>How often, at most, a client that was told to retry does so while Egnyte still fails.</summary>
    private const int MostEarlyReturns = 2;

    private readonly List<string> _mistakes = [];

    private EgnyteState _state = EgnyteState.Empty;

    /// <summary>What went otherwise than it was told; ends with the first task of which that is so.</summary>
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        for (var i = 0; i < Steps && _mistakes.Count == 0; i++)
        {
            var step = steps.Next(_state);
            client.Told.Add(step.Name);
            await RunAsync(step);
            if (random.Next(2) == 0)
            {
                await LookAsync();
            }
        }

        return _mistakes;
    }

    private async Task RunAsync(SequenceStep step)
    {
        faults.Begin();
        var isDone = await TryAsync(step, step.Send);
        for (var i = 0; i < random.Next(MostEarlyReturns + 1) && !isDone; i++)
        {
            isDone = await TryAsync(step, Retry(step));
        }

        faults.End();
        recover();
        if (!isDone && !await TryAsync(step, Retry(step)))
        {
            _mistakes.Add($"{step.Name}: not done although nothing failed any more");
        }

        _state = step.After;
    }

    // Half of the retries run the task again from its beginning, the other half send the same request.
    private Func<Task<ScimAnswer>> Retry(SequenceStep step) => random.Next(2) == 0 ? step.Send : step.RunAgain;

    private async Task<bool> TryAsync(SequenceStep step, Func<Task<ScimAnswer>> request)
    {
        var before = EgnyteState.Of(simulator.Domain);
        var callsBefore = faults.Told.Count;
        var answer = await request();
        var now = EgnyteState.Of(simulator.Domain);
        client.Told.Add($"    {string.Join(", ", faults.Told.Skip(callsBefore))}");

        var isDone = answer.Status < 300 || (step.IsDelete && answer.Status == 404);
        if (isDone ? now != step.After.Text : IsRetryLater(answer) ? now != before && now != step.After.Text : now != before)
        {
            _mistakes.Add($"{step.Name}: answered {answer.Status}. Egnyte held\n{before}\nand holds\n{now}\nwanted\n{step.After.Text}");
        }

        if (!isDone && !IsRetryLater(answer) && answer.Status is not (400 or 403))
        {
            _mistakes.Add($"{step.Name}: answered {answer.Status}, which no fault means");
        }

        return isDone;
    }

    /// <summary>A list that is answered is whole, whatever fails meanwhile.</summary>
    private async Task LookAsync()
    {
        faults.Begin();
        var resources = random.Next(2) == 0 ? "Users" : "Groups";
        var answer = await client.ListAsync(resources);
        faults.End();
        recover();

        var there = resources == "Users" ? _state.People.Keys.ToList() : [.. _state.Groups.Values.Select(group => $"{group.Name}: {group.Members.Count}")];
        if (answer.Status == 200 ? !IsWhole(answer, resources, there) : !IsRetryLater(answer) && answer.Status is not (400 or 403))
        {
            _mistakes.Add($"GET {resources}: answered {answer.Status}, where there are {string.Join(", ", there)}: {answer.Text}");
        }
    }

    private static bool IsWhole(ScimAnswer answer, string resources, List<string> there)
    {
        var rows = answer.Json.GetProperty("Resources").EnumerateArray()
            .Select(row =>
                resources == "Users"
                    ? row.GetProperty("userName").GetString()!
                    : $"{row.GetProperty("displayName").GetString()}: {(row.TryGetProperty("members", out var members) ? members.GetArrayLength() : 0)}");
        return answer.Json.GetProperty("totalResults").GetInt32() == there.Count
            && rows.Order(StringComparer.Ordinal).SequenceEqual(there.Order(StringComparer.Ordinal));
    }

    private bool IsRetryLater(ScimAnswer answer) =>
        (answer.Status == 429 || (answer.Status == 503 && !client.IsOkta))
        && answer.Headers.NonValidated.TryGetValues("Retry-After", out var values)
        && int.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds > 0;
}
