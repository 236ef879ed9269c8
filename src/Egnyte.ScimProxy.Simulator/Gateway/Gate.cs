using Egnyte.ScimProxy.Simulator.Http;
using Microsoft.AspNetCore.Http;

namespace Egnyte.ScimProxy.Simulator.Gateway;

/// <summary>What stands in front of the API: faults, then the token, then its rate limit and quota. What is refused here changes nothing.</summary>
internal sealed class Gate(TokenMeters meters, Faults faults)
{
    private const string Scheme = "Bearer ";

    public Admission Admit(ApiRequest request, Route route)
    {
        var meter = MeterOf(request.Http);
        if (faults.TakeBefore(route.Name, request.Dialect) is { } failure)
        {
            return new Admission(failure, meters.Read(meter, request.Dialect, failure.IsThrottle));
        }

        if (!route.NeedsToken)
        {
            return new Admission(null, meters.Read(meter, request.Dialect));
        }

        return meter is null ? new Admission(MasheryAnswers.Unauthorized, meters.Read(meter, request.Dialect)) : meters.Admit(meter, request.Dialect);
    }

    private TokenMeter? MeterOf(HttpRequest request)
    {
        string? authorization = request.Headers.Authorization;
        return authorization is not null && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? meters.Find(authorization.AsSpan(Scheme.Length).Trim())
            : null;
    }
}
