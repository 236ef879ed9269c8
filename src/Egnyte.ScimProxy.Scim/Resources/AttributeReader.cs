using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Egnyte.ScimProxy.Scim.Resources;

/// <summary>
/// Finds the values of many attributes in one pass over a resource, each as <see cref="ScimJson.TryGet"/> would. It reads plain names only;
/// a resource with a name that must be read as a path is for <see cref="Patching.PatchValueMap"/>.
/// </summary>
public sealed class AttributeReader
{
    private const int LongestName = 256;

    // A name with another character is a path, a URN, escaped, or a name with a blank around it.
    private static readonly SearchValues<byte> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789$-_"u8);

    private readonly Level _root = new();
    private readonly int[] _places;
    private int _count;

    /// <summary>A reader for these attributes, none of which is a whole schema.</summary>
    /// <param name="paths">The attributes.</param>
    /// <param name="extensions">Further schemas that are known: what is below their URNs is not mapped.</param>
    public AttributeReader(IReadOnlyList<AttributePath> paths, IReadOnlyCollection<string>? extensions = null)
    {
        _places = [.. paths.Select(PlaceOf)];
        foreach (string extension in extensions ?? [])
        {
            if (!ScimJson.IsCore(extension))
            {
                _ = PlaceOf(_root, extension);
            }
        }
    }

    /// <summary>
    /// Puts the value of each attribute where its path stood, undefined where there is none; false where a name must be read as a path, or an
    /// object is expected and is none.
    /// </summary>
    public bool TryRead(JsonElement resource, Span<JsonElement> values)
    {
        var found = ArrayPool<JsonElement>.Shared.Rent(_count);
        var exact = ArrayPool<bool>.Shared.Rent(_count);
        try
        {
            found.AsSpan(0, _count).Clear();
            exact.AsSpan(0, _count).Clear();
            if (!TryRead(_root, resource, found, exact))
            {
                return false;
            }

            for (int path = 0; path < _places.Length; path++)
            {
                values[path] = found[_places[path]];
            }

            return true;
        }
        finally
        {
            found.AsSpan(0, _count).Clear();
            ArrayPool<JsonElement>.Shared.Return(found);
            ArrayPool<bool>.Shared.Return(exact);
        }
    }

    private static bool TryRead(Level level, JsonElement container, JsonElement[] found, bool[] exact)
    {
        if (container.ValueKind is not JsonValueKind.Object)
        {
            return container.ValueKind is JsonValueKind.Undefined;
        }

        foreach (var property in container.EnumerateObject())
        {
            if (!TryTake(level, property, found, exact))
            {
                return false;
            }
        }

        foreach (var (place, inner) in level.Inner)
        {
            if (!TryRead(inner, found[place], found, exact))
            {
                return false;
            }
        }

        return true;
    }

    // Of two names that differ in letter case, the one in exactly the right case counts, else the first.
    private static bool TryTake(Level level, JsonProperty property, JsonElement[] found, bool[] exact)
    {
        Span<char> name = stackalloc char[LongestName];
        if (!JsonText.TryGetAsciiName(property, name, out int length) || !level.Places.TryGetValue(name[..length], out var known))
        {
            return !JsonMarshal.GetRawUtf8PropertyName(property).ContainsAnyExcept(NameCharacters);
        }

        bool isExact = name[..length].SequenceEqual(known.Name);
        if (found[known.Place].ValueKind is JsonValueKind.Undefined || (isExact && !exact[known.Place]))
        {
            (found[known.Place], exact[known.Place]) = (property.Value, isExact);
        }

        return true;
    }

    private int PlaceOf(AttributePath path)
    {
        var level = path.Schema is null || ScimJson.IsCore(path.Schema) ? _root : InnerOf(_root, path.Schema);
        return path.SubAttribute is null ? PlaceOf(level, path.Attribute) : PlaceOf(InnerOf(level, path.Attribute), path.SubAttribute);
    }

    private int PlaceOf(Level level, string name)
    {
        if (!level.Names.TryGetValue(name, out var known))
        {
            level.Names.Add(name, known = (name, _count++));
        }

        return known.Place;
    }

    private Level InnerOf(Level level, string name)
    {
        int place = PlaceOf(level, name);
        foreach (var (at, inner) in level.Inner)
        {
            if (at == place)
            {
                return inner;
            }
        }

        var added = new Level();
        level.Inner.Add((place, added));
        return added;
    }

    /// <summary>The names that may stand in one object.</summary>
    private sealed class Level
    {
        public Level() => Places = Names.GetAlternateLookup<ReadOnlySpan<char>>();

        public Dictionary<string, (string Name, int Place)> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

        public Dictionary<string, (string Name, int Place)>.AlternateLookup<ReadOnlySpan<char>> Places { get; }

        public List<(int Place, Level Level)> Inner { get; } = [];
    }
}
