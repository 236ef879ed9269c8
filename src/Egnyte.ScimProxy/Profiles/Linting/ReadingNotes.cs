using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Mapping.Transforms;

namespace Egnyte.ScimProxy.Profiles.Linting;

/// <summary>How each rule reads back: what a client reads otherwise than it wrote, it may write for ever.</summary>
internal static class ReadingNotes
{
    public static void Add(ParsedRule draft, IReadOnlyList<ParsedRule> drafts, string extension, ProfileFindings findings)
    {
        if (draft.Rule.Field is null)
        {
            return;
        }

        findings.Note(draft.Written.At, $"{draft.Rule.Name}: {Of(draft.Rule, [.. draft.Transforms.Select(step => step.Transform.Loses).OfType<string>()])}");
        if (!draft.Rule.ToEgnyte)
        {
            return;
        }

        WarnOfWhatStaysOn(draft, findings);
        var others = draft.Transforms.SelectMany(step => step.Transform.Others).ToList();
        if (others.Count > 0 && draft.Rule.Immutability is Immutability.Reject)
        {
            findings.Warning(
                draft.Written.At,
                $"{draft.Rule.Name} is made of {string.Join(", ", others.Select(other => other.Text))} too: when that changes, it is refused "
                + $"as a change of {draft.Rule.Name}.", "Write \"immutable\": \"ignore\", or \"when\": \"create\" instead.");
        }

        foreach (var other in draft.Rule.OnlyOnCreate ? [] : others)
        {
            if (RulePath.TryParse(other.Text, extension, out var path, out _)
                && !drafts.Any(candidate => candidate.Written.Path.Key == path.Key
                    && candidate.Rule is { ToScim: true, Field.Read: not null }
                    && candidate.Transforms.All(step => step.Transform.Loses is null)))
            {
                findings.Warning(
                    other,
                    $"Egnyte does not hold {other.Text} as a client writes it: a PATCH that does not send it leaves {draft.Rule.Field.Name} as it is.",
                    "Let the client send all attributes at once, as a PUT does, or write \"when\": \"create\".");
            }
        }
    }

    // What a step puts around a value, a later one may change (Ext- and lower): it is then not taken off again, and a filter for the
    // value as the client wrote it finds no user. A letter that goes through all steps and back shows it.
    private static void WarnOfWhatStaysOn(ParsedRule draft, ProfileFindings findings)
    {
        List<Transform> steps = [.. draft.Transforms.Select(step => step.Transform)];
        if (!draft.Rule.ToScim || steps.Exists(step => step.Others.Count > 0 || !step.UsesValue) || !steps.Exists(step => step is Template))
        {
            return;
        }

        var probe = MappedValue.Of("x");
        var read = steps.Where(step => step.Loses is null).Reverse().Aggregate(Through(steps), static (value, step) => step.Undo(value));
        if (!read.Is(Through(steps.Where(step => step.Loses is not null)), ignoreCase: true))
        {
            findings.Warning(
                draft.Transforms.First(step => step.Transform is Template).At,
                $"{steps.First(step => step is Template)} is not undone where {draft.Rule.Name} is read, because of a step behind it: a "
                + $"client reads \"{read}\" where it wrote \"x\", and does not find it by that.", "Put it behind the other steps.");
        }

        MappedValue Through(IEnumerable<Transform> path) => path.Aggregate(probe, static (value, step) => step.Apply(value, default, out _));
    }

    /// <summary>How a rule reads back, as text.</summary>
    public static string Of(AttributeRule rule, IReadOnlyList<string> losses) => rule switch
    {
        { Field: null } => "is dropped",
        { ToScim: false } => "is never read back",
        { ToEgnyte: false } => "is read only",
        { OnlyOnCreate: true } or { Immutability: Immutability.Ignore or Immutability.Ownership } when losses.Count == 0 =>
            "reads back as written at creation; what is written later is ignored, and a client that compares writes it again",
        { OnlyIf: not null } when losses.Count == 0 => "reads back as written where it was sent",
        _ when losses.Count == 0 => "reads back as written",
        _ when rule.Field == EgnyteUserFields.UserName =>
            $"reads back as written in the same request, else by UserNameFormat; Egnyte's name loses {string.Join(", and ", losses)}",
        _ => $"reads back as Egnyte has it: lost is {string.Join(", and ", losses)}",
    };
}
