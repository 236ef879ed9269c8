namespace Egnyte.ScimProxy.Profiles;

/// <summary>One state of all profiles; each is compiled once, however many tenants use it.</summary>
internal sealed class CompiledProfiles(ProfileLibrary library)
{
    private readonly Dictionary<string, CompiledProfile> _compiled = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public ProfileLibrary Library { get; } = library;

    public CompiledProfile Of(string name)
    {
        lock (_lock)
        {
            return _compiled.TryGetValue(name, out var known) ? known : _compiled[name] = ProfileCompiler.Compile(Library, name);
        }
    }
}
