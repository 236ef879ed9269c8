using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Http;

namespace Egnyte.ScimProxy.Resources;

/// <summary>
/// A write that may not be made twice, and of which Egnyte did not say whether it was made: it is looked for, and only then sent again
/// (behaviour.md §1.2).
/// </summary>
internal static class CreateReconciliation
{
    private const int MaxAttempts = 3;

    private static readonly TimeSpan FaultTime = TimeSpan.FromSeconds(10);

    /// <summary>Creates something whose name can be held only once: a look-up that came too early is corrected by Egnyte's refusal of the second one.</summary>
    /// <param name="call">The request.</param>
    /// <param name="create">Sends the create.</param>
    /// <param name="find">
    /// Looks for what was created, given the failure and whether an attempt of this request may have acted: null where no resource has the
    /// name, an exception where another one has it.
    /// </param>
    public static async Task<(T Created, Reconciliation How)> CreateAsync<T>(ScimCall call, Func<Task<T>> create, Func<EgnyteApiException, bool, Task<T?>> find)
        where T : class
    {
        EgnyteApiException? first = null;
        for (var attempt = 1; ; attempt++)
        {
            EgnyteApiException failure;
            try
            {
                var created = await create();
                if (first is null)
                {
                    return (created, Reconciliation.Not);
                }

                call.Facts.Reconciliations++;
                return (created, Reconciliation.MadeAgain);
            }
            catch (EgnyteApiException unknown) when (IsUnknown(unknown))
            {
                failure = unknown;
                first ??= unknown;
            }
            catch (EgnyteApiException clash) when (clash.Kind is EgnyteFailure.AlreadyExists)
            {
                failure = clash;
            }
            catch (EgnyteApiException notSent) when (first is not null && notSent.Kind is EgnyteFailure.Unavailable)
            {
                // This attempt did nothing, the first one may have: that is what the client must hear.
                throw first.NotBefore(notSent.RetryAfter);
            }

            var found = first is null ? await find(failure, false) : await LookAsync(first, () => find(failure, true));
            if (found is not null)
            {
                call.Facts.Reconciliations++;
                return (found, Reconciliation.Found);
            }

            if (failure.Kind is EgnyteFailure.AlreadyExists || attempt == MaxAttempts || !IsSentAgain(call, first!))
            {
                throw first?.NotBefore(failure.RetryAfter) ?? failure;
            }
        }
    }

    /// <summary>Whether Egnyte may have done what it did not answer.</summary>
    public static bool IsUnknown(EgnyteApiException failure) =>
        failure is { MayHaveActed: true, Kind: EgnyteFailure.Unavailable or EgnyteFailure.Throttled or EgnyteFailure.QuotaExhausted };

    /// <summary>Whether there is time for another attempt: an Egnyte that is silent for long is not asked the same again.</summary>
    public static bool IsSentAgain(ScimCall call, EgnyteApiException first) => call.Egnyte.TimeSince(first.AttemptBeganAt) < FaultTime;

    /// <summary>
    /// Looks for what a write made. If that fails too, the client must retry when both failures allow it, and is told that the write may have
    /// been made.
    /// </summary>
    public static async Task<T> LookAsync<T>(EgnyteApiException unknown, Func<Task<T>> look)
    {
        try
        {
            return await look();
        }
        catch (EgnyteApiException failure)
        {
            throw unknown.NotBefore(failure.RetryAfter);
        }
    }
}
