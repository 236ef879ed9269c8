namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>What a failed call means, whatever its status and body were.</summary>
public enum EgnyteFailure
{
    /// <summary>Egnyte refused a value: 400.</summary>
    InvalidInput,

    /// <summary>Something unique exists already: 409, a 400 that says so, 405 to a POST (RB).</summary>
    AlreadyExists,

    /// <summary>Egnyte does not offer this method: 405 to anything but a POST.</summary>
    MethodNotAllowed,

    /// <summary>
    /// The token is wrong, revoked or missing: 401, or <c>ERR_403_DEVELOPER_INACTIVE</c>, <c>ERR_403_NOT_AUTHORIZED</c>,
    /// <c>ERR_401_INVALID_OR_EXPIRED_TOKEN</c>.
    /// </summary>
    TokenRejected,

    /// <summary>The token's owner may not do this: 403 without a Mashery code; <c>…_UNKNOWN_REFERER</c>, <c>…_REQUIRES_SSL</c>.</summary>
    Forbidden,

    /// <summary>Too many calls a second: 429, or <c>ERR_403_DEVELOPER_OVER_QPS</c>, <c>ERR_403_SERVICE_OVER_QPS</c>.</summary>
    Throttled,

    /// <summary>The daily quota is exhausted: <c>ERR_403_DEVELOPER_OVER_RATE</c>.</summary>
    QuotaExhausted,

    /// <summary>The one resource asked for does not exist: 404 in the form of Egnyte, or in another one and confirmed.</summary>
    NotFound,

    /// <summary>There is no Egnyte domain at this address: 404 for a collection, a redirect, an unknown host name.</summary>
    NoSuchDomain,

    /// <summary>Will pass by itself: 5xx, 408, HTML, <c>ERR_403_SERVICE_OVER_RATE</c>, broken JSON, a broken connection, a time-out, an open breaker.</summary>
    Unavailable,

    /// <summary>A PATCH or PUT was answered 2xx, and the answer does not show the resource: <see cref="EgnyteSession"/> reads it.</summary>
    Unshown,

    /// <summary>Any other 4xx.</summary>
    Rejected,
}
