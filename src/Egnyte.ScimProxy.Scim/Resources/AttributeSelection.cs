namespace Egnyte.ScimProxy.Scim.Resources;

/// <summary>Which attributes a client wants back: its <c>attributes</c> or <c>excludedAttributes</c> (RFC 7644 §3.9).</summary>
public sealed class AttributeSelection
{
    /// <summary>The longest list that is read, in characters.</summary>
    /// <value>8192.</value>
    public const int MaxLength = 8192;

    /// <summary>How many names a list may have.</summary>
    /// <value>100.</value>
    public const int MaxNames = 100;

    private readonly List<SelectedName> names;

    private AttributeSelection(List<SelectedName> names, bool isExplicit) => (this.names, IsExplicit) = (names, isExplicit);

    /// <summary>Whether the client named what it wants; otherwise it named what it does not.</summary>
    public bool IsExplicit { get; }

    /// <summary>Reads the two query values: null when neither names anything, a refusal as invalidValue when both do.</summary>
    public static AttributeSelection? Parse(string? attributes, string? excludedAttributes)
    {
        var wanted = ReadNames("attributes", attributes);
        var unwanted = ReadNames("excludedAttributes", excludedAttributes);
        return (wanted.Count, unwanted.Count) switch
        {
            (0, 0) => null,
            (_, 0) => new AttributeSelection(wanted, isExplicit: true),
            (0, _) => new AttributeSelection(unwanted, isExplicit: false),
            // RFC 7644 §3.9: the two are mutually exclusive.
            _ => throw new ScimException(ScimError.InvalidValue("'attributes' and 'excludedAttributes' exclude each other: send only one of them.")),
        };
    }

    /// <summary>Whether the attribute belongs in the answer; a container (<c>name</c>, an extension) does when any part of it does.</summary>
    public bool Includes(AttributePath path)
    {
        // RFC 7643 §3 and §3.1: schemas and id are in every answer.
        if (path is { Schema: null, SubAttribute: null } && path.Attribute.ToUpperInvariant() is "ID" or "SCHEMAS")
        {
            return true;
        }

        foreach (var name in names)
        {
            if (IsExplicit ? name.Touches(path) : name.Covers(path))
            {
                return IsExplicit;
            }
        }

        return !IsExplicit;
    }

    private static List<SelectedName> ReadNames(string parameter, string? list)
    {
        var names = new List<SelectedName>();
        if (list is { Length: > MaxLength })
        {
            throw Refuse($"'{parameter}' is {list.Length} characters long: at most {MaxLength} are read.");
        }

        foreach (var part in list.AsSpan().Split(','))
        {
            var text = list.AsSpan()[part].Trim();
            if (text.IsEmpty)
            {
                continue;
            }

            names.Add(
                SelectedName.TryParse(text, out var name) ? name : throw Refuse($"{Quotation.Of(text)} in '{parameter}' is not the name of an attribute."));
            if (names.Count > MaxNames)
            {
                throw Refuse($"'{parameter}' has more than {MaxNames} names.");
            }
        }

        return names;
    }

    private static ScimException Refuse(string detail) => new(ScimError.InvalidValue(detail));
}
