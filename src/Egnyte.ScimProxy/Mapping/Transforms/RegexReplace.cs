using System.Text;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Mapping.Transforms;

/// <summary>
/// Every match of a <see cref="SafeRegex"/> becomes a text that may name its groups. Finding one match is linear, finding all of them need not be,
/// and a replacement such as $_ repeats the whole value at each: so value and result are bounded too.
/// </summary>
internal sealed partial class RegexReplace(Regex pattern, string with) : Transform($"regexReplace(\"{pattern}\", \"{with}\")")
{
    public override string? Loses => "what the pattern matched";

    public override MappedValue Apply(MappedValue value, ReadOnlySpan<MappedValue> others, out string? refusal)
    {
        refusal = null;
        if (value.Text is not { } given)
        {
            return value;
        }

        if (given.Length > MostCharacters)
        {
            return TooLong(out refusal);
        }

        var result = new StringBuilder();
        var done = 0;
        try
        {
            for (var match = pattern.Match(given); match.Success && result.Length <= MostCharacters; match = match.NextMatch())
            {
                result.Append(given, done, match.Index - done).Append(match.Result(with));
                done = match.Index + match.Length;
            }
        }
        catch (RegexMatchTimeoutException)
        {
            refusal = $"takes too long in {this}";
            return MappedValue.None;
        }

        result.Append(given, done, given.Length - done);
        return result.Length > MostCharacters ? TooLong(out refusal) : MappedValue.Of(result.ToString());
    }

    /// <summary>
    /// The groups that a replacement names and the pattern does not have. .NET would write them out as they are, and an account would be called
    /// $1.
    /// </summary>
    public static IEnumerable<string> UnknownGroups(Regex pattern, string with) =>
        NamedGroup().Matches(with).Select(match => match.Groups["group"].Value).Where(group => group.Length > 0 && pattern.GroupNumberFromName(group) < 0);

    [GeneratedRegex(@"\$(?:\$|(?<group>[0-9]+)|\{(?<group>\w+)\})", RegexOptions.CultureInvariant)]
    private static partial Regex NamedGroup();
}

internal static partial class KnownTransforms
{
    private static readonly TransformKind RegexReplaceKind = Add(new(
        "regexReplace",
        "Replaces every match of a regular expression (.NET's, without what looks around or back); `with` may name its groups: `$1`, "
        + "`${name}`. Letter case counts, unless the pattern begins with `(?i)`.",
        """
        {"type":"object","properties":{"pattern":{"type":"string","minLength":1,"maxLength":500},"with":{"type":"string","maxLength":1000}},
        "required":["pattern","with"],"additionalProperties":false,"examples":[{"pattern": "^ext-([a-z]+)$", "with": "$1.external"}]}
        """,
        ReadRegexReplace));

    private static RegexReplace? ReadRegexReplace(ProfileNode argument, ProfileFindings findings)
    {
        if (!TransformArguments.Hold(argument, findings, ["pattern", "with"]))
        {
            return null;
        }

        var pattern = SafeRegex.Read(argument["pattern"], findings);
        var with = TransformArguments.Text(argument["with"], findings, mayBeEmpty: true);
        if (pattern is null || with is null)
        {
            return null;
        }

        if (RegexReplace.UnknownGroups(pattern, with).FirstOrDefault() is { } unknown)
        {
            findings.Error(
                argument["with"]!,
                $"The pattern has no group {unknown}.",
                $"It has {string.Join(", ", pattern.GetGroupNames().Select(name => $"${{{name}}}"))}. Write $$ for a dollar sign.");
            return null;
        }

        return new RegexReplace(pattern, with);
    }
}
