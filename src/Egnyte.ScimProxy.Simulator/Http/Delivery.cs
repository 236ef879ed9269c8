namespace Egnyte.ScimProxy.Simulator.Http;

/// <summary>How an answer travels.</summary>
internal enum Delivery
{
    Whole,

    /// <summary>Not at all: the connection is reset.</summary>
    Reset,

    /// <summary>Not at all: the connection stays open until the client or the simulator ends it.</summary>
    Hang,

    /// <summary>A byte at a time.</summary>
    Drip,

    /// <summary>The first half, then the end of the connection.</summary>
    Cut,
}
