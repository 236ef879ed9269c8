using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim.Patching;

namespace Egnyte.ScimProxy.Users.Patching;

/// <summary>Which elements one operation of a PATCH selects, by what the operations before it said and, where need be, by what Egnyte holds.</summary>
internal sealed class ElementSelection(
    UserAttributes attributes, PatchPath path, PatchVerb verb, ElementFilter filter, IReadOnlyList<ElementShape> shapes, MappingProfile profile)
{
    /// <summary>The elements; false where what Egnyte holds decides which of several it is, so that only the client can say.</summary>
    public bool TrySelect(out IReadOnlyList<ElementShape> selected)
    {
        var possible = shapes.Select(shape => (Shape: shape, Selects: Known(shape))).Where(shape => shape.Selects is not false).ToList();
        var open = possible.Where(shape => shape.Selects is null).Select(shape => shape.Shape).ToList();
        selected = [];
        if (open.Count > 0 && (possible.Count > 1 || filter.AskedOf(open[0]).Count > 1))
        {
            return false;
        }

        selected = [.. possible.Where(shape => shape.Selects is null ? IsPresent(shape.Shape, Asked(shape.Shape)) : IsThere(shape.Shape))
            .Select(shape => shape.Shape)];
        return true;
    }

    /// <summary>
    /// Whether the removal means the value that an earlier operation of this request has replaced: clients add the new address before they
    /// remove the old one. It is then done already, if Egnyte holds that value.
    /// </summary>
    public bool RemovesWhatWasReplaced()
    {
        var replaced = verb is PatchVerb.Remove
            ? shapes.FirstOrDefault(shape =>
                filter.Selects(shape) is null
                    && filter.AskedOf(shape) is [var asked]
                    && path.SubAttribute is var part
                    && (part is null || asked.Is(part))
                    && attributes[Asked(shape).Rule] is Given.Value)
            : null;
        return replaced is not null && IsPresent(replaced, Asked(replaced));
    }

    // What an earlier operation of this request said of the value decides as much as a type does.
    private bool? Known(ElementShape shape) => filter.Selects(shape) is { } always ? always
        : filter.AskedOf(shape) is not [var asked] ? null
        : attributes[Asked(shape).Rule] switch
        {
            Given.Value => filter.Selects(shape, asked, attributes.Value(Asked(shape).Rule)),
            Given.Cleared when attributes.Condition(Asked(shape).Rule) is not { Otherwise: null } => false,
            _ => null,
        };

    private ElementPart Asked(ElementShape shape)
    {
        var name = filter.AskedOf(shape)[0];
        return shape.Parts.FirstOrDefault(part => part.Is(name.Name) && profile.Rules[part.Rule] is { ToEgnyte: true, Field: not null }, name);
    }

    private bool IsPresent(ElementShape shape, ElementPart asked)
    {
        var missed = ElementWords.NotSelected(path, shapes, profile);
        if (attributes[asked.Rule] is Given.Cleared && attributes.Condition(asked.Rule) is { } removal)
        {
            // Whether the removal took away what Egnyte holds decides what is left to select.
            attributes.Keep(asked.Rule, new ValueFilterGuard(held => !removal.Holds(held) && filter.Selects(shape, asked, MappedValue.Of(held)), missed));
        }
        else
        {
            attributes.Require(asked.Rule, new ValueFilterGuard(held => filter.Selects(shape, asked, MappedValue.Of(held)), missed));
        }

        return true;
    }

    /// <summary>Whether the element is still there after the operations before; adding to one that Egnyte may go without makes it.</summary>
    private bool IsThere(ElementShape shape)
    {
        var parts = shape.Parts.Where(part => profile.Rules[part.Rule].ToEgnyte && (path.SubAttribute is not { } named || part.Is(named))).ToList();
        if (parts.Count == 0
            || parts.Exists(part => attributes[part.Rule] is not Given.Cleared)
            || (verb is PatchVerb.Add && !parts.Exists(part => profile.Rules[part.Rule].IsRequired)))
        {
            return true;
        }

        if (parts.Find(part => attributes.Condition(part.Rule) is { Otherwise: null }) is not { Name: not null } part)
        {
            return false;
        }

        var removal = attributes.Condition(part.Rule)!;
        attributes.Keep(part.Rule, new ValueFilterGuard(held => held is not null && !removal.Holds(held), ElementWords.NotSelected(path, shapes, profile)));
        return true;
    }
}
