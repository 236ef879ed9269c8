using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>Every fault of the matrix.</summary>
internal static class KnownFaults
{
    public static readonly Fault[] All =
    [
        Status(400, FaultMeaning.Refused),
        Status(401, FaultMeaning.TokenRejected),
        Status(403, FaultMeaning.NotPermitted),
        new("404", FaultMeaning.NotFound)
        {
            AtEgnyte = new SimulatedFault { Status = 404, Body = """{"Errors":[{"description":"Not found.","code":"404"}]}""" },
        },
        new("404, foreign", FaultMeaning.ForeignNotFound)
        {
            AtEgnyte = new SimulatedFault { Status = 404, Body = """{"message":"no Route matched with those values"}""" },
        },
        new("404, empty", FaultMeaning.ForeignNotFound) { AtEgnyte = new SimulatedFault { Status = 404, Body = "" } },
        Html(404),
        Status(405, FaultMeaning.MethodNotAllowed),
        Status(408, FaultMeaning.Transient),
        Status(409, FaultMeaning.Exists),
        Status(413, FaultMeaning.OtherwiseRefused),
        Status(429, FaultMeaning.Throttled),
        Of("over-QPS", FaultMeaning.Throttled, FailureKind.OverQps),
        Of("over-rate", FaultMeaning.QuotaExhausted, FailureKind.OverRate),
        Of("inactive", FaultMeaning.TokenRejected, FailureKind.Inactive),
        Mashery("not authorized", FaultMeaning.TokenRejected, "Not Authorized"),
        Mashery("service over QPS", FaultMeaning.Throttled, "Service Over Qps"),
        Mashery("service over rate", FaultMeaning.Transient, "Service Over Rate"),
        Mashery("unknown referer", FaultMeaning.NotPermitted, "Unknown Referer"),
        Html(403),
        Status(500, FaultMeaning.Transient),
        Status(500, FaultMeaning.Transient, afterEffect: true),
        Status(502, FaultMeaning.Transient),
        Status(503, FaultMeaning.Transient),
        Status(504, FaultMeaning.Transient),
        Status(504, FaultMeaning.Transient, afterEffect: true),
        Html(200),
        Html(200, afterEffect: true),
        Html(503),
        Of("reset", FaultMeaning.Transient, FailureKind.Abort),
        Of("reset, done", FaultMeaning.Transient, FailureKind.Abort, afterEffect: true),
        Of("hang", FaultMeaning.Transient, FailureKind.Hang),
        Of("hang, done", FaultMeaning.Transient, FailureKind.Hang, afterEffect: true),
        Of("drip, done", FaultMeaning.Transient, FailureKind.Drip),
        Of("cut JSON, done", FaultMeaning.Transient, FailureKind.Truncated),
        Of("no JSON, done", FaultMeaning.Transient, FailureKind.Garbage),
        new("other JSON, done", FaultMeaning.Transient)
        {
            AtEgnyte = new SimulatedFault { Kind = FailureKind.Html, Status = 200, AfterEffect = true, Body = """{"status":"maintenance"}""" },
        },
        new("NXDOMAIN", FaultMeaning.NoSuchDomain) { AtConnect = ConnectFault.UnknownHost },
        new("other DNS failure", FaultMeaning.Transient) { AtConnect = ConnectFault.OtherDnsFailure },
        new("TLS failure", FaultMeaning.Transient) { AtConnect = ConnectFault.TlsFailure },
        new("connection refused", FaultMeaning.Transient) { AtConnect = ConnectFault.Refused },
    ];

    private static Fault Status(int status, FaultMeaning meaning, bool afterEffect = false) => new($"{status}{(afterEffect ? ", done" : "")}", meaning)
    {
        AtEgnyte = new SimulatedFault { Status = status, AfterEffect = afterEffect },
    };

    private static Fault Html(int status, bool afterEffect = false) => new($"HTML {status}{(afterEffect ? ", done" : "")}", FaultMeaning.Transient)
    {
        AtEgnyte = new SimulatedFault { Kind = FailureKind.Html, Status = status, AfterEffect = afterEffect },
    };

    // As the gateway's page tells it, without the header.
    private static Fault Mashery(string name, FaultMeaning meaning, string heading) => new(name, meaning)
    {
        AtEgnyte = new SimulatedFault { Kind = FailureKind.Html, Status = 403, Body = $"<h1>{heading}</h1>" },
        IsOfTheGateway = true,
    };

    private static Fault Of(string name, FaultMeaning meaning, FailureKind kind, bool afterEffect = false) => new(name, meaning)
    {
        // The interval between two bytes is longer than the clock jumps over; otherwise no attempt would time out.
        AtEgnyte = new SimulatedFault { Kind = kind, AfterEffect = afterEffect, Interval = TimeSpan.FromSeconds(15) },
    };
}
