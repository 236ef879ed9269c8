using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Mapping.Transforms;

namespace Egnyte.ScimProxy.Tests.Mapping.Transforms;

/// <summary>What holds for every step of the examples, and every text.</summary>
public sealed class TransformProperties
{
    private static readonly string[] Idempotent = ["lower", "upper", "trim", "asciiFold", "truncate"];

    // Texts near to what the examples look for, any text at all (lone surrogates too), and long ones.
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.OneOf<char>([.. "ab.xX @-*{}éßŁıƠи李김\u0301\u0306\u00A0\uD83D\uDE00true10"]), 0, 12],
        Gen.String[Gen.Char[char.MinValue, char.MaxValue], 0, 40],
        Gen.OneOf("Sales", "Legal", "okta-", "okta-a", "ext-jane", "Jane Doe"),
        Gen.Select(Gen.OneOf('a', '.', 'é', 'x', '\uD83D'), Gen.Int[2000, 9000]).Select((character, count) => new string(character, count)));

    private static readonly Gen<MappedValue> Values = Gen.Frequency(
        (8, Texts.Select(MappedValue.Of)), (1, Gen.Bool.Select(value => MappedValue.Of(value))), (1, Gen.Const(MappedValue.None)));

    public static TheoryData<string> All => [.. Examples];

    public static TheoryData<string> Undoable => [.. Examples.Where(step => Steps.Of(step).Loses is null)];

    public static TheoryData<string> Repeatable => [.. Examples.Where(step => Idempotent.Contains(Steps.NameOf(step)))];

    private static IEnumerable<string> Examples =>
        TransformExamples.Taken.Select(row => row.Data.Item1).Concat(KnownTransforms.All.SelectMany(kind => kind.Examples)).Distinct();

    [Theory]
    [MemberData(nameof(All))]
    public void AnyStep_OnAnything_GivesABoundedResultOfItsType_OrARefusalAndNothing(string step)
    {
        var transform = Steps.Of(step);

        Gen.Select(Values, Values.Array[transform.Others.Count]).Sample((value, others) =>
        {
            var made = transform.Apply(value, others, out var refusal);
            var longest = others.Append(value).Max(input => input.ToString().Length);
            return made.ToString().Length <= Math.Max(Transform.MostCharacters, 2 * longest)
                && (refusal is null || (made.IsNone && refusal.Length is > 0 and < 500))
                && (transform.Gives is MappedType.Text ? made.Boolean is null || value.Boolean is not null : made.Text is null);
        }, iter: 1000);
    }

    [Theory]
    [MemberData(nameof(Undoable))]
    public void AStepThatLosesNothing_IsUndone(string step)
    {
        var transform = Steps.Of(step);

        Texts.Sample(text =>
        {
            var made = transform.Apply(MappedValue.Of(text), [], out var refusal);
            return refusal is not null || transform.Undo(made) == MappedValue.Of(text);
        }, iter: 1000);
    }

    [Theory]
    [MemberData(nameof(Repeatable))]
    public void AStepDoneTwice_IsAStepDoneOnce(string step)
    {
        var transform = Steps.Of(step);

        Texts.Sample(text =>
        {
            var once = transform.Apply(MappedValue.Of(text), [], out _);
            return transform.Apply(once, [], out _) == once;
        }, iter: 1000);
    }

    [Fact]
    public void AsciiFold_ThenThePatternOfAName_GivesNobodyAnEmptyName()
    {
        var fold = Steps.Of("\"asciiFold\"");

        Texts.Where(text => text.Length > 0).Sample(text => !fold.Apply(MappedValue.Of(text), [], out _).IsNone);
    }

    [Fact]
    public void ATemplate_IsReadExactlyWhereItsSchemaAllowsIt()
    {
        var schema = JsonElement.Parse(KnownTransforms.All.Single(kind => kind.Name == "template").ArgumentSchema!).GetProperty("pattern").GetString()!;

        Gen.String[Gen.OneOf('{', '}', 'a', ':'), 1, 9].Sample(
            text => Steps.Read($$"""{"template": "{{text}}"}""", new ProfileFindings()) is not null == Regex.IsMatch(text, schema),
            iter: 5000);
    }

    [Fact]
    public void ARegexReplacement_ThatRepeatsTheWholeValueAtEachMatch_StopsWhenItIsTooLong()
    {
        var transform = Steps.Of("""{"regexReplace": {"pattern": "a", "with": "$_$_$_$_"}}""");
        var value = MappedValue.Of(new string('a', 2000));
        var before = GC.GetAllocatedBytesForCurrentThread();

        transform.Apply(value, [], out var refusal);

        // All 2000 matches would take 32 MB.
        Assert.NotNull(refusal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }
}
