using System.Text;
using Egnyte.ScimProxy.Simulator.Http;

namespace Egnyte.ScimProxy.Simulator.Gateway;

/// <summary>A fault that waits for its calls: so many that match pass, then so many fail.</summary>
internal sealed class PendingFault(SimulatedFault fault, int pass)
{
    // No JSON, no UTF-8, and no text of any kind.
    private static readonly byte[] Noise = [0xFF, 0xFE, 0x00, 0x7B, 0x22, 0xC3, 0x28, 0x80, 0x00, 0x1B, 0xED, 0xA0, 0x80, 0x7D, 0xFF, 0x0A];

    private int _pass = pass;

    public int Left { get; private set; } = fault.Count;

    public bool StrikesAfter => fault.StrikesAfter;

    /// <summary>Whether the next call that matches fails.</summary>
    public bool IsDue => _pass <= 0;

    /// <summary>Counts a call; true when it is one that fails.</summary>
    public bool Strikes(string route)
    {
        if (!fault.IsOn(route) || _pass-- > 0)
        {
            return false;
        }

        Left--;
        return true;
    }

    /// <summary>What is answered instead of anything true.</summary>
    public Answer ToAnswer(SimulatorDialect dialect, DateTimeOffset now)
    {
        var usual = fault.Kind switch
        {
            FailureKind.Html => Answer.Html(fault.Status, $"<html><head><title>{fault.Status}</title></head><body><h1>Error {fault.Status}</h1></body></html>"),
            FailureKind.OverQps => MasheryAnswers.OverQps(dialect),
            FailureKind.OverRate => MasheryAnswers.OverRate(dialect, now),
            FailureKind.Inactive => MasheryAnswers.Inactive,
            FailureKind.Abort => Answer.Reset,
            FailureKind.Hang => Answer.Hang,
            _ when fault.Status == 429 => MasheryAnswers.TooManyRequests,
            _ => Errors.Message(fault.Status, $"Simulated failure {fault.Status}."),
        };
        return usual.Status == 0 ? usual : Given(usual);
    }

    /// <summary>What is made of the true answer, after the effect.</summary>
    public Answer Spoil(Answer answer, SimulatorDialect dialect, DateTimeOffset now) => fault.Kind switch
    {
        FailureKind.Drip => Given(answer) with { Delivery = Delivery.Drip, Interval = fault.Interval },
        FailureKind.Truncated => Given(answer) with { Delivery = Delivery.Cut },
        FailureKind.Garbage => Given(answer with { Parts = [Noise], IsRaw = true, Status = answer.Status == 204 ? 200 : answer.Status }),
        _ => ToAnswer(dialect, now),
    };

    // A body of one's own is sent as it is, in no dialect's shape.
    private Answer Given(Answer usual) => usual with
    {
        Parts = fault.Body is null ? usual.Parts : [Encoding.UTF8.GetBytes(fault.Body)],
        Reasons = fault.Body is null ? usual.Reasons : null,
        IsRaw = usual.IsRaw || fault.Body is not null,
        RetryAfter = fault.RetryAfter ?? usual.RetryAfter,
    };
}
