using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Mapping.Transforms;

/// <summary>What the arguments of several transforms have in common: texts of bounded length, and objects that must have some properties.</summary>
internal static class TransformArguments
{
    public const int MostCharacters = 1000;

    /// <summary>The text of a node; null after an error, and for no node.</summary>
    public static string? Text(ProfileNode? node, ProfileFindings findings, int most = MostCharacters, bool mayBeEmpty = false)
    {
        var text = findings.Text(node, mayBeEmpty);
        if (text is null || text.Length <= most)
        {
            return text;
        }

        findings.Error(node!, $"This is longer than {most} characters.", "Make it shorter, or use several steps.");
        return null;
    }

    /// <summary>Whether the argument is an object that has what it must have, and nothing unknown; otherwise the findings say why.</summary>
    public static bool Hold(ProfileNode argument, ProfileFindings findings, string[] required, params string[] optional)
    {
        string[] known = [.. required, .. optional];
        if (findings.Object(argument, known) is null)
        {
            return false;
        }

        var missing = required.Where(name => argument[name] is null).ToList();
        foreach (var name in missing)
        {
            findings.Error(argument, $"\"{name}\" is missing.", $"It needs {string.Join(" and ", required.Select(property => $"\"{property}\""))}.");
        }

        return missing.Count == 0 && argument.Properties.All(property => known.Contains(property.Name, StringComparer.Ordinal));
    }
}
