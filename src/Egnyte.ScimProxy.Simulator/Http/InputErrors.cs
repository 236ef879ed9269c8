namespace Egnyte.ScimProxy.Simulator.Http;

/// <summary>Everything wrong with one body, told at once.</summary>
internal sealed class InputErrors
{
    private readonly Dictionary<string, string> _byAttribute = new(StringComparer.Ordinal);

    public T? Add<T>(string attribute, string message)
    {
        _byAttribute.TryAdd(attribute, $"{attribute} {message}.");
        return default;
    }

    public void Require(string attribute, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            Add<string>(attribute, "is required");
        }
    }

    public void RefuseAny()
    {
        if (_byAttribute.Count > 0)
        {
            throw new RefusedException(Errors.Input(_byAttribute));
        }
    }
}
