namespace Egnyte.ScimProxy.Mapping.Documents;

internal enum FindingSeverity
{
    /// <summary>The profile cannot be used.</summary>
    Error,

    /// <summary>It can be used, but does something that is probably not intended.</summary>
    Warning,

    /// <summary>How it behaves, where that is not plain to see.</summary>
    Note,
}

/// <summary>One thing to say of a profile: where, what, and the fix.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="File">The file, as an operator knows it.</param>
/// <param name="Line">The line in it, from 1.</param>
/// <param name="Path">The way to it through the document: <c>users[2].transforms[0]</c>.</param>
/// <param name="Message">What is wrong, or so.</param>
/// <param name="Fix">What to do; empty in a note.</param>
internal sealed record ProfileFinding(FindingSeverity Severity, string File, int Line, string Path, string Message, string Fix)
{
    public override string ToString() => $"{File}:{Line}: {(Path.Length == 0 ? "" : $"{Path}: ")}{Message}{(Fix.Length == 0 ? "" : $" {Fix}")}";
}
