namespace Egnyte.ScimProxy.Tests.EgnyteApi;

/// <summary>A request as the fake domain saw it.</summary>
internal sealed record SeenRequest(string Method, string PathAndQuery, string? Body, long? ContentLength, string Text, DateTimeOffset At);
