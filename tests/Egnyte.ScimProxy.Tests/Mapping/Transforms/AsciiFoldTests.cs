using System.Text;
using Egnyte.ScimProxy.Mapping.Transforms;

namespace Egnyte.ScimProxy.Tests.Mapping.Transforms;

/// <summary>The table of letters against what .NET knows of them without ICU: that they are letters, and which is the small form of which.</summary>
public sealed class AsciiFoldTests
{
    // Letters that look like none of ASCII's, and a few of phonetics, of Zhuang's tones and of medieval Welsh that no directory holds.
    private const string Stay = "ƂƃƄƅƇƈƋƌƍƎƑƒƕƖƛƜƞƟƢƣƤƥƦƧƨƩƪƫƬƭƮƱƲƷƸƹƺƻƼƽƾƿǀǁǂǃǝǮǯǶǷȜȝȠȡȢȣȴȵȶȸȹȺȾȿɀɁɂɅɊɋẚẜẝẟỺỻỼỽỾỿ";

    private static readonly AsciiFold Fold = new();

    private static IEnumerable<char> Letters =>
        Enumerable.Range(0xC0, 0x250 - 0xC0).Concat(Enumerable.Range(0x1E00, 0x100)).Select(code => (char)code).Where(char.IsLetter);

    [Fact]
    public void EveryLatinLetter_HasAFormOfOneOrTwoLetters_OrIsKnownToStay()
    {
        Assert.Equal(Stay, string.Concat(Letters.Where(letter => Fold.Apply($"{letter}") == $"{letter}")));
        Assert.All(Letters.Except(Stay), letter => Assert.Matches("^[A-Za-z]{1,2}$", Fold.Apply($"{letter}")));
    }

    [Fact]
    public void SmallAndCapitalLetters_HaveTheSameForm() =>
        Assert.All(
            Letters.Except(Stay),
            letter => Assert.Equal(Fold.Apply($"{letter}").ToLowerInvariant(), Fold.Apply($"{char.ToLowerInvariant(letter)}").ToLowerInvariant()));

    [Fact]
    public void TheProgram_HasNoNormalization_SoThatTheTableIsNeeded() =>
        Assert.Equal("é", "é".Normalize(NormalizationForm.FormD));
}
