namespace Egnyte.ScimProxy.Simulator;

/// <summary>What a call that is made to fail is answered with.</summary>
public enum FailureKind
{
    /// <summary>The given status with an Egnyte error in JSON.</summary>
    Error,

    /// <summary>The given status, which may be a 2xx, with a page of HTML, as a gateway or a load balancer sends it.</summary>
    Html,

    /// <summary>The gateway's refusal, in the form of the dialect: too many calls this second.</summary>
    OverQps,

    /// <summary>The gateway's refusal, in the form of the dialect: the daily quota is exhausted.</summary>
    OverRate,

    /// <summary>403 of the gateway: the token or its key is not active.</summary>
    Inactive,

    /// <summary>No answer: the connection is reset.</summary>
    Abort,

    /// <summary>No answer: the connection stays open until the caller gives up, the simulator stops, or the faults are cleared.</summary>
    Hang,

    /// <summary>The true answer, a byte at a time. The call has taken effect.</summary>
    Drip,

    /// <summary>The first half of the true answer, with a Content-Length of more than all of it. The call has taken effect.</summary>
    Truncated,

    /// <summary>The true status, with bytes that are no JSON. The call has taken effect.</summary>
    Garbage,
}
