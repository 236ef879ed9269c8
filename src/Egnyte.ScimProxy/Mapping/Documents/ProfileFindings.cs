using System.Text.Json;

namespace Egnyte.ScimProxy.Mapping.Documents;

/// <summary>Collects everything there is to say of a profile, so that an operator reads all mistakes at once; and reads its values with that.</summary>
internal sealed class ProfileFindings
{
    private const int Most = 200;

    private readonly List<ProfileFinding> _all = [];

    public IReadOnlyList<ProfileFinding> All => _all;

    public bool HasErrors { get; private set; }

    public void Error(ProfileNode at, string message, string fix) => Add(FindingSeverity.Error, at, message, fix);

    public void Warning(ProfileNode at, string message, string fix) => Add(FindingSeverity.Warning, at, message, fix);

    public void Note(ProfileNode at, string message) => Add(FindingSeverity.Note, at, message, "");

    public void Add(ProfileFinding finding)
    {
        HasErrors |= finding.Severity is FindingSeverity.Error;
        if (_all.Count(known => known.Severity == finding.Severity) < Most)
        {
            _all.Add(finding);
        }
    }

    /// <summary>The text of a node; null after an error, and for no node.</summary>
    public string? Text(ProfileNode? node, bool mayBeEmpty = false)
    {
        if (node is null)
        {
            return null;
        }

        if (node.Kind is JsonValueKind.String && (mayBeEmpty || node.Text.Length > 0))
        {
            return node.Text;
        }

        Error(node, "This must be a text.", "Write it in quotation marks.");
        return null;
    }

    public bool? Flag(ProfileNode? node)
    {
        if (node is { Kind: not (JsonValueKind.True or JsonValueKind.False) })
        {
            Error(node, "This must be true or false.", "Write it without quotation marks.");
            return null;
        }

        return node is null ? null : node.Kind is JsonValueKind.True;
    }

    public int? WholeNumber(ProfileNode? node, int least, int most)
    {
        if (node is null)
        {
            return null;
        }

        if (node.Kind is JsonValueKind.Number && int.TryParse(node.Text, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Error(node, $"This must be a whole number from {least} to {most}.", "Write it without quotation marks.");
        return null;
    }

    /// <summary>One of a few words; null after an error, and for no node.</summary>
    public string? Word(ProfileNode? node, params IReadOnlyList<string> known)
    {
        if (Text(node) is not { } word || known.Contains(word, StringComparer.Ordinal))
        {
            return node?.Kind is JsonValueKind.String ? node.Text : null;
        }

        Error(node!, $"\"{word}\" is not known here.", $"Did you mean {ClosestMatch.To(word, known)}? Known: {string.Join(", ", known)}.");
        return null;
    }

    /// <summary>A list of texts, at least one; what is none is an error and left out.</summary>
    public IReadOnlyList<string>? Texts(ProfileNode? node)
    {
        if (Items(node) is not { } items)
        {
            return null;
        }

        if (items.Count == 0)
        {
            Error(node!, "This must be a list of at least one text.", "Write one, or take the list out.");
            return null;
        }

        return [.. items.Select(item => Text(item)).OfType<string>()];
    }

    public IReadOnlyList<ProfileNode>? Items(ProfileNode? node)
    {
        if (node is { Kind: not JsonValueKind.Array })
        {
            Error(node, "This must be a list.", "Write it in [ ].");
            return null;
        }

        return node?.Items;
    }

    /// <summary>An object with no other properties than the known ones; null after an error that leaves nothing to read, and for no node.</summary>
    public ProfileNode? Object(ProfileNode? node, params IReadOnlyList<string> known)
    {
        if (node is { Kind: not JsonValueKind.Object })
        {
            Error(node, "This must be an object.", "Write it in { }.");
            return null;
        }

        foreach (var property in node?.Properties ?? [])
        {
            if (!known.Contains(property.Name, StringComparer.Ordinal))
            {
                Error(
                    property.Value,
                    $"\"{property.Name}\" is not a property here.",
                    $"Did you mean \"{ClosestMatch.To(property.Name, known)}\"? Known: {string.Join(", ", known)}.");
            }
        }

        return node;
    }

    private void Add(FindingSeverity severity, ProfileNode at, string message, string fix) =>
        Add(new ProfileFinding(severity, at.File, at.Line, at.Path, message, fix));
}
