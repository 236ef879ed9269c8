using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>What goes wrong with an Egnyte call: at Egnyte, or before a connection to it is there.</summary>
/// <param name="Name">The column of the matrix.</param>
/// <param name="Meaning">What it says of the call.</param>
internal sealed record Fault(string Name, FaultMeaning Meaning)
{
    /// <summary>The simulator's fault; null where no connection comes about.</summary>
    public SimulatedFault? AtEgnyte { get; init; }

    public ConnectFault AtConnect { get; init; }

    /// <summary>Whether Egnyte did what was asked before the answer was spoilt.</summary>
    public bool HasEffect => AtEgnyte is { } fault && (fault.AfterEffect || fault.Kind is FailureKind.Drip or FailureKind.Truncated or FailureKind.Garbage);

    /// <summary>Whether a DELETE, which is answered by its status alone, has its answer all the same.</summary>
    public bool LeavesTheStatus => AtEgnyte is { Kind: FailureKind.Drip or FailureKind.Garbage } or { Body: not null, Status: < 300 };

    /// <summary>Whether a PATCH or PUT is answered with a 2xx of Egnyte's own that shows no resource: it is read instead.</summary>
    public bool ShowsNothing => AtEgnyte is { Kind: FailureKind.Garbage } or { Status: < 300, Body: not null };

    /// <summary>Whether it is known that Egnyte never saw the call.</summary>
    public bool NeverArrives => AtConnect is not ConnectFault.None;

    /// <summary>Whether the gateway refuses the call before Egnyte sees it.</summary>
    public bool IsOfTheGateway { get; init; }

    /// <summary>Whether an attempt ends by its time-out, after which there is no time for another.</summary>
    public bool TakesAllTheTime => AtEgnyte is { Kind: FailureKind.Hang or FailureKind.Drip };

    /// <summary>Whether the answer to a call that it struck never comes whole: a DELETE that was done has no body that could come slowly.</summary>
    public bool IsSlow(SimulatedCall call) => TakesAllTheTime && !(LeavesTheStatus && call is { Method: "DELETE", Status: < 300 });

    public override string ToString() => Name;
}

/// <summary>The rows of the contract's error table (behaviour.md §5).</summary>
internal enum FaultMeaning
{
    Refused,
    NotPermitted,
    TokenRejected,
    NotFound,

    /// <summary>A 404 that is not in Egnyte's form: absence where one row can be read.</summary>
    ForeignNotFound,
    MethodNotAllowed,
    Exists,
    OtherwiseRefused,
    Throttled,
    QuotaExhausted,
    NoSuchDomain,

    /// <summary>Will pass by itself.</summary>
    Transient,
}
