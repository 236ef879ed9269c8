using Egnyte.ScimProxy.Simulator.Http;

namespace Egnyte.ScimProxy.Simulator.Gateway;

/// <summary>How a call is made to fail.</summary>
internal sealed record Fault(FailureKind Kind, int Status, string? Body = null, int? RetryAfter = null)
{
    public Answer ToAnswer(TimeProvider time)
    {
        var usual = Kind switch
        {
            FailureKind.Html => Answer.Html(Status, $"<html><head><title>{Status}</title></head><body><h1>Error {Status}</h1></body></html>"),
            FailureKind.OverQps => MasheryAnswers.OverQps,
            FailureKind.OverRate => MasheryAnswers.OverRate(time.GetUtcNow()),
            FailureKind.Inactive => MasheryAnswers.Inactive,
            FailureKind.Abort => Answer.Reset,
            _ when Status == 429 => MasheryAnswers.TooManyRequests,
            _ => Errors.Message(Status, $"Simulated failure {Status}."),
        };
        return Kind == FailureKind.Abort ? usual : usual with
        {
            Parts = Body is null ? usual.Parts : [System.Text.Encoding.UTF8.GetBytes(Body)],
            RetryAfter = RetryAfter ?? usual.RetryAfter,
        };
    }
}
