namespace Egnyte.ScimProxy.Mapping;

/// <summary>What another field of the Egnyte user must be.</summary>
/// <param name="EgnyteField">The field, as Egnyte calls it.</param>
/// <param name="Value">The value; where several will do, the first of them.</param>
internal sealed record FieldCondition(string EgnyteField, MappedValue Value)
{
    /// <summary>Further values that will do as well.</summary>
    public IReadOnlyList<MappedValue> Others { get; init; } = [];

    public bool Holds(MappedValue actual)
    {
        if (actual.Is(Value, ignoreCase: false))
        {
            return true;
        }

        foreach (var other in Others)
        {
            if (actual.Is(other, ignoreCase: false))
            {
                return true;
            }
        }

        return false;
    }

    public override string ToString() => $"{EgnyteField} {string.Join(" or ", [Value, .. Others])}";
}
