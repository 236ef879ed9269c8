using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Egnyte.ScimProxy.Simulator.Http;

/// <summary>Which rows of a list are asked for.</summary>
internal readonly record struct Page(int StartIndex, int Count)
{
    public const int Largest = 100;

    private static readonly byte[] Comma = ","u8.ToArray();
    private static readonly byte[] End = "]}"u8.ToArray();

    public static Page Read(ApiRequest request) => new(
        Number(request.Http.Query, "startIndex", 1, int.MaxValue, 1),
        request.Dialect.ClampsCount
            ? Math.Min(Largest, Number(request.Http.Query, "count", 1, int.MaxValue, Largest))
            : Number(request.Http.Query, "count", 1, Largest, Largest));

    /// <summary>The rows of this page, already in JSON.</summary>
    public byte[][] Slice<TRow>(IReadOnlyList<TRow> rows, Func<TRow, byte[]> json)
    {
        var from = StartIndex - 1;
        var slice = new byte[Math.Clamp(rows.Count - from, 0, Count)][];
        for (var i = 0; i < slice.Length; i++)
        {
            slice[i] = json(rows[from + i]);
        }

        return slice;
    }

    /// <param name="schemas">The first member of the envelope, for groups only.</param>
    /// <param name="total">How many rows match in all.</param>
    /// <param name="itemsPerPage">What the endpoint claims a page to hold.</param>
    /// <param name="rows">The rows, in JSON.</param>
    public Answer Answer(string schemas, int total, int itemsPerPage, byte[][] rows)
    {
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{{{schemas}}"startIndex":{{StartIndex}},"totalResults":{{total}},"itemsPerPage":{{itemsPerPage}},"resources":[""");
        var parts = new byte[rows.Length == 0 ? 2 : rows.Length * 2 + 1][];
        parts[0] = Encoding.UTF8.GetBytes(head);
        for (var i = 0; i < rows.Length; i++)
        {
            parts[i * 2 + 1] = rows[i];
            parts[i * 2 + 2] = Comma;
        }

        parts[^1] = End;
        return Http.Answer.Of(200, parts);
    }

    private static int Number(IQueryCollection query, string name, int least, int most, int otherwise)
    {
        var text = query[name];
        if (text.Count == 0)
        {
            return otherwise;
        }

        return int.TryParse(text[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Errors.Refuse(400, most == int.MaxValue ? $"{name} must be {least} or more." : $"{name} must be from {least} to {most}.");
    }
}
