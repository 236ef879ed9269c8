using System.Buffers;
using System.Text.Json;

namespace Egnyte.ScimProxy.Scim.Resources;

/// <summary>Finds the values of many attributes in one pass over a resource, each as <see cref="ScimJson.TryGet"/> would.</summary>
public sealed class AttributeReader
{
    private const int LongestName = 256;

    private readonly Level _root = new();
    private readonly int[] _places;
    private int _count;

    /// <summary>A reader for these attributes, none of which is a whole schema.</summary>
    public AttributeReader(IReadOnlyList<AttributePath> paths) => _places = [.. paths.Select(PlaceOf)];

    /// <summary>Puts the value of each attribute where its path stood; undefined where there is none.</summary>
    public void Read(JsonElement resource, Span<JsonElement> values)
    {
        var found = ArrayPool<JsonElement>.Shared.Rent(_count);
        var exact = ArrayPool<bool>.Shared.Rent(_count);
        try
        {
            found.AsSpan(0, _count).Clear();
            exact.AsSpan(0, _count).Clear();
            Read(_root, resource, found, exact);
            for (int path = 0; path < _places.Length; path++)
            {
                values[path] = found[_places[path]];
            }
        }
        finally
        {
            found.AsSpan(0, _count).Clear();
            ArrayPool<JsonElement>.Shared.Return(found);
            ArrayPool<bool>.Shared.Return(exact);
        }
    }

    private static void Read(Level level, JsonElement container, JsonElement[] found, bool[] exact)
    {
        if (container.ValueKind is not JsonValueKind.Object)
        {
            return;
        }

        foreach (var property in container.EnumerateObject())
        {
            Take(level, property, found, exact);
        }

        foreach (var (place, inner) in level.Inner)
        {
            Read(inner, found[place], found, exact);
        }
    }

    // Of two names that differ in letter case, the one in exactly the right case counts, else the first.
    private static void Take(Level level, JsonProperty property, JsonElement[] found, bool[] exact)
    {
        Span<char> name = stackalloc char[LongestName];
        if (!JsonText.TryGetAsciiName(property, name, out int length) || !level.Places.TryGetValue(name[..length], out var known))
        {
            return;
        }

        bool isExact = name[..length].SequenceEqual(known.Name);
        if (found[known.Place].ValueKind is JsonValueKind.Undefined || (isExact && !exact[known.Place]))
        {
            (found[known.Place], exact[known.Place]) = (property.Value, isExact);
        }
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
