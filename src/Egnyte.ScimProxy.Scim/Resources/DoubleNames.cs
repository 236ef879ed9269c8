using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Egnyte.ScimProxy.Scim.Resources;

/// <summary>
/// Finds a name that stands twice in one object, in different letter case and with different values. Letter case does not tell names
/// apart (RFC 7643 §2.1), so nothing says which of the two values the client means.
/// </summary>
internal static class DoubleNames
{
    // Comparing each with each is faster for small objects; larger ones must not cost the square of their size.
    private const int MostComparedPairwise = 16;

    /// <summary>The error that names it; null where there is none.</summary>
    public static ScimError? RefusalOf(JsonElement json) => Find(json) is { } name
        ? ScimError.InvalidSyntax(
            $"{Quotation.Of(name)} is given twice, in different letter case and with different values. "
            + "Names are the same in any letter case: give one of the two.")
        : null;

    private static string? Find(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                if ((json.GetPropertyCount() <= MostComparedPairwise ? FindPairwise(json) : FindAmongMany(json)) is { } found)
                {
                    return found;
                }

                foreach (var property in json.EnumerateObject())
                {
                    if (Find(property.Value) is { } inner)
                    {
                        return inner;
                    }
                }

                return null;
            case JsonValueKind.Array:
                foreach (var element in json.EnumerateArray())
                {
                    if (Find(element) is { } inner)
                    {
                        return inner;
                    }
                }

                return null;
            default:
                return null;
        }
    }

    private static string? FindPairwise(JsonElement json)
    {
        var properties = json.EnumerateObject();
        while (properties.MoveNext())
        {
            var others = properties;
            while (others.MoveNext())
            {
                if (IsSameName(properties.Current, others.Current) && !JsonElement.DeepEquals(properties.Current.Value, others.Current.Value))
                {
                    return others.Current.Name;
                }
            }
        }

        return null;
    }

    private static string? FindAmongMany(JsonElement json)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in json.EnumerateObject())
        {
            if (JsonText.NameOf(property) is { } name && !values.TryAdd(name, property.Value) && !JsonElement.DeepEquals(values[name], property.Value))
            {
                return name;
            }
        }

        return null;
    }

    private static bool IsSameName(JsonProperty left, JsonProperty right)
    {
        var leftName = JsonMarshal.GetRawUtf8PropertyName(left);
        var rightName = JsonMarshal.GetRawUtf8PropertyName(right);
        return leftName.Contains((byte)'\\') || rightName.Contains((byte)'\\')
            ? string.Equals(JsonText.NameOf(left), JsonText.NameOf(right), StringComparison.OrdinalIgnoreCase)
            : Ascii.EqualsIgnoreCase(leftName, rightName);
    }
}
