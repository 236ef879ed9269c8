using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Profiles;

/// <summary>Binds the rules of a profile to each other: an attribute that a transform looks at is another rule's, or gets a place of its own.</summary>
internal static class RuleInputResolver
{
    /// <summary>The rules in their order, and behind them what transforms look at beside. Only of drafts without an error.</summary>
    public static IReadOnlyList<AttributeRule> Bind(IReadOnlyList<ParsedRule> drafts, string extension)
    {
        var mapped = drafts.Where(draft => !draft.Rule.IsRefused).ToList();
        var inputs = new OrderedDictionary<string, AttributeRule>(StringComparer.Ordinal);
        var bound = mapped
            .Select(draft => draft.Rule with
            {
                Steps = [.. draft.Transforms.Select(step => new RuleStep(step.Transform, [.. step.Transform.Others.Select(PlaceOf)]))],
            })
            .ToList();
        return [.. bound, .. inputs.Values, .. drafts.Where(draft => draft.Rule.IsRefused).Select(draft => draft.Rule)];

        int PlaceOf(ProfileNode other)
        {
            if (!RulePath.TryParse(other.Text, extension, out var path, out var problem))
            {
                throw new InvalidOperationException(problem);
            }

            var known = mapped.FindIndex(draft => draft.Written.Path.Key == path.Key && draft.Rule.ToEgnyte);
            if (known >= 0)
            {
                return known;
            }

            if (inputs.IndexOf(path.Key) is var place and >= 0)
            {
                return mapped.Count + place;
            }

            inputs.Add(path.Key, new AttributeRule(path.Attribute, other.Text, MappedType.Text)
            {
                ToEgnyte = true,
                IsInput = true,
                Element = path.Part is { } part
                    ? new ElementRule(
                        part,
                        path.Selected?.Type,
                        IsPrimary: true,
                        path.Selected is { } selected ? [selected] : [ElementChoice.Primary, ElementChoice.First])
                    : null,
            });
            return mapped.Count + inputs.Count - 1;
        }
    }
}
