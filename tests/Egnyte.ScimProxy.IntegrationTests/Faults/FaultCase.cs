using System.Globalization;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>One operation that one fault struck, as it went: the answer, Egnyte's calls and state, and the same request after Egnyte has recovered.</summary>
internal sealed record FaultCase(ScimOperation Operation, Fault Fault, FaultPoint FaultPoint, bool IsOkta)
{
    private const int LongestThrottle = 60;

    private const int LongestOutageWait = 3_600;

    private static readonly TimeSpan TimeBudget = TimeSpan.FromSeconds(50);

    public required ScimAnswer Answer { get; init; }

    public required TimeSpan Took { get; init; }

    /// <summary>When the day's quota returned, as of the answer.</summary>
    public required TimeSpan UntilMidnight { get; init; }

    public required IReadOnlyList<SimulatedCall> Calls { get; init; }

    /// <summary>Calls, those included that found no connection.</summary>
    public required int Attempts { get; init; }

    /// <summary>Null where it is none of those that are known.</summary>
    public required StateLeft? State { get; init; }

    public required ScimAnswer Again { get; init; }

    public required StateLeft? StateInTheEnd { get; init; }

    public bool IsSuccess => Answer.Status == Operation.Status;

    /// <summary>Whether the client is told to retry after an outage: 429 to Okta, 503 to others.</summary>
    public bool IsOutage => Answer.Status == (IsOkta ? 429 : 503) && Fault.Meaning is not (FaultMeaning.Throttled or FaultMeaning.QuotaExhausted);

    /// <summary>Everything that is not as expected, in words.</summary>
    public IEnumerable<string> Mistakes()
    {
        var expected = Expectations.Of(Operation, Fault, FaultPoint);
        var setting = $"{Operation}, {Fault} {FaultPoint.Mode} at call {FaultPoint.Place + 1}, {(IsOkta ? "Okta" : "another client")}";
        var calls = string.Join(", ", Calls.Select(call => $"{call.Route.Replace("/pubapi/v2", "", StringComparison.Ordinal)} {call.Status}"));
        return OfTheAnswer(expected.Answer)
            .Concat(OfTheCalls(expected))
            .Concat(OfTheEnd())
            .Select(mistake => $"{setting}: {mistake} [{calls}] {Answer.Text}");
    }

    private IEnumerable<string> OfTheAnswer(ExpectedAnswer expected)
    {
        var status = IsOkta ? expected.ToOkta : expected.ToOthers;
        if (Answer.Status != status)
        {
            yield return $"answered {Answer.Status}, not {status}";
        }

        // Of several that hang at once, each lets the time of an attempt pass.
        if (Took > TimeBudget && Operation.Calls[FaultPoint.Place] is not CallKind.ReadRow)
        {
            yield return $"took {Took}";
        }

        var told = Answer.Headers.NonValidated.TryGetValues("Retry-After", out var values) ? values.ToString() : null;
        var least = IsOkta ? expected.OktaWaits : expected.OthersWait;
        if (least == 0 ? told is not null : !IsWait(told, least))
        {
            yield return $"Retry-After is {told ?? "missing"}, at least {least}";
        }

        if (Answer.Status < 300)
        {
            yield break;
        }

        if (Record.Exception(() => ScimShape.AssertError(Answer, Answer.Status, expected.ScimType)) is { } misshapen)
        {
            yield return misshapen.Message;
        }

        if (Answer.Status == 401 != Answer.Headers.WwwAuthenticate.Count > 0)
        {
            yield return "WWW-Authenticate belongs to 401 alone";
        }
    }

    private IEnumerable<string> OfTheCalls(Expected expected)
    {
        if (Attempts > expected.MostCalls)
        {
            yield return $"cost {Attempts} calls, at most {expected.MostCalls}";
        }

        if (RepeatedBlindly())
        {
            yield return "repeated a create or an invitation without a look";
        }

        if (State != expected.State)
        {
            yield return $"left Egnyte {State?.ToString() ?? "half done or doubled"}, not {expected.State}";
        }
    }

    private IEnumerable<string> OfTheEnd()
    {
        var status = State is StateLeft.Done ? Operation.StatusOnceDone : Operation.Status;
        if (Again.Status != status)
        {
            yield return $"after recovery answered {Again.Status}, not {status}: {Again.Text}";
        }

        if (Operation.IsWrite && StateInTheEnd is not StateLeft.Done)
        {
            yield return $"after recovery left Egnyte {StateInTheEnd?.ToString() ?? "half done or doubled"}";
        }
    }

    private bool IsWait(string? told, int least) =>
        int.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds >= least
        && Fault.Meaning switch
        {
            FaultMeaning.QuotaExhausted => Math.Abs(seconds - UntilMidnight.TotalSeconds) <= 10,
            FaultMeaning.Throttled => seconds <= LongestThrottle,
            _ => seconds <= LongestOutageWait,
        };

    /// <summary>Egnyte certainly did not act on what its gateway throttled; after anything else a look comes first.</summary>
    private bool RepeatedBlindly() => Calls.Zip(Calls.Skip(1)).Any(pair =>
        pair.First.Method == pair.Second.Method
        && (pair.First.Method == "POST" || pair.First.RequestBody?.Contains("sendInvite", StringComparison.Ordinal) == true)
        && pair.First.Status is not (403 or 429));
}
