using System.Globalization;
using System.Text.Json.Serialization;

namespace Egnyte.ScimProxy.EgnyteApi.Answers.Models;

/// <summary>One operation of an <see cref="EgnytePatchOp"/>.</summary>
public sealed record EgnytePatchOperation
{
    private EgnytePatchOperation(string op, string path, EgnytePatchValue? value) => (Op, Path, Value) = (op, path, value);

    /// <summary><c>add</c>, <c>remove</c> or <c>replace</c>.</summary>
    public string Op { get; }

    /// <summary>What is changed.</summary>
    public string Path { get; }

    /// <summary>What it becomes, or who joins it; null for a removal.</summary>
    [JsonConverter(typeof(EgnytePatchValueConverter))]
    public EgnytePatchValue? Value { get; }

    /// <summary>Gives the group a name.</summary>
    public static EgnytePatchOperation Rename(string displayName) => new("replace", "displayName", new EgnytePatchValue(displayName, null));

    /// <summary>Adds members by the ids of their accounts.</summary>
    public static EgnytePatchOperation AddMembers(IReadOnlyCollection<long> userIds) => new("add", "members", new EgnytePatchValue(null, userIds));

    /// <summary>Takes a member out.</summary>
    public static EgnytePatchOperation RemoveMember(long userId) =>
        new("remove", string.Create(CultureInfo.InvariantCulture, $"members[value eq \"{userId}\"]"), null);
}
