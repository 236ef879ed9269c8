using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Egnyte.ScimProxy.Scim.Filters.Evaluation;

/// <summary>A JSON number of any size by its value: 1, 1.0 and 10e-1 are one number, and no digit is rounded away.</summary>
internal readonly struct ExactNumber : IComparable<ExactNumber>
{
    private readonly int sign;
    private readonly BigInteger exponent;
    private readonly string digits;

    // 0.digits × 10^exponent: without zeros on either side of the digits there is one form for each number.
    private ExactNumber(int sign, string digits, BigInteger exponent) => (this.sign, this.digits, this.exponent) = (sign, digits, exponent);

    /// <summary>Reads a number in the grammar of RFC 8259 §6, which the caller has checked.</summary>
    public static ExactNumber Parse(ReadOnlySpan<char> number)
    {
        int sign = number[0] == '-' ? -1 : 1;
        var rest = sign < 0 ? number[1..] : number;
        int e = rest.IndexOfAny('e', 'E');
        var mantissa = e < 0 ? rest : rest[..e];
        int dot = mantissa.IndexOf('.');
        var whole = dot < 0 ? mantissa : mantissa[..dot];
        string all = dot < 0 ? whole.ToString() : string.Concat(whole, mantissa[(dot + 1)..]);
        string trimmed = all.TrimStart('0');
        if (trimmed.Length == 0)
        {
            return new ExactNumber(0, "", 0);
        }

        var power = e < 0 ? 0 : BigInteger.Parse(rest[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return new ExactNumber(sign, trimmed.TrimEnd('0'), power + whole.Length - (all.Length - trimmed.Length));
    }

    public static ExactNumber? Read(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number ? Parse(Encoding.ASCII.GetString(JsonMarshal.GetRawUtf8Value(value))) : null;

    public int CompareTo(ExactNumber other)
    {
        if (sign != other.sign)
        {
            return sign.CompareTo(other.sign);
        }

        int byExponent = exponent.CompareTo(other.exponent);
        return sign * (byExponent != 0 ? byExponent : string.CompareOrdinal(digits, other.digits));
    }
}
