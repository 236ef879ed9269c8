namespace Egnyte.ScimProxy.Http;

/// <summary>Forgets something now, and again when a write is over.</summary>
internal readonly struct InvalidationScope : IDisposable
{
    private readonly Action _forget;

    public InvalidationScope(Action forget)
    {
        _forget = forget;
        forget();
    }

    public void Dispose() => _forget();
}
