using System.Diagnostics.Tracing;

namespace Egnyte.ScimProxy.Testing;

/// <summary>
/// Counts the HTTP exchanges of this process by what the platform itself tells of them: a request that a client has sent and no server
/// has begun, or an answer that a server has ended and no client has heard, is on its way, and no thread knows of it.
/// </summary>
internal sealed class NetworkTraffic : EventListener
{
    private int _onTheirWay;
    private long _events;

    /// <summary>Requests and answers between two sockets. A client that hung up leaves a remainder for ever, of either sign.</summary>
    public int OnTheirWay => Volatile.Read(ref _onTheirWay);

    /// <summary>Grows with everything that happens.</summary>
    public long Events => Interlocked.Read(ref _events);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name is "System.Net.Http" or "System.Net.Sockets" or "Microsoft.AspNetCore.Hosting")
        {
            EnableEvents(eventSource, EventLevel.Informational);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        Interlocked.Increment(ref _events);
        switch (eventData.EventSource.Name, eventData.EventName)
        {
            case ("System.Net.Http", "RequestHeadersStart" or "ResponseContentStart")
                or ("Microsoft.AspNetCore.Hosting", "RequestStop")
                or ("System.Net.Sockets", "ConnectStart"):
                Interlocked.Increment(ref _onTheirWay);
                break;
            case ("System.Net.Http", "ResponseHeadersStop" or "ResponseContentStop")
                or ("Microsoft.AspNetCore.Hosting", "RequestStart")
                or ("System.Net.Sockets", "ConnectStop"):
                Interlocked.Decrement(ref _onTheirWay);
                break;
        }
    }
}
