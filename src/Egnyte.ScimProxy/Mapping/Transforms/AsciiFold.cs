using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Egnyte.ScimProxy.Mapping.Transforms;

/// <summary>
/// Latin letters become those of ASCII: é e, ß ss, ł l. What has no such form (Cyrillic, Chinese, Korean) stays, so that the rule's pattern
/// refuses it and says so;
/// to drop it would give two users one name, or none. It knows no languages: ü is u, and a profile that needs ue puts a replace before it.
/// </summary>
internal sealed class AsciiFold() : TextTransform("asciiFold")
{
    // A table of our own, because string.Normalize does nothing in a program without ICU (InvariantGlobalization).
    // It holds the letters of U+00C0–U+024F and U+1E00–U+1EFF, and the small forms of those that lie elsewhere; where ICAO Doc 9303
    // (passports) names a form, as for ß, Þ and Ə, that one.
    private static readonly FrozenDictionary<char, string> Letters = new[]
    {
        "A ÀÁÂÃÄÅĀĂĄǍǞǠǺȀȂȦḀẠẢẤẦẨẪẬẮẰẲẴẶ",
        "a àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ",
        "B ḂḄḆƁɃ",
        "b ḃḅḇƀɓ",
        "C ÇĆĈĊČḈȻ",
        "c çćĉċčḉȼ",
        "D ĎḊḌḎḐḒĐÐƉƊ",
        "d ďḋḍḏḑḓđðɖɗ",
        "E ÈÉÊËĒĔĖĘĚȄȆȨḔḖḘḚḜẸẺẼẾỀỂỄỆƏƐɆ",
        "e èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệəɛɇ",
        "F Ḟ",
        "f ḟ",
        "G ĜĞĠĢǦǴḠǤƔƓ",
        "g ĝğġģǧǵḡǥɣɠ",
        "H ĤȞḢḤḦḨḪĦ",
        "h ĥȟḣḥḧḩḫẖħ",
        "I ÌÍÎÏĨĪĬĮİǏȈȊḬḮỈỊƗ",
        "i ìíîïĩīĭįǐȉȋḭḯỉịıɨ",
        "J ĴɈ",
        "j ĵǰȷɉɉ",
        "K ĶǨḰḲḴƘ",
        "k ķǩḱḳḵƙ",
        "L ĹĻĽḶḸḺḼŁȽĿ",
        "l ĺļľḷḹḻḽłƚŀ",
        "M ḾṀṂ",
        "m ḿṁṃ",
        "N ÑŃŅŇǸṄṆṈṊŊƝ",
        "n ñńņňǹṅṇṉṋŋɲŉ",
        "O ÒÓÔÕÖŌŎŐƠǑǪǬȌȎȪȬȮȰṌṎṐṒỌỎỐỒỔỖỘỚỜỞỠỢØǾƆ",
        "o òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợøǿɔ",
        "P ṔṖ",
        "p ṕṗ",
        "q ĸ",
        "R ŔŖŘȐȒṘṚṜṞɌ",
        "r ŕŗřȑȓṙṛṝṟɍ",
        "S ŚŜŞŠȘṠṢṤṦṨ",
        "s śŝşšșṡṣṥṧṩſẛ",
        "T ŢŤȚṪṬṮṰŦ",
        "t ţťțṫṭṯṱẗŧ",
        "U ÙÚÛÜŨŪŬŮŰŲƯǓǕǗǙǛȔȖṲṴṶṸṺỤỦỨỪỬỮỰɄ",
        "u ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữựʉ",
        "V ṼṾ",
        "v ṽṿ",
        "W ŴẀẂẄẆẈ",
        "w ŵẁẃẅẇẉẘ",
        "X ẊẌ",
        "x ẋẍ",
        "Y ÝŶŸȲẎỲỴỶỸƳɎ",
        "y ýÿŷȳẏẙỳỵỷỹƴɏ",
        "Z ŹŻŽẐẒẔƵȤ",
        "z źżžẑẓẕƶȥ",
        "AE ÆǢǼ",
        "ae æǣǽ",
        "DZ ǄǱ",
        "Dz ǅǲ",
        "dz ǆǳ",
        "IJ Ĳ",
        "ij ĳ",
        "LJ Ǉ",
        "Lj ǈ",
        "lj ǉ",
        "NJ Ǌ",
        "Nj ǋ",
        "nj ǌ",
        "OE Œ",
        "oe œ",
        "SS ẞ",
        "ss ß",
        "TH Þ",
        "th þ",
    }.Select(row => row.Split(' ')).SelectMany(row => row[1].Select(letter => KeyValuePair.Create(letter, row[0]))).ToFrozenDictionary();

    public override string? Loses => "accents and letters that ASCII does not have";

    public override string Apply(string value)
    {
        if (Ascii.IsValid(value))
        {
            return value;
        }

        var result = new StringBuilder(value.Length);
        var followsLetter = false;
        foreach (var character in value)
        {
            if (Letters.TryGetValue(character, out var folded))
            {
                result.Append(folded);
                followsLetter = true;
            }
            else if (!followsLetter || CharUnicodeInfo.GetUnicodeCategory(character) is not UnicodeCategory.NonSpacingMark)
            {
                // An accent that is a character of its own goes with a letter of ASCII (macOS writes é so), and stays with any other.
                result.Append(character);
                followsLetter = char.IsAsciiLetter(character);
            }
        }

        return result.ToString();
    }
}

internal static partial class KnownTransforms
{
    private static readonly TransformKind AsciiFoldKind = Add(new(
        "asciiFold",
        "Latin letters without accents, in ASCII: José Strauß becomes Jose Strauss. Letters of other scripts do not change.",
        null,
        static (_, _) => new AsciiFold()));
}
