namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>
/// THE EXPECTATION: the error table (behaviour.md §5) and the rules of retries and reconciliation (§1.2, §3, §4), as words about faults and
/// kinds of calls. It knows nothing of the proxy's code.
/// </summary>
internal static class Expectations
{
    private const int Attempts = 3;

    private const int Throttles = 10;

    public static Expected Of(ScimOperation operation, Fault fault, FaultPoint point)
    {
        var call = operation.Calls[point.Place];
        var answer = AnswerTo(operation, call, fault, point.Mode);
        return new Expected(answer, StateAfter(operation, call, fault, point.Mode, answer), MostCalls(operation, call, fault, point));
    }

    private static ExpectedAnswer AnswerTo(ScimOperation operation, CallKind call, Fault fault, FaultPointMode mode) => fault.Meaning switch
    {
        FaultMeaning.TokenRejected => ExpectedAnswer.Of(401),
        FaultMeaning.NotPermitted => ExpectedAnswer.Of(403),
        // The row that confirms it fails as well.
        FaultMeaning.ForeignNotFound when mode is FaultPointMode.FromThenOn && call is not (CallKind.ReadList or CallKind.Create) => ExpectedAnswer.RetryLater,
        FaultMeaning.NotFound or FaultMeaning.ForeignNotFound when call is CallKind.ReadRow => ExpectedAnswer.RetryLater,
        FaultMeaning.NotFound or FaultMeaning.ForeignNotFound when call is CallKind.ReadById => Success(operation),
        FaultMeaning.NotFound or FaultMeaning.ForeignNotFound => ExpectedAnswer.Of(call is CallKind.ReadList or CallKind.Create ? 502 : 404),
        FaultMeaning.NoSuchDomain => ExpectedAnswer.Of(502),
        FaultMeaning.QuotaExhausted => ExpectedAnswer.Quota,
        FaultMeaning.Throttled => mode is FaultPointMode.Once ? Success(operation) : ExpectedAnswer.Throttle,

        // "It exists", and so it does: a look tells whose it is.
        FaultMeaning.Exists or FaultMeaning.MethodNotAllowed when call is CallKind.Create && operation.IsThereBefore && mode is not FaultPointMode.FromThenOn =>
            Success(operation),

        // RB: a 405 to a POST says that it exists. The look-up that follows is no POST.
        FaultMeaning.MethodNotAllowed =>
            call is CallKind.Create && mode is not FaultPointMode.FromThenOn ? ExpectedAnswer.Of(409, "uniqueness") : ExpectedAnswer.Of(502),

        _ when IsMendedRefusal(operation, call, fault, mode) => Success(operation),
        FaultMeaning.Exists => ExpectedAnswer.Of(409, "uniqueness"),
        FaultMeaning.Refused => ExpectedAnswer.Of(400, "invalidValue"),
        FaultMeaning.OtherwiseRefused => ExpectedAnswer.Of(400, IsAboutMembers(operation, call, mode) ? "invalidValue" : null),
        _ => AfterTransient(operation, call, fault, mode),
    };

    private static ExpectedAnswer AfterTransient(ScimOperation operation, CallKind call, Fault fault, FaultPointMode mode) => call switch
    {
        // The answer to a DELETE has nothing to say beside its status.
        CallKind.Delete when fault.LeavesTheStatus => Success(operation),

        // What never arrived may be sent again, whatever it is.
        _ when fault.NeverArrives || fault.IsOfTheGateway => mode is FaultPointMode.Once ? Success(operation) : ExpectedAnswer.RetryLater,

        // A look-up reconciles the create: it shows whose resource it is. A missing resource is created, while there is time.
        CallKind.Create when mode is not FaultPointMode.FromThenOn && (fault.HasEffect || operation.IsThereBefore) =>
            operation.HasProof ? Success(operation) : ExpectedAnswer.Of(409, "uniqueness"),
        CallKind.Create or CallKind.Invite when mode is FaultPointMode.Once && !fault.TakesAllTheTime => Success(operation),

        // A 2xx without the resource: it is read, and that is the answer (§5).
        CallKind.Invite or CallKind.Update when mode is not FaultPointMode.FromThenOn && fault.ShowsNothing => Success(operation),

        // The account or the group is looked at: what it shows is the answer.
        CallKind.Invite or CallKind.Update when (
            call is CallKind.Invite || operation.IsLookedAtAfter) && mode is not FaultPointMode.FromThenOn && fault.HasEffect => Success(operation),

        CallKind.ReadOne or CallKind.ReadList or CallKind.ReadById or CallKind.ReadRow or CallKind.Update or CallKind.Delete when mode
            is FaultPointMode.Once && !fault.TakesAllTheTime => Success(operation),
        _ => ExpectedAnswer.RetryLater,
    };

