namespace Egnyte.ScimProxy.EgnyteApi.Models;

/// <summary>A custom group as Egnyte answers it; the built-in groups are invisible to its API (DOC-G).</summary>
public sealed record EgnyteGroup : IEgnyteAnswer
{
    /// <summary>Egnyte's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The group's name, unique in the domain (PP).</summary>
    public string? DisplayName { get; set; }

    /// <summary>The members; null when the answer has no members key, as in lists (RB, NET fixtures).</summary>
    public IReadOnlyList<EgnyteMember>? Members { get; set; }

    bool IEgnyteAnswer.IsReadable => Id is not null;
}
