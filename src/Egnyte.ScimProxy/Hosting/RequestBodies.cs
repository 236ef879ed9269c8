using System.Threading.RateLimiting;
using Egnyte.ScimProxy.Errors;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Http.Bodies;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Security;
using Microsoft.AspNetCore.Http.Features;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>
/// Reads request bodies into memory before anything else is done for the request. A small body is read at once. A larger one is read only
/// for a verified token and within a budget for all requests together; until then the client's bytes stay in the network.
/// </summary>
internal sealed class RequestBodies(TimeProvider time) : IDisposable
{
    /// <summary>Larger than a user or a usual group change. Bodies up to this size need no budget: 2,000 of them are 32 MiB.</summary>
    public const int SmallBytes = 16 * 1024;

    /// <summary>Requests whose body is under way at once; more than the connections that Kestrel accepts, unless they are HTTP/2.</summary>
    private const int MostArriving = 2000;

    /// <summary>A third of the smallest heap that the proxy is tested with.</summary>
    private const int BudgetKiB = 64 * 1024;

    /// <summary>What a body costs while it is processed, in multiples of its size: the bytes, the parsed document, and the change that is made of it.</summary>
    private const int CostFactor = 6;

    /// <summary>For the whole body, so that a client that sends slowly occupies nothing for long.</summary>
    private static readonly TimeSpan LongestArrival = TimeSpan.FromSeconds(15);

    /// <summary>At most, where the request's time allows it (contract §5).</summary>
    private static readonly TimeSpan LongestWaitForMemory = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(30);

    private readonly ConcurrencyLimiter _budget = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = BudgetKiB,
        QueueLimit = int.MaxValue, // bounded by the connections: a waiting request holds no more than a small body
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private int _arriving;

    /// <summary>The memory that larger bodies wait for.</summary>
    public long WaitingKiB => _budget.GetStatistics()!.CurrentQueuedCount;

    /// <summary>Makes the body available as <see cref="ArrivedBody"/>; the result is held as long as the request.</summary>
    /// <exception cref="ScimException">408, or 429 to Okta: the body came too slowly. 429: there is no room for it.</exception>
    public async ValueTask<RateLimitLease?> ReadAsync(HttpContext context, RequestCredentials credentials)
    {
        var request = context.Request;
        var announced = request.ContentLength;
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true }
            || HttpMethods.IsGet(request.Method)
            || announced > ScimBody.MaxBytes)
        {
            // Never read, or rejected by its length alone.
            return null;
        }

        var beganAt = time.GetTimestamp();
        var isEncoded = request.Headers.ContentEncoding.Count > 0;
        var mayBeSmall = !isEncoded && announced is null or <= SmallBytes;
        var body = new BodyArrival(request.BodyReader, mayBeSmall ? (int)(announced ?? SmallBytes) : 0, LongestArrival);
        if (mayBeSmall)
        {
            // One byte more than a small body has, to see whether there are more.
            await ReadAsync(context, credentials, body, SmallBytes + 1, beganAt);
        }

        RateLimitLease? lease = null;
        if (!body.IsComplete)
        {
            credentials.BeganAt = beganAt;
            lease = await AdmitAsync(context, credentials, isEncoded ? ScimBody.MaxBytes : (int)(announced ?? ScimBody.MaxBytes), beganAt);
        }

        try
        {
            if (lease is not null)
            {
                body.Reserve((int)(announced ?? 0));
            }

            await ReadAsync(context, credentials, body, ScimBody.MaxBytes + 1, beganAt);
            if (lease is not null && announced is null && !isEncoded && _budget.AttemptAcquire(KiBOf(body.Length)) is { IsAcquired: true } smaller)
            {
                // The length of a chunked body is known only now.
                lease.Dispose();
                lease = smaller;
            }

            request.Body = new ArrivedBody(body.Bytes, body.Length);
            return lease;
        }
        catch
        {
            lease?.Dispose();
            throw;
        }
    }

    public void Dispose() => _budget.Dispose();

    private static async Task VerifyAsync(HttpContext context)
    {
        // Any call would do. Egnyte's answer to this one is also the answer to what the request will need.
        var call = await ScimCall.BindAsync(context);
        await call.Egnyte.VerifyTokenAsync(context.Request.Path.Value!.Contains("/Groups", StringComparison.OrdinalIgnoreCase));
    }

    private async Task<RateLimitLease> AdmitAsync(HttpContext context, RequestCredentials credentials, int bytes, long beganAt)
    {
        if (!credentials.IsVerified)
        {
            await VerifyAsync(context);
        }

        // The rest of the body needs its time too before the request ends.
        var left = ScimCall.TimeBudget - LongestArrival - time.GetElapsedTime(beganAt);
        using var deadline = new CancellationTokenSource(
            left < TimeSpan.Zero ? TimeSpan.Zero : left < LongestWaitForMemory ? left : LongestWaitForMemory, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        try
        {
            var lease = await _budget.AcquireAsync(KiBOf(bytes), either.Token);
            return lease.IsAcquired ? lease : throw Busy(context);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw Busy(context);
        }
    }

    private static int KiBOf(int bytes) => Math.Max(1, bytes / 1024 * CostFactor);

    private async ValueTask ReadAsync(HttpContext context, RequestCredentials credentials, BodyArrival body, int most, long beganAt)
    {
        try
        {
            body.TakeArrived(most);
            if (!body.IsDone(most))
            {
                credentials.BeganAt = beganAt;
                await WaitAsync(context, body, most);
            }
        }
        catch (IOException failure) when (failure is not BadHttpRequestException)
        {
            // Kestrel says so of a reset connection, and of a chunk of 2 GiB or more, whose size it cannot hold.
            throw new BadHttpRequestException(
                failure.Message, failure.InnerException is OverflowException ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest, failure);
        }
    }

    private async Task WaitAsync(HttpContext context, BodyArrival body, int most)
    {
        using var deadline = new CancellationTokenSource(body.TimeLeft, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        var began = time.GetTimestamp();
        try
        {
            if (Interlocked.Increment(ref _arriving) > MostArriving)
            {
                throw Busy(context);
            }

            await body.TakeAsync(most, either.Token);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw TooSlow(context);
        }
        finally
        {
            Interlocked.Decrement(ref _arriving);
            var left = body.TimeLeft - time.GetElapsedTime(began);
            body.TimeLeft = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    private static ScimException TooSlow(HttpContext context)
    {
        // Okta retries by itself after 429 only (contract §1.4).
        var errorContext = ErrorContext.Of(context);
        var status = errorContext.IsOkta ? StatusCodes.Status429TooManyRequests : StatusCodes.Status408RequestTimeout;
        return new ScimException(RetryLater.After(
            status,
            $"The body of the request did not arrive within {LongestArrival.TotalSeconds:F0} s: check the network between the client and the "
            + "proxy", Retry, errorContext));
    }

    private static ScimException Busy(HttpContext context) => new(RetryLater.After(
        StatusCodes.Status429TooManyRequests,
        $"The proxy is busy with other large requests: bodies of more than {SmallBytes / 1024} KiB share {BudgetKiB / 1024} MiB of its memory",
        Retry,
        ErrorContext.Of(context)));
}
