using System.Net;
using Egnyte.ScimProxy.EgnyteApi.Answers;
using Polly;

namespace Egnyte.ScimProxy.EgnyteApi.Pipeline;

/// <summary>Outermost, once per call: attaches the token, and gives every failure without an answer its one type.</summary>
internal sealed class EgnyteCallHandler(TimeProvider time, EgnyteOutage outage, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var callState = CallState.Begin(request, time);
        if (callState.Call.Deadline <= time.GetTimestamp())
        {
            throw outage.Stamp(callState.Unavailable());
        }

        AddHeaders(request, callState.Call);
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            return response.Content is EgnyteContent { Failure: { Status: HttpStatusCode.NotFound } failure }
                ? await VerifyAbsenceAsync(response, failure, request, callState, cancellationToken)
                : response;
        }
        catch (EgnyteApiException failure)
        {
            outage.Stamp(failure);
            throw;
        }
        catch (ExecutionRejectedException rejection)
        {
            // A time-out of ours or the open breaker.
            throw outage.Stamp(callState.Unavailable(rejection));
        }
    }

    /// <summary>
    /// A 404 is Egnyte's word only in Egnyte's own form; any other may come from a gateway that lost its route. One row of the same
    /// collection tells them apart (behaviour.md §1.1); without it the failure stays what it is, transient.
    /// </summary>
    private async Task<HttpResponseMessage> VerifyAbsenceAsync(
        HttpResponseMessage response, EgnyteApiException failure, HttpRequestMessage request, CallState callState, CancellationToken cancellationToken)
    {
        if (failure.MayBeAbsence)
        {
            failure = await ReadOneRowAsync(request, callState, cancellationToken) switch
            {
                null => new EgnyteApiException(EgnyteFailure.NotFound, failure.Operation)
                {
                    Status = failure.Status,
                    Reason = failure.Reason,
                    ErrorCode = failure.ErrorCode,
                    EgnyteRequestId = failure.EgnyteRequestId,
                },
                { Kind: EgnyteFailure.Throttled or EgnyteFailure.QuotaExhausted } throttled => new EgnyteApiException(throttled.Kind, failure.Operation)
                {
                    Status = throttled.Status,
                    ErrorCode = throttled.ErrorCode,
                    EgnyteRequestId = throttled.EgnyteRequestId,
                    RetryAfter = throttled.RetryAfter,
                    IsKeptForWrites = throttled.IsKeptForWrites,
                    MayHaveActed = failure.MayHaveActed,
                    AttemptBeganAt = failure.AttemptBeganAt,
                },
                var unconfirmed => failure.NotBefore(unconfirmed.RetryAfter),
            };
        }

        // behaviour.md §1.2: an attempt of ours, whose answer was lost, has deleted it.
        var isDone = failure.Kind is EgnyteFailure.NotFound && callState is { IsDelete: true, MayHaveActedBefore: true };
        response.StatusCode = isDone ? HttpStatusCode.NoContent : response.StatusCode;
        response.Content = new EgnyteContent(answer: null, isDone ? null : failure);
        return response;
    }

    /// <summary>Why one row could not be read, with the token, the deadline and the priority of the call; null where it was read.</summary>
    private async Task<EgnyteApiException?> ReadOneRowAsync(HttpRequestMessage absent, CallState callState, CancellationToken cancellationToken)
    {
        var path = absent.RequestUri!.AbsolutePath;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(absent.RequestUri, $"{path[..path.LastIndexOf('/')]}?startIndex=1&count=1"));
        var row = CallState.Begin(request, callState, time);
        AddHeaders(request, row.Call);
        try
        {
            using var response = await base.SendAsync(request, cancellationToken);
            return ((EgnyteContent)response.Content).Failure;
        }
        catch (EgnyteApiException failure)
        {
            return failure;
        }
        catch (ExecutionRejectedException rejection)
        {
            return row.Unavailable(rejection);
        }
    }

    private static void AddHeaders(HttpRequestMessage request, EgnyteCallContext call)
    {
        // Unvalidated: a token is sent as it came, and parsing it would cost more than sending it.
        request.Headers.TryAddWithoutValidation("Authorization", call.Authorization);
        request.Headers.TryAddWithoutValidation("X-Egnyte-Request-Id", call.RequestId);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "egnyte-scim-proxy");
    }
}
