namespace Egnyte.ScimProxy.Simulator;

/// <summary>What a call that is made to fail is answered with.</summary>
public enum FailureKind
{
    /// <summary>The given status with an Egnyte error in JSON.</summary>
    Error,

    /// <summary>The given status with a page of HTML, as a gateway or a load balancer sends it.</summary>
    Html,

    /// <summary>403 of the gateway: too many calls this second.</summary>
    OverQps,

    /// <summary>403 of the gateway: the day's calls are used up.</summary>
    OverRate,

    /// <summary>403 of the gateway: the token or its key is not active.</summary>
    Inactive,

    /// <summary>No answer: the connection is reset before the call takes effect.</summary>
    Abort,
}