    private static StateLeft StateAfter(ScimOperation operation, CallKind call, Fault fault, FaultPointMode mode, ExpectedAnswer answer) =>
        !operation.IsWrite ? StateLeft.AsBefore
        : operation.LeavesTheRest && IsMendedRefusal(operation, call, fault, mode) ? StateLeft.DeactivatedOnly
        : answer.ToOkta < 300 ? StateLeft.Done
        : call > CallKind.ReadRow && fault.HasEffect ? StateLeft.Done
        : StateLeft.AsBefore;

    /// <summary>The deactivation in a refused request is sent alone. After a refused PATCH, a group is sent as a whole, if its members are known.</summary>
    private static bool IsMendedRefusal(ScimOperation operation, CallKind call, Fault fault, FaultPointMode mode) =>
        call is CallKind.Update && (operation.LeavesTheRest
            ? mode is FaultPointMode.Once && fault.Meaning is FaultMeaning.Refused or FaultMeaning.OtherwiseRefused or FaultMeaning.Exists
            : operation.TriesTheWhole && mode is not FaultPointMode.FromThenOn && fault.Meaning is FaultMeaning.Refused or FaultMeaning.OtherwiseRefused);

    /// <summary>The error names added members. The proxy reads the group, unless it did so before, to tell which members are new.</summary>
    private static bool IsAboutMembers(ScimOperation operation, CallKind call, FaultPointMode mode) =>
        operation.AddsMembers && call > CallKind.ReadRow && !(mode is FaultPointMode.FromThenOn && operation.Calls is [CallKind.Update]);

    private static int MostCalls(ScimOperation operation, CallKind call, Fault fault, FaultPoint point)
    {
        var clean = operation.Calls.Length;
        var left = clean - point.Place;
        return fault.Meaning switch
        {
            // The proxy prefetches the members of a page in the background, within Egnyte's rate limit.
            FaultMeaning.Throttled when call is CallKind.ReadRow && point.Mode is not FaultPointMode.Once => int.MaxValue,
            FaultMeaning.Throttled => point.Mode is FaultPointMode.Once ? clean + 1 : point.Place + (left * (Throttles + 1)),
            FaultMeaning.Transient when point.Mode is FaultPointMode.Once => clean + (call is CallKind.Create or CallKind.Invite ? 2 : 1),

            // A look after every attempt of a create or an invitation, one at a group whose change was not answered; a 2xx that shows
            // nothing is not repeated, but the read that follows is.
            // What is spoilt may be a 404, which costs a row.
            FaultMeaning.Transient =>
                point.Place
                    + (left * Attempts)
                    + (call is CallKind.Invite or CallKind.Update && fault.ShowsNothing ? 1 : 0)
                    + (call is CallKind.Create or CallKind.Invite || operation.IsLookedAtAfter ? Attempts : call is CallKind.ReadById ? 1 : 0),

            // One row each, of that call and of a look at what became of it.
            FaultMeaning.ForeignNotFound => clean + 3,

            // Whose is it? Which value clashed: the name, the e-mail address, the externalId?
            FaultMeaning.Exists or FaultMeaning.MethodNotAllowed when call is CallKind.Create => clean + 3,

            // Can it be done alone, or as a whole?
            FaultMeaning.Exists or FaultMeaning.MethodNotAllowed or FaultMeaning.Refused or FaultMeaning.OtherwiseRefused when call
                is CallKind.Create or CallKind.Update => clean + 2,
            _ => clean,
        };
    }

    private static ExpectedAnswer Success(ScimOperation operation) => ExpectedAnswer.Of(operation.Status, operation.ScimType);
}
