using System.Net;
using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Answers;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.EgnyteApi.RateLimiting;

namespace Egnyte.ScimProxy.EgnyteApi.Pipeline;

/// <summary>Innermost, once per attempt: reads the whole body, learns from the headers, and says what kind of failure it was.</summary>
internal sealed class EgnyteAttemptHandler(
    TimeProvider time, EgnyteRateLimiter limiter, EgnyteOutage outage, Action<EgnyteEvent> notify, bool hasProxy, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var callState = CallState.Of(request);
        callState.MayHaveActedBefore = callState.MayHaveActed;
        callState.MayHaveActed = callState.IsWrite;
        callState.AttemptStartedAt = time.GetTimestamp();

        HttpResponseMessage response;
        ReadOnlyMemory<byte> body;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
            callState.Status = response.StatusCode;
            body = await EgnyteBody.ReadAsync(response, cancellationToken);
        }
        catch (Exception cause) when (EgnyteTransport.IsFault(cause, cancellationToken))
        {
            if (EgnyteTransport.WasNeverSent(cause))
            {
                callState.MayHaveActed = callState.MayHaveActedBefore;
            }

            // Behind a proxy the name that was not found is the proxy's: it asks for Egnyte's itself.
            throw !hasProxy && EgnyteTransport.IsUnknownHost(cause)
                ? new EgnyteApiException(EgnyteFailure.NoSuchDomain, callState.Operation, cause) { MayHaveActed = callState.MayHaveActed }
                : callState.Unavailable(cause);
        }

        var (answer, failure) = Read(request, response, body, callState);
        failure?.AnsweredBy(response);
        limiter.Learn(callState, response, failure);
        if (failure is not { Kind: EgnyteFailure.Unavailable or EgnyteFailure.NoSuchDomain })
        {
            outage.End();
        }

        if (answer is not null)
        {
            // Refit takes every 204 for an empty answer.
            response.StatusCode = HttpStatusCode.OK;
        }

        response.Content.Dispose();
        response.Content = new EgnyteContent(answer, failure);
        return response;
    }

    private (IEgnyteAnswer? Answer, EgnyteApiException? Failure) Read(
        HttpRequestMessage request, HttpResponseMessage response, ReadOnlyMemory<byte> body, CallState callState)
    {
        if (!EgnyteErrorReader.IsError(response))
        {
            try
            {
                return (callState.IsDelete ? RequireDeleted(request, body) : EgnyteAnswer.Read(callState, request, body.Span), null);
            }
            catch (JsonException unusable)
            {
                // A page is not Egnyte speaking but something in front of it, which says nothing of what Egnyte did (behaviour.md §5).
                var isHtml = EgnyteBody.IsMarkup(body.Span);
                notify(new EgnyteEvent(EgnyteEventKind.AnswerUnusable, callState.Call.TokenHash)
                {
                    Operation = callState.Operation,
                    Flaw = isHtml ? "HTML" : body.Length == 0 ? "no body" : unusable.Message,
                });
                return (null, isHtml ? callState.Unavailable(unusable) : callState.Unusable(unusable));
            }
        }

        var failure = EgnyteErrorReader.Read(response, body, callState, time);
        callState.MayHaveActed = failure.MayHaveActed;
        return (null, failure);
    }

    // A DELETE is answered by its status, but not by a page of something in front of Egnyte, nor by the deletion of something else.
    private static IEgnyteAnswer? RequireDeleted(HttpRequestMessage request, ReadOnlyMemory<byte> body) =>
        EgnyteBody.IsMarkup(body.Span) || EgnyteSubject.IsOfAnother(request, body) ? throw new JsonException("it is about another resource") : null;
}
