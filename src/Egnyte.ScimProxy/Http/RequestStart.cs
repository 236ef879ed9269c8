namespace Egnyte.ScimProxy.Http;

/// <summary>When a request began whose body kept it waiting: the time that it may take counts from then (contract §5).</summary>
internal sealed record RequestStart(long Timestamp);
