using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Resources;

/// <summary>An Egnyte group id: a UUID in all that was seen. Other words are let through if they stay one segment of a path.</summary>
internal readonly record struct EgnyteGroupId(string Value)
{
    private const int MaxLength = 64;

    /// <summary>There is none, or none that this client may know of.</summary>
    public static ScimError NotFound { get; } = ScimError.NotFound(
        "There is no such group. If it was deleted in Egnyte, unlink the pushed group and push it again.");

    public static bool TryParse(string? text, out EgnyteGroupId id)
    {
        var isId = text is { Length: > 0 and <= MaxLength } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        id = new EgnyteGroupId(isId ? text! : "");
        return isId;
    }

    /// <exception cref="ScimException">404, without asking Egnyte: no such id can exist.</exception>
    public static EgnyteGroupId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new ScimException(NotFound);
}
