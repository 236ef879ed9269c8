namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>A call of the proxy, the true answer to it, and what was changed in that.</summary>
/// <param name="Truth">The true answer.</param>
/// <param name="Mutation">The change; null where the true answer was handed on.</param>
internal sealed record HostileCall(TrueAnswer Truth, AnswerMutation? Mutation)
{
    /// <summary>The status that the proxy saw.</summary>
    public int Status => Mutation?.Status ?? Truth.Status;

    /// <summary>The body that the proxy saw.</summary>
    public byte[] Body => Mutation?.Body ?? Truth.Body;

    /// <summary>The last segment of the path of one resource; null for a collection.</summary>
    public string? Id => Truth.Path.Split('?')[0].Split('/') is [_, "pubapi", "v2", _, var id] ? Uri.UnescapeDataString(id) : null;

    /// <summary>Whether a header of the gateway says what the answer means.</summary>
    public bool IsOfGateway => Mutation?.Headers.Any(header => header.Name == "X-Mashery-Error-Code") is true;

    public override string ToString() => $"{Truth.Method} {Truth.Path} {Truth.Status}{(Mutation is null ? "" : $" → {Mutation.Name}")}";
}
