using System.Diagnostics.CodeAnalysis;
using Egnyte.ScimProxy.Scim.Filters.Parsing;

namespace Egnyte.ScimProxy.Scim.Patching;

/// <summary>The grammar of RFC 7644 §3.5.2: <c>attrPath / valuePath [subAttr]</c>, each with or without a URN, and a known URN alone.</summary>
internal static class PatchPathReader
{
    public static PatchPath Read(string path, IReadOnlyCollection<string>? extensionUrns) =>
        TryRead(path, extensionUrns, out var read, out var refusal) ? read : throw new ScimException(refusal);

    public static bool TryRead(
        string path, IReadOnlyCollection<string>? extensionUrns, [NotNullWhen(true)] out PatchPath? read, [NotNullWhen(false)] out ScimError? refusal)
    {
        (read, refusal) = (null, null);
        if (path.Length > ScimFilterParser.MaxLength)
        {
            refusal = ScimError.InvalidPath($"The path is {path.Length} characters long: at most {ScimFilterParser.MaxLength} are read.");
            return false;
        }

        if (extensionUrns is not null && ScimSchemas.IsOtherCore(path, extensionUrns))
        {
            refusal = ScimError.InvalidPath($"{Quotation.Of(path)} is not of this resource's schema: write the name of the attribute without a URN.");
            return false;
        }

        int open = path.IndexOf('[');
        if (open < 0)
        {
            refusal = TryReadPlain(path, extensionUrns, out read) ? null : Refusal(path);
            return read is not null;
        }

        // A text in the filter may hold brackets too, but none follows the one that closes.
        int close = path.LastIndexOf(']');
        var tail = path.AsSpan(close + 1);
        if (close < open
            || !(tail.IsEmpty || (tail[0] == '.' && AttributeSyntax.IsName(tail[1..])))
            || !TryReadPlain(path.AsSpan(0, open), extensionUrns, out var before)
            || before.IsSchema)
        {
            refusal = Refusal(path);
            return false;
        }

        try
        {
            read = new PatchPath(before.Attribute, ScimFilterParser.ParseInPath(path, open + 1, close), tail.IsEmpty ? null : tail[1..].ToString());
            return true;
        }
        catch (ScimException refused)
        {
            refusal = refused.Error;
            return false;
        }
    }

    private static bool TryReadPlain(ReadOnlySpan<char> text, IReadOnlyCollection<string>? extensionUrns, [NotNullWhen(true)] out PatchPath? path)
    {
        var attribute = Within(text, extensionUrns);
        if (attribute is null && (IsBelowKnown(text, extensionUrns) || !AttributePath.TryParse(text, out attribute)))
        {
            path = null;
            return false;
        }

        path = new PatchPath(attribute, null, null);
        return true;
    }

    // A known URN is recognised before the grammar is asked, which cannot tell urn:x:Space from an attribute of urn:x.
    private static AttributePath? Within(ReadOnlySpan<char> text, IReadOnlyCollection<string>? extensionUrns)
    {
        foreach (string urn in extensionUrns ?? [])
        {
            if (text.Equals(urn, StringComparison.OrdinalIgnoreCase))
            {
                return AttributePath.OfSchema(urn);
            }

            if (text.Length > urn.Length + 1
                && text[urn.Length] == ':'
                && text.StartsWith(urn, StringComparison.OrdinalIgnoreCase)
                && AttributePath.TryParse(text[(urn.Length + 1)..], out var name)
                && name.Schema is null)
            {
                return name with { Schema = urn };
            }
        }

        return null;
    }

    // What stands behind a known URN is meant for its schema: urn:…:User:x:active is no attribute of a schema urn:…:User:x.
    private static bool IsBelowKnown(ReadOnlySpan<char> text, IReadOnlyCollection<string>? extensionUrns)
    {
        foreach (string urn in extensionUrns ?? [])
        {
            if (ScimSchemas.IsBelow(text, urn))
            {
                return true;
            }
        }

        return false;
    }

    private static ScimError Refusal(string path) => ScimError.InvalidPath(
        $"{Quotation.Of(path)} is not a path: expected a name such as active, name.givenName or emails[type eq \"work\"].value.");
}
