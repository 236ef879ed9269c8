namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>What must come of one operation that one fault struck.</summary>
/// <param name="Answer">Which answer the client hears.</param>
/// <param name="State">What is in Egnyte then.</param>
/// <param name="MostCalls">How many Egnyte calls it may have cost.</param>
internal sealed record Expected(ExpectedAnswer Answer, StateLeft State, int MostCalls);

/// <summary>What a client hears: the status to Okta and to others, the error's keyword, and the least Retry-After of each.</summary>
internal sealed record ExpectedAnswer(int ToOkta, int ToOthers, string? ScimType = null, int OktaWaits = 0, int OthersWait = 0)
{
    /// <summary>429 to Okta, because Okta retries after no other status; 503, the status of an outage, to other clients.</summary>
    public static readonly ExpectedAnswer RetryLater = new(429, 503, null, 60, 60);

    public static readonly ExpectedAnswer Throttle = new(429, 429, null, 15, 1);

    /// <summary>Ten waits from 90 s on, each double the one before, outlast the day.</summary>
    public static readonly ExpectedAnswer Quota = new(429, 429, null, 90, 1);

    public static ExpectedAnswer Of(int status, string? scimType = null) => new(status, status, scimType);
}

/// <summary>What is in Egnyte after an operation.</summary>
internal enum StateLeft
{
    /// <summary>All as it was.</summary>
    AsBefore,

    /// <summary>All that was asked for, once.</summary>
    Done,

    /// <summary>The user is deactivated, and the other changes of the request are not made.</summary>
    DeactivatedOnly,
}
