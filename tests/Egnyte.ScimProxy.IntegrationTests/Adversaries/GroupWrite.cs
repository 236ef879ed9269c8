namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>A write of a group, with the group that it must leave where it is answered 2xx.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Body">The body.</param>
/// <param name="Name">The name after it; null where it may be no success.</param>
/// <param name="Members">The members after it.</param>
internal sealed record GroupWrite(string Method, string Body, string? Name, IReadOnlyCollection<long> Members)
{
    /// <summary>Whether it must be done, or may be rejected for how it is written.</summary>
    public bool IsCertain { get; init; } = true;

    /// <summary>The rules by which it drops something where it is done.</summary>
    public IReadOnlyCollection<DropRule> Drops { get; init; } = [];

    public override string ToString() => $"{Method} {Body}";
}
