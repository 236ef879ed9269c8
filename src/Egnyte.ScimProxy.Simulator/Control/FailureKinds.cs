using Egnyte.ScimProxy.Simulator.Http;

namespace Egnyte.ScimProxy.Simulator.Control;

/// <summary>The kinds of failure as the control API spells them.</summary>
internal static class FailureKinds
{
    public static FailureKind Parse(string? word) => word?.ToUpperInvariant() switch
    {
        null or "ERROR" => FailureKind.Error,
        "HTML" => FailureKind.Html,
        "OVER-QPS" => FailureKind.OverQps,
        "OVER-RATE" => FailureKind.OverRate,
        "INACTIVE" => FailureKind.Inactive,
        "ABORT" => FailureKind.Abort,
        "HANG" => FailureKind.Hang,
        "DRIP" => FailureKind.Drip,
        "TRUNCATED" => FailureKind.Truncated,
        "GARBAGE" => FailureKind.Garbage,
        _ => throw Errors.Refuse(400, $"kind ('{word}') must be error, html, over-qps, over-rate, inactive, abort, hang, drip, truncated or garbage."),
    };
}
