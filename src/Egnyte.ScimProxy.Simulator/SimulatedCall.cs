namespace Egnyte.ScimProxy.Simulator;

/// <summary>One call that reached the imitated API and how it was answered.</summary>
/// <param name="Sequence">1 for the first call since the log was cleared.</param>
/// <param name="At">When the call arrived.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path as it was sent, decoded.</param>
/// <param name="Query">The query as it was sent, with its question mark, or empty.</param>
/// <param name="RequestBody">The body as text, or null when there was none.</param>
/// <param name="Status">The status it was answered with; 0 when the connection was reset.</param>
/// <param name="RequestId">The X-Egnyte-Request-Id header that the caller chose.</param>
/// <param name="Route">Method and path pattern, such as <c>GET /pubapi/v2/users/{id}</c>; <c>unknown</c> where Egnyte has no such path.</param>
public sealed record SimulatedCall(
    long Sequence, DateTimeOffset At, string Method, string Path, string Query, string? RequestBody, int Status, string? RequestId, string Route);
