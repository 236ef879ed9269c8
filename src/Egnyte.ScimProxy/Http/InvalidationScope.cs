namespace Egnyte.ScimProxy.Http;

/// <summary>Invalidates cache entries when a write begins, and again when it has ended.</summary>
internal readonly struct InvalidationScope : IDisposable
{
    private readonly Action _invalidate;

    public InvalidationScope(Action invalidate)
    {
        _invalidate = invalidate;
        invalidate();
    }

    public void Dispose() => _invalidate();
}
