using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Patching;

namespace Egnyte.ScimProxy.Users.Patching;

/// <summary>What a client is told of an element that is not there, or cannot be: which are, and how to name them.</summary>
internal static class ElementWords
{
    public static ScimError NotSelected(PatchPath path, IReadOnlyList<ElementShape> shapes, MappingProfile profile) => ScimError.NoTarget(
        $"{path} selects no value: {Held(shapes, profile)}, and no room for another. Push it as "
        + $"{Paths(path.SubAttribute, shapes, profile)}, and take this attribute out of those that are pushed.");

    public static ScimError NoRoom(AttributePath attribute, IReadOnlyList<ElementShape> shapes, MappingProfile profile) => Mapped(shapes, profile) is [var only]
        ? ScimError.InvalidValue(
            $"{attribute} cannot have another value: Egnyte holds one, {only.Description}. Push that one only, and take the others out of those "
            + "that are pushed.")
        : ScimError.InvalidValue(
            $"{attribute} cannot have another value: {Held(shapes, profile)}. Push those only, and take the others out of those that are pushed.");

    public static ScimError CannotChange(PatchPath path, ElementShape shape) => ScimError.InvalidValue(
        $"{path} cannot change: the one value of {shape.Attribute} that Egnyte holds is {shape.Description}. Take this attribute out of "
        + "those that are pushed.");

    public static ScimError NotDecided(PatchPath path, IReadOnlyList<ElementShape> shapes, MappingProfile profile) => ScimError.InvalidPath(
        $"{path} cannot be told from the values that Egnyte holds: {Held(shapes, profile)}. Name it as {Paths(path.SubAttribute, shapes, profile)}.");

    public static ScimError NoObject(PatchPath path) => ScimError.InvalidValue($"{path} must be an object of its parts. /Schemas shows them.");

    public static ScimError ReadOnly(PatchPath path) => ScimError.Mutability($"{path} is read only: take it out of the attributes that are pushed.");

    private static string Held(IReadOnlyList<ElementShape> shapes, MappingProfile profile) => Mapped(shapes, profile) is [var only]
        ? $"Egnyte holds one value of {only.Attribute}, {only.Description}"
        : $"Egnyte holds one value of {shapes[0].Attribute} {string.Join(" and one ", Mapped(shapes, profile).Select(shape => shape.Description))}";

    private static string Paths(string? part, IReadOnlyList<ElementShape> shapes, MappingProfile profile) =>
        string.Join(" or ", Mapped(shapes, profile).SelectMany(shape => part is not null && shape.Has(part) ? [part] : shape.Parts.Select(mapped => mapped.Name)
            .Distinct(StringComparer.OrdinalIgnoreCase), (shape, name) => shape.PathOf(name)));

    // Of the others nothing is kept.
    private static List<ElementShape> Mapped(IReadOnlyList<ElementShape> shapes, MappingProfile profile)
    {
        var mapped = shapes.Where(shape => shape.Parts.Any(part => profile.Rules[part.Rule].Field is not null)).ToList();
        return mapped.Count > 0 ? mapped : [.. shapes];
    }
}
